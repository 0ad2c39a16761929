package dev.runtree.bench;

import dev.runtree.query.RunFilter;
import dev.runtree.store.RunPage;
import dev.runtree.store.RunQueries;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.IntFunction;

/** A page of the run list by each filter of user, session, agent, status and time, and by several of them at once. */
final class ListsBenchmark implements Section {
    private static final int PAGE = 100;
    private static final int TIMES = 40;
    private static final double TARGET_MILLIS = 30;

    private final Sizes sizes;
    private final Month month;

    ListsBenchmark(Sizes sizes, Month month) {
        this.sizes = sizes;
        this.month = month;
    }

    @Override
    public String name() {
        return "lists";
    }

    @Override
    public void run(Report report) throws Exception {
        var queries = new RunQueries(month.stand(report).database());
        var worst = 0.0;
        var median = 0.0;
        var slowest = "";
        for (var list : lists(queries)) {
            var took = list.ask(TIMES);
            report.line("%-44s %s", list.name(), took);
            median = Math.max(median, took.millis(0.5));
            if (took.millis(0.95) > worst) {
                worst = took.millis(0.95);
                slowest = list.name();
            }
        }
        report.figure(new Report.Figure(
                Report.text("run list, any filter of user, session, agent, status, time, at %,d spans", sizes.rows()),
                "p95 <= 30 ms",
                Report.text("slowest filter p95 %.1f ms (%s); p50 of each at most %.1f ms", worst, slowest, median),
                Report.NONE,
                Report.text("%.2f", worst / TARGET_MILLIS)));
    }

    private static List<NamedQuery> lists(RunQueries queries) {
        return List.of(
                list(queries, "all", i -> ""),
                page(queries, "the page behind one in mid-month", i -> "", i -> ""),
                list(queries, "user", ListsBenchmark::user),
                page(queries, "user, the page behind", ListsBenchmark::user, ListsBenchmark::user),
                list(queries, "session", ListsBenchmark::session),
                list(queries, "agent", ListsBenchmark::agent),
                list(queries, "status:error", i -> "status:error"),
                list(queries, "status:cancelled", i -> "status:cancelled"),
                list(queries, "status:paused", i -> "status:paused"),
                list(queries, "status:running, of which there are none", i -> "status:running"),
                list(queries, "status:ok", i -> "status:ok"),
                list(queries, "since 2 hours", i -> "since:2h"),
                list(queries, "an hour in mid-month", i -> hour(1 + i % (GeneratedRows.DAYS - 2))),
                list(queries, "user + status:error", i -> user(i) + " status:error"),
                list(queries, "user + status:paused", i -> user(i) + " status:paused"),
                list(queries, "user + agent", i -> user(i) + " " + agent(i)),
                list(queries, "user + agent that never meet", i -> user(i % 10) + " agent:" + GeneratedSql.RARE_AGENT),
                list(queries, "agent + status:error", i -> agent(i) + " status:error"),
                list(queries, "agent + status:paused", i -> agent(i) + " status:paused"),
                list(queries, "agent + an hour in mid-month", i -> agent(i) + " " + hour(1 + i % 28)),
                list(queries, "user + a day at the month's beginning", i -> user(i) + " since:30d until:29d"),
                list(queries, "session + agent + status:error", i -> session(i) + " " + agent(i) + " status:error"));
    }

    private static NamedQuery list(RunQueries queries, String name, IntFunction<String> filter) {
        return new NamedQuery(name, i -> queries.runs(RunFilter.parse(filter.apply(i)), null, PAGE));
    }

    /** @param before whose newest run of mid-month is the last of the page before */
    private static NamedQuery page(
            RunQueries queries, String name, IntFunction<String> filter, IntFunction<String> before) {
        return new NamedQuery(name, i -> {
            var last = queries.runs(RunFilter.parse(before.apply(i) + " until:" + day(15)), null, 1)
                    .fetch()
                    .runs();
            var after = last.isEmpty() ? null : RunPage.Place.of(last.getFirst());
            return queries.runs(RunFilter.parse(filter.apply(i)), after, PAGE);
        });
    }

    /** From those with very many runs to those with few. */
    private static String user(int i) {
        return "user:user-" + i * 23 % (GeneratedSql.USERS - 20);
    }

    private static String session(int i) {
        return "session:session-" + i * 23 % (GeneratedSql.USERS - 20) + "-" + i % GeneratedSql.SESSIONS_OF_USER;
    }

    private static String agent(int i) {
        return "agent:agent-" + i % GeneratedSql.AGENTS;
    }

    private static String hour(int daysAgo) {
        var from = day(daysAgo);
        return "since:" + from + " until:" + from.plus(1, ChronoUnit.HOURS);
    }

    private static Instant day(int daysAgo) {
        return Instant.now().minus(daysAgo, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
    }
}
