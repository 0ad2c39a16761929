package dev.runtree.store;

import dev.runtree.model.SpanId;
import dev.runtree.model.rollup.Word;
import dev.runtree.query.Condition;
import dev.runtree.query.Condition.All;
import dev.runtree.query.Condition.Term;
import dev.runtree.query.Glob;
import dev.runtree.query.Quantities;
import dev.runtree.query.Range;
import dev.runtree.query.RunKey;
import dev.runtree.store.RunCourse.Bucket;
import dev.runtree.store.RunCourse.Outlier;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts runs over time. All runs come from the roll-ups where a bucket has an hour or more; the matching ones too, where the
 * filter asks of users, environments and how runs ended alone. Else rows are counted, so many at most and not for long.
 */
final class CourseReader {
    private static final int BUCKETS = 96;

    /** Without a time in the filter, the course is that of so many of the newest matching runs. */
    private static final int NEWEST = 2_000;

    private static final int MOST_ROWS = 20_000;
    private static final int MOST_OF_ALL = 100_000;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Reading reading;
    private final FilterSql sql;
    private final Condition condition;
    private final List<Condition> parts;
    private final Instant now;
    private final ZoneId zone;

    /** @param condition whose words, and what stands together with them, are left out */
    CourseReader(Reading reading, Condition condition, Instant now, ZoneId zone) {
        this.reading = reading;
        this.sql = new FilterSql(now, zone);
        // Words are found in contents too, and only step by step: what their beginnings say would be fewer runs than
        // the list has.
        var plain = SearchTerms.of(condition).plain();
        this.condition = plain;
        this.parts = plain instanceof All(var all) ? all : List.of(plain);
        this.now = now;
        this.zone = zone;
    }

    RunCourse read() throws SQLException {
        var since = bound(RunKey.SINCE);
        var until = bound(RunKey.UNTIL);
        var newest = edge(" ORDER BY start_time DESC, trace_id, span_id LIMIT 1");
        if (newest.isEmpty()) {
            return RunCourse.NONE;
        }
        if (until == null) {
            until = since != null && since.isBefore(now) ? now : newest.get();
        }
        if (since == null) {
            since = edge(" ORDER BY start_time DESC, trace_id, span_id OFFSET " + NEWEST + " LIMIT 1")
                    .or(() -> Optional.ofNullable(oldest()))
                    .orElse(newest.get());
        }
        if (bound(RunKey.SINCE) == null && since.isAfter(until.minusSeconds(BUCKETS - 1))) {
            // Bars of a second each are still bars, and not walls.
            since = until.minusSeconds(BUCKETS - 1);
        }
        if (until.isBefore(since)) {
            return RunCourse.NONE;
        }
        var grid = CourseGrid.of(since, until, BUCKETS, 1, zone);
        var all = all(grid);
        if (all == null) {
            grid = CourseGrid.of(since, until, BUCKETS, CourseGrid.HOUR, zone);
            all = rolledUp(grid, List.of())[0];
        }
        return with(grid, all);
    }

    private @Nullable Instant bound(RunKey key) {
        Instant found = null;
        for (var part : parts) {
            if (part instanceof Term(var of, Range range) && (of == RunKey.SINCE || of == RunKey.UNTIL)) {
                var bound = key == RunKey.SINCE ? range.from() : range.to();
                found = bound == null
                        ? found
                        : Quantities.time(bound.text(), now, zone, key == RunKey.UNTIL)
                                .orElse(found);
            }
        }
        return found;
    }

    /** When a run started that an index finds. */
    private Optional<Instant> edge(String order) throws SQLException {
        return reading.first(
                Sql.of("SELECT start_time FROM runtree_runs WHERE ")
                        .plus(sql.split(condition).indexed())
                        .plus(order),
                row -> row.getObject(1, OffsetDateTime.class).toInstant());
    }

    private @Nullable Instant oldest() {
        try {
            return edge(" ORDER BY start_time, trace_id DESC, span_id DESC LIMIT 1")
                    .orElse(null);
        } catch (SQLException e) {
            throw new StoreException("The first run cannot be found: " + e.getMessage(), e);
        }
    }

    /** All runs by bucket; {@code null} when there are too many to count their rows. */
    private long @Nullable [] all(CourseGrid grid) throws SQLException {
        if (grid.isByHours()) {
            return rolledUp(grid, List.of())[0];
        }
        var counts = new long[grid.count()];
        var rows = new long[1];
        reading.each(
                Sql.of(
                        "SELECT ?::bigint + floor((extract(epoch FROM start_time) - ?::bigint) / ?::bigint)::bigint * ?::bigint,"
                                + " count(*) FROM (SELECT start_time"
                                + " FROM runtree_runs WHERE start_time >= ?::timestamptz AND start_time < ?::timestamptz"
                                + RunSlices.NEWEST_FIRST + " LIMIT ?) newest GROUP BY 1",
                        grid.since().getEpochSecond(),
                        grid.since().getEpochSecond(),
                        grid.seconds(),
                        grid.seconds(),
                        grid.since().toString(),
                        grid.until().toString(),
                        MOST_OF_ALL),
                row -> {
                    counts[grid.bucket(row.getLong(1))] += row.getLong(2);
                    rows[0] += row.getLong(2);
                });
        return rows[0] < MOST_OF_ALL ? counts : null;
    }

