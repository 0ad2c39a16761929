package dev.runtree.bench;

import dev.runtree.bench.load.Latencies;
import dev.runtree.model.Source;
import dev.runtree.otlp.Encoding;
import dev.runtree.otlp.OtlpReader;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.store.RunQueries;
import dev.runtree.store.SpanSearch;
import dev.runtree.store.SpanWriter;
import java.util.List;

/** What finding runs takes beside the list that an index answers: what stands around it, and filters that no index knows. */
final class FindBenchmark implements Section {
    private static final int TIMES = 8;
    private static final int WARM_UP = 2;
    private static final int SEEKS = 3;
    private static final long MOST_MILLIS = 60_000;
    private static final int CALLS = 1_000;

    private static final List<String> SEEKS_OF_FEW = List.of(
            "tool:" + GeneratedSql.RARE_TOOL,
            "tool:launch_rocket",
            "span:(tool:" + GeneratedSql.RARE_TOOL + " step.status:error)",
            "star:yes",
            "note:refund",
            "note:nobody");

    private static final List<String> SEEKS_FROM_RUN_TO_RUN = List.of(
            "cost:>0.0124",
            "cost:>5",
            "name:agent-1*",
            "env:staging",
            "model:gpt-4o",
            "tool:tool_3",
            "-tool:tool_3",
            "step.status:error",
            "span:(tool:tool_3 step.status:error)",
            "error:timeout",
            "attr.app.tier:gold",
            "attr.app.release:canary",
            "arg:order",
            "result:damaged",
            "tag:reviewed",
            "tag:escalated",
            "tag:nobody",
            "score:helpful>0.9",
            "score:helpful>2",
            "model:nothing");

    private static final List<String> SEEKS_OF_WORDS =
            List.of("warehouse", "order", "damaged", "user:user-7 damaged", "zeppelin");

    private final Sizes sizes;
    private final Month month;

    FindBenchmark(Sizes sizes, Month month) {
        this.sizes = sizes;
        this.month = month;
    }

    @Override
    public String name() {
        return "find";
    }

    @Override
    public void run(Report report) throws Exception {
        var stand = month.rolledUp(report);
        try (var connection = stand.connect();
                var statement = connection.createStatement()) {
            for (var annotation : GeneratedSql.ANNOTATIONS) {
                statement.execute(annotation);
            }
        }
        for (var group : new FindQuestions(stand.database()).groups().entrySet()) {
            ask(report, group.getKey(), group.getValue());
        }
        var queries = new RunQueries(stand.database());
        seek(report, queries, "list by what is rare or written by hand, all of it", SEEKS_OF_FEW);
        seek(report, queries, "list by what no index knows", SEEKS_FROM_RUN_TO_RUN);
        seek(report, queries, "list by words in payloads", SEEKS_OF_WORDS);
        searchInRun(report, stand);
    }

    private void ask(Report report, String name, List<NamedQuery> questions) {
        var slowest = new Latencies();
        var question = "";
        for (var each : questions) {
            var took = each.ask(TIMES, WARM_UP);
            report.line("%-20s %-44s %s", name, each.name(), took);
            if (slowest.size() == 0 || took.millis(0.95) > slowest.millis(0.95)) {
                slowest = took;
                question = each.name();
            }
        }
        report.figure(new Report.Figure(
                Report.text("%s, %d filters, at %,d spans", name, questions.size(), sizes.rows()),
                Report.NONE,
                Report.text(
                        "slowest p50 %.0f ms, p95 %.0f ms (%s)", slowest.millis(0.5), slowest.millis(0.95), question),
                Report.NONE,
                Report.NONE));
    }

    private void seek(Report report, RunQueries queries, String name, List<String> filters) {
        var first = 0.0;
        var silent = 0.0;
        var whole = 0.0;
        for (var filter : filters) {
            Seek best = null;
            for (var i = 0; i < SEEKS && (best == null || best.wholeMillis() < MOST_MILLIS / SEEKS / 4); i++) {
                var seek = Seek.of(queries, filter, MOST_MILLIS);
                best = best == null || seek.wholeMillis() < best.wholeMillis() ? seek : best;
            }
            report.line("%-44s %s", filter, best);
            first = Double.isNaN(best.firstMillis()) ? first : Math.max(first, best.firstMillis());
            silent = Math.max(silent, best.silentMillis());
            whole = Math.max(whole, best.wholeMillis());
        }
        report.figure(new Report.Figure(
                Report.text("%s, %d filters, at %,d spans", name, filters.size(), sizes.rows()),
                Report.NONE,
                Report.text(
                        "first run after at most %,.0f ms, longest until something is told %,.0f ms, until 100 are there or the"
                                + " end %,.0f ms",
                        first, silent, whole),
                Report.NONE,
                Report.NONE));
    }

    /** A word that one message says, which hundreds of the calls after it say again. */
    private static void searchInRun(Report report, Stand stand) throws Exception {
        var body = Stand.loops(77, CALLS);
        var reader = new OtlpReader(Prices.none());
        String trace = null;
        try (var writer = new SpanWriter(stand.database(), new SpanLogs(Prices.none()))) {
            for (var i = 0; i < 2 * CALLS / Stand.SPANS_OF_BODY; i++) {
                var spans = reader.traces(Encoding.PROTOBUF, body.batch(i).body(), Source.OTLP)
                        .spans();
                writer.write(spans, List.of());
                trace = spans.getFirst().span().id().traceId();
            }
        }
        for (var word : List.of("the", "391619", "zeppelin")) {
            var latencies = new Latencies();
            var hits = new int[1];
            for (var i = 0; i < TIMES; i++) {
                hits[0] = 0;
                var begun = System.nanoTime();
                new RunQueries(stand.database())
                        .search(trace, word, new Counting(hits))
                        .fetch();
                latencies.add(System.nanoTime() - begun);
            }
            report.figure(new Report.Figure(
                    Report.text("search in a run of %,d model calls, a word that %,d steps say", CALLS, hits[0]),
                    Report.NONE,
                    Report.text("p50 %.0f ms, p95 %.0f ms", latencies.millis(0.5), latencies.millis(0.95)),
                    Report.NONE,
                    Report.NONE));
        }
    }

    private record Counting(int[] hits) implements SpanSearch.Listener {
        @Override
        public void found(List<SpanSearch.Hit> found) {
            hits[0] += found.size();
        }

        @Override
        public void progress(long looked, long all) {}
    }
}
