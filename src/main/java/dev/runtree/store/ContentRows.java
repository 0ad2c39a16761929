package dev.runtree.store;

import dev.runtree.store.contents.ContentKey;
import dev.runtree.store.contents.ContentRow;
import dev.runtree.store.contents.Place;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** {@code runtree_contents}: what traces say again and again. */
final class ContentRows {
    /** How many go with one statement. */
    private static final int MOST = 1_000;

    private static final RowTable<ContentRow> TABLE = new RowTable<>(
            "runtree_contents",
            List.of(
                    Column.text("trace_id", content -> content.key().traceId()),
                    new Column<>(
                            "hash", PgType.UUID_VALUE, content -> content.key().hash()),
                    Column.date("day", content -> content.key().day()),
                    Column.text("content", ContentRow::text),
                    Column.uuids("pieces", content -> content.pieces().isEmpty() ? null : content.pieces()),
                    Column.int4s("places", content -> content.places().isEmpty() ? null : content.places())));

    private ContentRows() {}

    /** Those of the rows that are there. */
    static Set<ContentKey> stored(Connection connection, Collection<ContentKey> asked) throws SQLException {
        var stored = new HashSet<ContentKey>();
        if (asked.isEmpty()) {
            return stored;
        }
        try (var statement = connection.prepareStatement("SELECT c.trace_id, c.hash, c.day FROM runtree_contents c"
                + " JOIN unnest(?::text[], ?::uuid[], ?::date[]) AS asked (t, h, d)"
                + " ON c.trace_id = asked.t AND c.hash = asked.h AND c.day = asked.d WHERE c.day = ANY (?::date[])")) {
            statement.setArray(1, array(connection, "text", asked, ContentKey::traceId));
            statement.setArray(2, array(connection, "uuid", asked, ContentKey::hash));
            statement.setArray(
                    3, array(connection, "date", asked, key -> key.day().toString()));
            var days = asked.stream().map(ContentKey::day).distinct().toList();
            statement.setArray(4, array(connection, "date", days, LocalDate::toString));
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    stored.add(new ContentKey(
                            row.getString(1), row.getObject(2, UUID.class), row.getObject(3, LocalDate.class)));
                }
            }
        }
        return stored;
    }

    /** Where pieces lie that are stored: by trace, day, and their hashes. */
    static Map<String, Map<LocalDate, Map<UUID, Place>>> places(
            Connection connection, Collection<String> traceIds, Collection<LocalDate> days, Set<UUID> pieces)
            throws SQLException {
        var places = new HashMap<String, Map<LocalDate, Map<UUID, Place>>>();
        if (traceIds.isEmpty()) {
            return places;
        }
        try (var statement = connection.prepareStatement(
                "SELECT trace_id, day, hash, pieces, places FROM runtree_contents"
                        + " WHERE trace_id = ANY (?) AND day = ANY (?::date[])"
                        + " AND (hash = ANY (?::uuid[]) OR EXISTS (SELECT 1 FROM unnest(pieces) AS p WHERE p = ANY (?::uuid[])))")) {
            statement.setArray(1, array(connection, "text", traceIds, id -> id));
            statement.setArray(2, array(connection, "date", days, LocalDate::toString));
            statement.setArray(3, array(connection, "uuid", pieces, piece -> piece));
            statement.setArray(4, array(connection, "uuid", pieces, piece -> piece));
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    var ofDay = places.computeIfAbsent(row.getString(1), any -> new HashMap<>())
                            .computeIfAbsent(row.getObject(2, LocalDate.class), any -> new HashMap<>());
                    var content = row.getObject(3, UUID.class);
                    if (row.getArray(4) == null) {
                        ofDay.put(content, Place.whole(content));
                    } else {
                        var hashes = (UUID[]) row.getArray(4).getArray();
                        var bounds = (Integer[]) row.getArray(5).getArray();
                        for (var i = 0; i < hashes.length; i++) {
                            ofDay.put(hashes[i], new Place(content, bounds[2 * i], bounds[2 * i + 1], ""));
                        }
                    }
                }
            }
        }
        return places;
    }

    private static <T> Array array(Connection connection, String type, Collection<T> values, Function<T, Object> value)
            throws SQLException {
        return connection.createArrayOf(type, values.stream().map(value).toArray());
    }

    /** Adds rows of traces of which nothing is stored. */
    static void addNew(Connection connection, List<ContentRow> contents) throws SQLException {
        TABLE.add(connection, contents);
    }

    /** Adds rows, also such as have come meanwhile. */
    static void add(Connection connection, Collection<ContentRow> contents) throws SQLException {
        var all = new ArrayList<>(contents);
        for (var from = 0; from < all.size(); from += MOST) {
            TABLE.insert(connection, all.subList(from, Math.min(all.size(), from + MOST)), "ON CONFLICT DO NOTHING");
        }
    }
}
