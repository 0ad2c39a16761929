package dev.runtree.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A day with a partition of its own.
 *
 * @param spans how many, as far as the server's statistics know
 * @param bytes of spans and of what they share, with their indexes
 * @param lastWritten when something of it was written on another day; {@code null} when nothing was
 */
record DaySize(
        LocalDate day, long spans, long bytes, @Nullable Instant lastWritten) {
    private static final String PARTITIONS = "SELECT c.relname, pg_total_relation_size(c.oid), " + RowEstimate.OF_C
            + " FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
            + " WHERE i.inhparent IN (to_regclass('runtree_spans'), to_regclass('runtree_contents'))"
            + " AND c.relname ~ '_[0-9]{8}$'";

    /** All days with a partition, oldest first. */
    static List<DaySize> all(Connection connection) throws SQLException {
        var bytes = new TreeMap<LocalDate, Long>();
        var spans = new HashMap<LocalDate, Long>();
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(PARTITIONS)) {
            while (row.next()) {
                var day = DayTable.day(row.getString(1));
                bytes.merge(day, row.getLong(2), Long::sum);
                if (row.getString(1).equals(DayTable.SPANS.partition(day))) {
                    spans.put(day, row.getLong(3));
                }
            }
        }
        var written = lastWrites(connection);
        var days = new ArrayList<DaySize>();
        bytes.forEach((day, size) -> days.add(new DaySize(day, spans.getOrDefault(day, 0L), size, written.get(day))));
        return days;
    }

    /** By day, where something was written on another day. */
    static Map<LocalDate, Instant> lastWrites(Connection connection) throws SQLException {
        var written = new HashMap<LocalDate, Instant>();
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "SELECT day, last_written FROM runtree_days WHERE last_written IS NOT NULL")) {
            while (row.next()) {
                written.put(
                        row.getObject(1, LocalDate.class),
                        row.getObject(2, OffsetDateTime.class).toInstant());
            }
        }
        return written;
    }

    /** From when on its age counts. */
    Instant settled(LocalDate today) {
        return settled(day, lastWritten, today);
    }

    /**
     * From when on a day's age counts: its end or its last write, whichever is later. A day that has not come yet was written
     * by a wrong clock, so it counts from its last write.
     */
    static Instant settled(LocalDate day, @Nullable Instant lastWritten, LocalDate today) {
        var end = end(day);
        if (lastWritten == null) {
            return end;
        }
        return day.isAfter(today.plusDays(2)) || lastWritten.isAfter(end) ? lastWritten : end;
    }

    static Instant end(LocalDate day) {
        return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
