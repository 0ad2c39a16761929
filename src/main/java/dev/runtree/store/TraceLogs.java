package dev.runtree.store;

import dev.runtree.model.LogRecord;
import dev.runtree.model.SpanId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The log records of one trace, all of them, read forwards page by page. For one thread. */
public final class TraceLogs {
    /** A page ends with the record that brings it to so many bytes of JSON. */
    private static final long PAGE_BYTES = 8 << 20;

    private static final int PAGE = 1_000;
    private static final String KEY = "span_id, time, time_nanos, hash";

    private static final String SELECT = "SELECT " + KEY + ", event_name, record, exact FROM ("
            + "SELECT *, sum(octet_length(record::text)::bigint + coalesce(octet_length(exact), 0)) OVER (ORDER BY "
            + KEY
            + ") - octet_length(record::text) - coalesce(octet_length(exact), 0) AS ahead FROM ("
            + "SELECT " + KEY + ", event_name, record, exact FROM runtree_log_records WHERE ";

    private final Database database;
    private final String traceId;
    private @Nullable Place last;

    /** A record's key within its trace, the hash in hex. */
    private record Place(String spanId, OffsetDateTime time, int nanos, String hash) {}

    TraceLogs(Database database, String traceId) {
        this.database = database;
        this.traceId = traceId;
    }

    /** The next records; none behind the last. */
    public List<LogRecord> next() {
        return new ReadQuery<>(database, this::page).fetch();
    }

    /** How many there are, whatever was read of them. */
    public long count() {
        return new ReadQuery<>(
                        database,
                        reading -> reading.list(
                                        Sql.of("SELECT count(*) FROM runtree_log_records WHERE trace_id = ?", traceId),
                                        row -> row.getLong(1))
                                .getFirst())
                .fetch();
    }

    private List<LogRecord> page(Reading reading) throws SQLException {
        var sql = Sql.of(SELECT + "trace_id = ?", traceId);
        var after = last;
        if (after != null) {
            sql = sql.and(
                    "(span_id, time, time_nanos, hash) > (?, ?::timestamptz, ?::smallint, decode(?, 'hex'))",
                    after.spanId(),
                    after.time().toInstant().toString(),
                    after.nanos(),
                    after.hash());
        }
        return reading.list(
                sql.plus(" ORDER BY " + KEY + " LIMIT ?) page) counted WHERE ahead < ?", PAGE, PAGE_BYTES)
                        .plus(" ORDER BY " + KEY),
                this::log);
    }

    private LogRecord log(ResultSet row) throws SQLException {
        var time = row.getObject(2, OffsetDateTime.class);
        last = new Place(row.getString(1), time, row.getInt(3), HexFormat.of().formatHex(row.getBytes(4)));
        var exact = row.getBytes(7);
        return new LogRecord(
                new SpanId(traceId, row.getString(1)),
                PgTime.nanos(time, row.getInt(3)),
                row.getString(5),
                row.getString(6),
                exact == null ? null : Base64.getEncoder().encodeToString(exact));
    }
}
