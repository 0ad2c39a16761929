package dev.runtree.store;

import dev.runtree.model.watch.Course;
import dev.runtree.model.watch.QueueDepth;
import dev.runtree.model.watch.QueueDepth.Asked;
import dev.runtree.model.watch.QueueDepth.Decided;
import dev.runtree.model.watch.QueueDepth.Depth;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many approvals waited, from the rows of the queue: of them there are as many as people can decide. */
final class ApprovalDepths {
    private static final int OLDEST = 5;
    private static final double NANOS = 1e9;

    /** When it stopped waiting; null while it waits. One whose deadline has passed waits no more, whoever will write it. */
    static final String ENDED = "CASE WHEN status = 'pending' THEN CASE WHEN expires_at <= now() THEN expires_at END"
            + " WHEN status = 'expired' THEN coalesce(expires_at, resolved_at, updated_at)"
            + " ELSE coalesce(resolved_at, updated_at) END";

    private final Reading reading;
    private final Scope scope;

    ApprovalDepths(Reading reading, Scope scope) {
        this.reading = reading;
        this.scope = scope;
    }

    QueueDepth read(Course course) throws SQLException {
        return new QueueDepth(
                course,
                depths(course),
                asked(Sql.of("SELECT count(*) FROM agno_approvals WHERE " + ApprovalLists.PENDING)),
                oldest(),
                decided(scope),
                decided(Signals.before(scope)));
    }

    private long asked(Sql count) throws SQLException {
        return reading.first(filtered(count), row -> row.getLong(1)).orElseThrow();
    }

    private Sql filtered(Sql sql) {
        return sql.plus(filter());
    }

    private Sql filter() {
        var sql = Sql.of("");
        for (var part : SignalFilter.ofApprovals(scope)) {
            sql = sql.plus(" AND ").plus(part);
        }
        return sql;
    }

    /** What was there before the range counts from its beginning on. */
    private static String changes(String filter) {
        return "WITH asked AS (SELECT created_at, " + ENDED + " AS ended FROM agno_approvals"
                + " WHERE created_at < ?::timestamptz" + filter + "), kept AS (SELECT * FROM asked WHERE ended IS NULL"
                + " OR ended >= ?::timestamptz), changes AS (SELECT greatest(created_at, ?::timestamptz) AS at,"
                + " 1 AS change FROM kept UNION ALL SELECT ended, -1 FROM kept WHERE ended < ?::timestamptz)"
                + " SELECT at, change FROM changes ORDER BY at, change DESC";
    }

    private List<Depth> depths(Course course) throws SQLException {
        var since = course.since().toString();
        var until = course.until().toString();
        var filter = filter();
        var values = new ArrayList<Object>();
        values.add(until);
        values.addAll(filter.values());
        values.addAll(List.of(since, since, until));
        var most = new long[course.size()];
        var last = new long[course.size()];
        var now = new long[2];
        reading.each(new Sql(changes(filter.text()), values), row -> {
            var at = course.indexOf(row.getObject(1, OffsetDateTime.class).toInstant());
            carry(most, last, (int) now[1], at, now[0]);
            now[0] += row.getInt(2);
            now[1] = at;
            most[at] = Math.max(most[at], now[0]);
            last[at] = now[0];
        });
        carry(most, last, (int) now[1], course.size() - 1, now[0]);
        var depths = new ArrayList<Depth>();
        for (var i = 0; i < most.length; i++) {
            depths.add(new Depth(last[i], most[i]));
        }
        return depths;
    }

    /** Where nothing changes, as many wait as before. */
    private static void carry(long[] most, long[] last, int from, int to, long depth) {
        for (var i = from + 1; i <= to; i++) {
            most[i] = depth;
            last[i] = depth;
        }
    }

    private List<Asked> oldest() throws SQLException {
        return reading.list(
                filtered(Sql.of("SELECT id, coalesce(top_run_id, run_id), tool_name, source_name, user_id, created_at"
                                + " FROM agno_approvals WHERE " + ApprovalLists.PENDING))
                        .plus(" ORDER BY created_at, id LIMIT ?", OLDEST),
                row -> new Asked(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getObject(6, OffsetDateTime.class).toInstant()));
    }

    private Decided decided(Scope range) throws SQLException {
        return reading.first(
                        filtered(Sql.of(
                                "SELECT count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY"
                                        + " extract(epoch FROM resolved_at - created_at)::double precision)"
                                        + " FROM agno_approvals WHERE status IN ('approved', 'rejected')"
                                        + " AND resolved_at >= ?::timestamptz AND resolved_at < ?::timestamptz",
                                range.since().toString(),
                                range.until().toString())),
                        row -> new Decided(row.getLong(1), nanos(row.getObject(2, Double.class))))
                .orElseThrow();
    }

    private static @Nullable Long nanos(@Nullable Double seconds) {
        return seconds == null ? null : Long.valueOf(Math.round(seconds * NANOS));
    }
}
