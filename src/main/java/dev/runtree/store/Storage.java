package dev.runtree.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What fills the disk, and what retention does about it.
 *
 * @param tables by what they hold, largest first
 * @param oldestSpan when the oldest stored span began; {@code null} when there is none
 * @param bytesADay by how much steps grew on the last full days; {@code null} when there were none
 * @param freeBytes on the disk that the database lies on; {@code null} where that cannot be known
 * @param plan what retention would remove now
 * @param next the day that goes next by its age; {@code null} when none does
 * @param strayDays days of which spans lie in no partition of their own
 */
public record Storage(
        List<Table> tables,
        @Nullable Instant oldestSpan,
        @Nullable Long bytesADay,
        @Nullable Long freeBytes,
        RetentionPlan plan,
        @Nullable Next next,
        List<LocalDate> strayDays) {
    /** So many full days tell how a database grows. */
    private static final int DAYS = 7;

    /** More days than this are not worth a number: by then nothing is as it was reckoned. */
    public static final long FAR = 3_650;

    private static final String SIZES = """
            SELECT part, sum(pg_total_relation_size(oid))::bigint FROM (
                SELECT oid, CASE
                    WHEN relname ~ '^runtree_spans' THEN 'spans'
                    WHEN relname ~ '^runtree_contents' THEN 'contents'
                    WHEN relname ~ '^runtree_.+_(hours|days)$' THEN 'roll_ups'
                    WHEN relname = 'runtree_log_records' THEN 'log_records'
                    WHEN relname = 'runtree_runs' THEN 'runs'
                    WHEN relname = 'agno_traces' THEN 'traces'
                    ELSE 'other' END AS part
                FROM pg_class WHERE relkind = 'r' AND relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = to_regclass('runtree_runs'))
            ) tables GROUP BY part ORDER BY 2 DESC
            """;

    public Storage {
        tables = List.copyOf(tables);
        strayDays = List.copyOf(strayDays);
    }

    /**
     * A table, or several that hold parts of one thing, with indexes.
     *
     * @param name spans, contents, runs, traces, log_records, roll_ups, other
     */
    public record Table(String name, long bytes) {}

    /** A day and when it goes. */
    public record Next(LocalDate day, Instant at) {}

    /** In how many days the disk is full, if it goes on like this; empty when that cannot be known. */
    public OptionalLong daysUntilFull() {
        return freeBytes == null || bytesADay == null || bytesADay <= 0
                ? OptionalLong.empty()
                : OptionalLong.of(freeBytes / bytesADay);
    }

    static Storage of(Database database, Connection connection, Clock clock) throws SQLException {
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        var days = DaySize.all(connection);
        var plan = new Retention(database, clock).plan(connection, RetentionPolicy.read(connection));
        return new Storage(
                Rows.list(connection, SIZES, row -> new Table(row.getString(1), row.getLong(2))),
                oldest(connection, days),
                growth(days, today),
                DiskSpace.free(database, connection),
                plan,
                next(days, plan, today),
                OldRows.strayDays(connection));
    }

    /** By the index of the default partition, and by the trace that began first on the first day with a partition. */
    private static @Nullable Instant oldest(Connection connection, List<DaySize> days) throws SQLException {
        var from = days.isEmpty()
                ? "'infinity'::timestamptz"
                : DayTable.SPANS.from(days.getFirst().day());
        return Rows.list(
                        connection,
                        "SELECT least((SELECT min(start_time) FROM runtree_spans_default),"
                                + " (SELECT min(start_time) FROM agno_traces WHERE start_time >= " + from + "))",
                        row -> row.getTimestamp(1))
                .stream()
                .filter(at -> at != null)
                .map(at -> at.toInstant())
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Long growth(List<DaySize> days, LocalDate today) {
        var full = days.stream()
                .filter(day -> day.day().isBefore(today) && !day.day().isBefore(today.minusDays(DAYS)))
                .mapToLong(DaySize::bytes)
                .toArray();
        if (full.length == 0) {
            return null;
        }
        var first = days.stream()
                .map(DaySize::day)
                .filter(day -> !day.isBefore(today.minusDays(DAYS)))
                .min(Comparator.naturalOrder())
                .orElse(today);
        var over = Math.max(
                1, Duration.between(DaySize.end(first), DaySize.end(today)).toDays());
        return Arrays.stream(full).sum() / over;
    }

    private static @Nullable Next next(List<DaySize> days, RetentionPlan plan, LocalDate today) {
        var kept = plan.policy().days();
        if (kept == null) {
            return null;
        }
        return days.stream()
                .filter(day -> !day.day().isAfter(today))
                .map(day -> new Next(day.day(), day.settled(today).plus(Duration.ofDays(kept))))
                .min(Comparator.comparing(Next::at))
                .orElse(null);
    }
}
