package dev.runtree.store;

import dev.runtree.model.LogJoin;
import dev.runtree.model.LogRecord;
import dev.runtree.model.SpanId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** {@code runtree_log_records}: the log records that name a span, each once. */
final class LogRows {
    /** The order in which records of a span are read: nothing in it depends on how they came. */
    static final String IN_ORDER = " ORDER BY time, time_nanos, hash";

    private static final String TELLING = "SELECT t, s, time, time_nanos, event_name, record"
            + " FROM unnest(?::text[], ?::text[]) AS asked (t, s), LATERAL (SELECT * FROM ("
            + "SELECT *, sum(octet_length(record::text)) OVER (" + IN_ORDER.strip() + ")"
            + " - octet_length(record::text) AS ahead"
            + " FROM (SELECT * FROM runtree_log_records WHERE trace_id = t AND span_id = s AND tells" + IN_ORDER
            + " LIMIT ?) first) counted WHERE ahead < ?" + IN_ORDER + ") found";

    private static final int HASH_BYTES = 16;

    /** @param hash of all that was sent, in hex */
    record Row(LogRecord log, boolean tells, String hash) {}

    private static final Comparator<Row> BY_KEY = Comparator.comparing(
                    (Row row) -> row.log().span())
            .thenComparingLong(row -> row.log().timeNanos())
            .thenComparing(Row::hash);

    private static final RowTable<Row> TABLE = new RowTable<>(
            "runtree_log_records",
            List.of(
                    Column.text("trace_id", row -> row.log().span().traceId()),
                    Column.text("span_id", row -> row.log().span().spanId()),
                    Column.time("time", row -> row.log().timeNanos()),
                    Column.int2("time_nanos", row -> PgTime.rest(row.log().timeNanos())),
                    new Column<>("hash", PgType.HEX, Row::hash),
                    Column.text("event_name", row -> row.log().eventName()),
                    new Column<>("tells", PgType.BOOLEAN, Row::tells),
                    Column.json("record", row -> row.log().json()),
                    Column.bytes("exact", row -> row.log().exact())));

    private LogRows() {}

    /** What will be written, fit for PostgreSQL and in one order everywhere, so that writers do not wait in a circle. */
    static Set<Row> of(List<LogRecord> logs, LogJoin join) {
        var rows = new TreeSet<>(BY_KEY);
        for (var log : logs) {
            var clean = SpanCleaner.clean(log);
            rows.add(new Row(clean, join.tells(clean), hash(clean)));
        }
        return rows;
    }

    /** @return the spans of which a record tells something that was not known before */
    static Set<SpanId> add(Connection connection, Set<Row> rows) throws SQLException {
        var told = new HashSet<SpanId>();
        TABLE.insert(
                connection, List.copyOf(rows), "ON CONFLICT DO NOTHING RETURNING trace_id, span_id, tells", added -> {
                    if (added.getBoolean(3)) {
                        told.add(new SpanId(added.getString(1), added.getString(2)));
                    }
                });
        return told;
    }

    /**
     * For each of the spans its first records that tell something, in order.
     *
     * @param mostBytes of JSON; the record that goes beyond is the last
     */
    static Map<SpanId, List<LogRecord>> telling(
            Connection connection, Collection<SpanId> spans, int most, long mostBytes) throws SQLException {
        var found = new HashMap<SpanId, List<LogRecord>>();
        if (spans.isEmpty()) {
            return found;
        }
        try (var statement = connection.prepareStatement(TELLING)) {
            SpanKeys.set(statement, 1, spans);
            statement.setInt(3, most);
            statement.setLong(4, mostBytes);
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    var span = new SpanId(row.getString(1), row.getString(2));
                    found.computeIfAbsent(span, id -> new ArrayList<>())
                            .add(new LogRecord(
                                    span,
                                    PgTime.nanos(row.getObject(3, OffsetDateTime.class), row.getInt(4)),
                                    row.getString(5),
                                    row.getString(6),
                                    null));
                }
            }
        }
        return found;
    }

    private static String hash(LogRecord log) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(log.json().getBytes(StandardCharsets.UTF_8));
            if (log.exact() != null) {
                digest.update(Base64.getDecoder().decode(log.exact()));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
