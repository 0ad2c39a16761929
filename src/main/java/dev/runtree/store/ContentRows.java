package dev.runtree.store;

import dev.runtree.store.contents.ContentRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** {@code runtree_contents}: what traces say again and again. */
final class ContentRows {
    /** How many go with one statement. */
    private static final int MOST = 1_000;

    private static final RowTable<ContentRow> TABLE = new RowTable<>(
            "runtree_contents",
            List.of(
                    Column.text("trace_id", ContentRow::traceId),
                    new Column<>("hash", PgType.UUID_VALUE, ContentRow::hash),
                    Column.date("day", ContentRow::day),
                    Column.text("content", ContentRow::text)));

    /** What a row is known by. */
    record Key(String traceId, UUID hash, LocalDate day) {
        static Key of(ContentRow content) {
            return new Key(content.traceId(), content.hash(), content.day());
        }
    }

    private ContentRows() {}

    /** Those of the rows that are there. */
    static Set<Key> stored(Connection connection, Collection<Key> asked) throws SQLException {
        var stored = new HashSet<Key>();
        if (asked.isEmpty()) {
            return stored;
        }
        try (var statement = connection.prepareStatement("SELECT c.trace_id, c.hash, c.day FROM runtree_contents c"
                + " JOIN unnest(?::text[], ?::uuid[], ?::date[]) AS asked (t, h, d)"
                + " ON c.trace_id = asked.t AND c.hash = asked.h AND c.day = asked.d WHERE c.day = ANY (?::date[])")) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "text", asked.stream().map(Key::traceId).toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "uuid", asked.stream().map(Key::hash).toArray()));
            var days = asked.stream().map(key -> key.day().toString()).toArray();
            statement.setArray(3, connection.createArrayOf("date", days));
            statement.setArray(
                    4,
                    connection.createArrayOf(
                            "date", Arrays.stream(days).distinct().toArray()));
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    stored.add(
                            new Key(row.getString(1), row.getObject(2, UUID.class), row.getObject(3, LocalDate.class)));
                }
            }
        }
        return stored;
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