    /** What roll-ups are asked for: a column and the value that it has; {@code null} when the filter asks for more. */
    private @Nullable List<Sql> ofRollUps() {
        var wanted = new ArrayList<Sql>();
        for (var part : parts) {
            if (!(part instanceof Term(var key, var match))) {
                return null;
            }
            var isTime = key == RunKey.SINCE || key == RunKey.UNTIL;
            var text = match instanceof Glob glob && glob.isLiteral() ? glob.text() : "";
            if (!isTime && (text.isEmpty() || !(key == RunKey.USER || key == RunKey.ENV || key == RunKey.STATUS))) {
                return null;
            }
            if (!isTime) {
                var column = key == RunKey.USER ? "user_id" : key == RunKey.ENV ? "environment" : "status";
                wanted.add(Sql.of(column + " = ?", Word.of(SpanCleaner.text(text))));
            }
        }
        return wanted;
    }

    /** Runs and failed runs by bucket. */
    private long[][] rolledUp(CourseGrid grid, List<Sql> wanted) throws SQLException {
        var counts = new long[2][grid.count()];
        var where = Sql.of("true");
        for (var each : wanted) {
            where = where.plus(" AND ").plus(each);
        }
        var ofUser = where.text().contains("user_id");
        var days = grid.isByDays() && !ofUser;
        var table = ofUser ? "runtree_user_run_hours" : days ? "runtree_run_days" : "runtree_run_hours";
        var time = days ? "day" : "hour";
        var value = days ? "(?::timestamptz AT TIME ZONE 'UTC')::date" : "?::timestamptz";
        var start = days ? "day::timestamp AT TIME ZONE 'UTC'" : "hour";
        add(
                counts,
                grid,
                Sql.of(
                                "SELECT extract(epoch FROM " + start + ")::bigint, status = 'error', sum(runs) FROM "
                                        + table + " WHERE " + time + " >= " + value + " AND " + time + " < " + value
                                        + " AND ",
                                grid.since().toString(),
                                grid.until().toString())
                        .plus(where)
                        .plus(" GROUP BY 1, 2"));
        add(
                counts,
                grid,
                Sql.of(
                                "SELECT floor(extract(epoch FROM start_time))::bigint, status = 'error', count(*) FROM (SELECT start_time,"
                                        + " environment, user_id, " + FilterSql.STATUS
                                        + " AS status FROM runtree_runs WHERE status NOT IN ('ok', 'error')"
                                        + " AND status IN ('running', 'paused') AND start_time >= ?::timestamptz"
                                        + " AND start_time < ?::timestamptz" + RunSlices.NEWEST_FIRST
                                        + " LIMIT ?) open WHERE ",
                                grid.since().toString(),
                                grid.until().toString(),
                                MOST_ROWS)
                        .plus(where)
                        .plus(" GROUP BY 1, 2"));
        return counts;
    }

    private void add(long[][] counts, CourseGrid grid, Sql question) throws SQLException {
        reading.each(question, row -> {
            var bucket = grid.bucket(row.getLong(1));
            counts[0][bucket] += row.getLong(3);
            counts[1][bucket] += row.getBoolean(2) ? row.getLong(3) : 0;
        });
    }

    private RunCourse with(CourseGrid grid, long[] all) throws SQLException {
        var sampled = new long[2][grid.count()];
        var sample = new ArrayList<Sampled>();
        var isWhole = sample(grid, sampled, sample);
        var wanted = ofRollUps();
        var isExact = wanted != null && grid.isByHours();
        var matching = wanted != null && isExact && !isWhole ? rolledUp(grid, wanted) : sampled;
        var buckets = new ArrayList<Bucket>();
        for (var i = 0; i < grid.count(); i++) {
            buckets.add(new Bucket(Math.max(all[i], matching[0][i]), Math.max(0, matching[0][i]), matching[1][i]));
        }
        return new RunCourse(
                grid.since(),
                Duration.ofSeconds(grid.seconds()),
                buckets,
                isWhole || isExact,
                sample.size(),
                CourseOutliers.of(sample));
    }

    /** What is looked at of a matching run. */
    record Sampled(
            SpanId run,
            Instant start,
            double millis,
            @Nullable BigDecimal cost) {
        Outlier outlier(boolean isSlow, boolean isDear) {
            return new Outlier(run, start, isSlow, isDear, Math.round(millis), cost);
        }
    }

    /** @return whether all that match were looked at */
    private boolean sample(CourseGrid grid, long[][] counts, List<Sampled> sample) throws SQLException {
        var split = sql.split(condition);
        var within = Sql.of(
                " AND start_time >= ?::timestamptz AND start_time < ?::timestamptz",
                grid.since().toString(),
                grid.until().toString());
        var slices = new RunSlices(reading, split.within(within), null, PATIENCE);
        while (sample.size() < MOST_ROWS && slices.next()) {
            reading.each(
                    Sql.of("SELECT trace_id, span_id, start_time, " + FilterSql.STATUS + " = 'error', "
                                    + FilterSql.MILLIS + "::double precision, tree_cost FROM runtree_runs WHERE ")
                            .plus(slices.where())
                            .plus(RunSlices.NEWEST_FIRST + " LIMIT ?", MOST_ROWS - sample.size()),
                    row -> {
                        var start = row.getObject(3, OffsetDateTime.class).toInstant();
                        var bucket = grid.bucket(start.getEpochSecond());
                        counts[0][bucket]++;
                        counts[1][bucket] += row.getBoolean(4) ? 1 : 0;
                        sample.add(new Sampled(
                                new SpanId(row.getString(1), row.getString(2)),
                                start,
                                row.getDouble(5),
                                row.getBigDecimal(6)));
                    });
        }
        return sample.size() < MOST_ROWS && slices.end() == null;
    }
}
