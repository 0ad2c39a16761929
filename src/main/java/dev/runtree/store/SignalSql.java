package dev.runtree.store;

import dev.runtree.model.watch.Course;
import dev.runtree.model.watch.Signal;
import dev.runtree.query.Glob;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The signals as statements that anybody can run: from the rows themselves, which takes longer than the roll-ups. */
final class SignalSql {
    private final Scope scope;
    private final String stretch;

    private SignalSql(Scope scope) {
        this.scope = scope;
        var width = Course.of(scope.since(), scope.until(), Course.MOST).width();
        stretch = "date_bin('" + width.toSeconds() + " s', %s, '1970-01-01 00:00Z')";
    }

    static String of(Signal signal, Scope scope) {
        var sql = new SignalSql(scope);
        return switch (signal) {
            case LATENCY -> sql.latency();
            case SPEND -> sql.spend();
            case TOOLS -> sql.tools();
            case USERS -> sql.users();
            case APPROVALS -> sql.approvals();
        };
    }

    private String latency() {
        return """
            -- Run latency: how long runs took, and what half, nine of ten and 99 of 100 of them did not exceed.
            SELECT %s AS stretch,
                   count(*) AS runs,
                   count(*) FILTER (WHERE status = 'error') AS failed,
                   percentile_disc(0.5) WITHIN GROUP (ORDER BY end_time - start_time) AS p50,
                   percentile_disc(0.9) WITHIN GROUP (ORDER BY end_time - start_time) AS p90,
                   percentile_disc(0.99) WITHIN GROUP (ORDER BY end_time - start_time) AS p99
            FROM runtree_runs
            WHERE %s
            GROUP BY 1
            ORDER BY 1;
            """.formatted(at("start_time"), runs(user(), environment(), name()));
    }

    private String spend() {
        return scope.readsRows() ? spendOfMatching() : spendOfAll();
    }

    private String spendOfMatching() {
        return """
            -- Token spend by model: of each of the runs, and of those beneath it, its own tokens and cost, under the model that
            -- it used the most.
            %sSELECT model,
                   sum(total_tokens) AS tokens,
                   sum(cost) AS cost,
                   sum(unpriced_calls) AS calls_of_unknown_cost
            FROM used
            GROUP BY 1
            ORDER BY 2 DESC NULLS LAST;
            """.formatted(ListSql.inlined(MatchingRuns.of(scope).used(false)));
    }

    private String spendOfAll() {
        return """
            -- Token spend by model: of each run its own tokens and cost, under the model that it used the most.
            SELECT model,
                   sum(total_tokens) AS tokens,
                   sum(cost) AS cost,
                   sum(unpriced_calls) AS calls_of_unknown_cost
            FROM runtree_runs
            WHERE %s
            GROUP BY 1
            ORDER BY 2 DESC NULLS LAST;
            """.formatted(runs(user(), equal("model", scope.model())));
    }

    private String tools() {
        return scope.readsRows() ? toolsOfMatching() : toolsOfAll();
    }

    private String toolsOfMatching() {
        return """
            -- Tool failure rate: of the calls beneath the runs that have ended, how many failed.
            %sSELECT tool,
                   count(*) AS calls,
                   count(*) FILTER (WHERE status = 'error') AS failed,
                   round(100.0 * count(*) FILTER (WHERE status = 'error') / count(*), 1) AS percent
            FROM called
            WHERE status <> 'running'
            GROUP BY 1
            ORDER BY 4 DESC, 2 DESC, 1;
            """.formatted(ListSql.inlined(MatchingRuns.of(scope).called(false)));
    }

    private String toolsOfAll() {
        var tool = scope.tool();
        return """
            -- Tool failure rate: of the calls that have ended, how many failed.
            SELECT substr(span_name, 6) AS tool,
                   count(*) AS calls,
                   count(*) FILTER (WHERE status = 'error') AS failed,
                   round(100.0 * count(*) FILTER (WHERE status = 'error') / count(*), 1) AS percent
            FROM agno_spans
            WHERE span_name LIKE 'tool.%%' AND status <> 'running' AND %s
            GROUP BY 1
            ORDER BY 4 DESC, 2 DESC, 1;
            """.formatted(where(range("start_time"), tool == null ? null : equal("span_name", "tool." + tool)));
    }

    private String users() {
        return """
            -- User activity: the runs for each user, day by day of UTC.
            SELECT user_id,
                   (start_time AT TIME ZONE 'UTC')::date AS day,
                   count(*) AS runs
            FROM runtree_runs
            WHERE %s
            GROUP BY 1, 2
            ORDER BY 2 DESC, 3 DESC, 1;
            """.formatted(runs(user(), environment()));
    }

    private String approvals() {
        var course = Course.of(scope.since(), scope.until(), Course.MOST);
        var parts = SignalFilter.ofApprovals(scope).stream().map(ListSql::inlined);
        var filter = where(Stream.concat(parts, Stream.of("created_at < at")).toArray(String[]::new));
        return """
            -- Approval queue depth: how many had been asked for and not been decided.
            SELECT at,
                   (SELECT count(*) FROM (SELECT *, %s AS ended FROM agno_approvals) approvals
                    WHERE %s AND (ended IS NULL OR ended >= at)) AS waiting
            FROM generate_series(%s, %s, interval '%d s') at
            ORDER BY 1;
            """.formatted(
                        ApprovalDepths.ENDED,
                        filter,
                        time(course.to(0).toString()),
                        time(scope.until().toString()),
                        course.width().toSeconds());
    }

    /** @param parts what the roll-ups are asked by */
    private String runs(@Nullable String... parts) {
        var of = scope.matching() == null
                ? where(parts)
                : ListSql.inlined(MatchingRuns.of(scope).condition()).replace("\n      AND", "\n  AND");
        return scope.matching() == null ? where(range("start_time"), of.isEmpty() ? null : of) : of;
    }

    private @Nullable String name() {
        var name = scope.name();
        return name == null
                ? null
                : ListSql.inlined(Sql.of("name COLLATE \"default\" ILIKE ?", FilterSql.like(Glob.of(name))));
    }

    private String at(String column) {
        return stretch.formatted(column);
    }

    private String range(String column) {
        return column + " >= " + time(scope.since().toString()) + " AND " + column + " < "
                + time(scope.until().toString());
    }

    private static String time(String text) {
        return "timestamptz " + literal(text);
    }

    private @Nullable String user() {
        return equal("user_id", scope.user());
    }

    private @Nullable String environment() {
        return equal("environment", scope.environment());
    }

    private static @Nullable String equal(String column, @Nullable String wanted) {
        return wanted == null
                ? null
                : wanted.isEmpty() ? "coalesce(" + column + ", '') = ''" : column + " = " + literal(wanted);
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static String where(@Nullable String... parts) {
        var all = new ArrayList<String>();
        for (var part : parts) {
            if (part != null) {
                all.add(part);
            }
        }
        return String.join("\n  AND ", List.copyOf(all));
    }
}
