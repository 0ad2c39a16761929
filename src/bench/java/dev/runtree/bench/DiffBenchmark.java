package dev.runtree.bench;

import com.github.difflib.DiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import dev.runtree.Main;
import dev.runtree.bench.load.Latencies;
import dev.runtree.compare.steps.AlignedStep;
import dev.runtree.compare.steps.Reason;
import dev.runtree.export.comparison.ComparedPair;
import dev.runtree.export.comparison.PairDifferences;
import dev.runtree.export.comparison.PairReader;
import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.store.RunQueries;
import dev.runtree.store.SpanWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Two runs of which one step in a hundred says something else, a day apart, compared from the database: an agent's loops of model
 * calls with growing history, and a tool after each. The reference is java-diff-utils over the lines of both, already in memory.
 */
final class DiffBenchmark implements Section {
    private static final long DAY = 86_400_000_000_000L;
    private static final int EVERY = 100;
    private static final int CALLS = 10;
    private static final int SMALL = 500;
    private static final int LARGE = 20_000;
    private static final int TIMES = 15;
    private static final int HEAP = 200;

    private final Sizes sizes;

    DiffBenchmark(Sizes sizes) {
        this.sizes = sizes;
    }

    @Override
    public String name() {
        return "diff";
    }

    /** How long it took until something was known, since both runs were asked for. */
    private static final class Took {
        private final Latencies skeletons = new Latencies();
        private final Latencies first = new Latencies();
        private final Latencies all = new Latencies();
    }

    @Override
    public void run(Report report) throws Exception {
        try (var stand = new Stand(sizes.folder())) {
            var small = compared(stand, SMALL, report);
            report.figure(new Report.Figure(
                    Report.text("compare two runs of %,d spans, from the database", SMALL),
                    "p50 <= 50 ms",
                    Report.text("p50 %.0f ms, p95 %.0f ms", small.all.millis(0.5), small.all.millis(0.95)),
                    reference(lines(SMALL)),
                    Report.text("%.2f", small.all.millis(0.5) / 50)));
            var large = compared(stand, LARGE, report);
            report.figure(new Report.Figure(
                    Report.text("two runs of %,d spans, 1 %% changed, until the first difference is told", LARGE),
                    "p50 <= 500 ms",
                    Report.text(
                            "p50 %.0f ms, p95 %.0f ms, of which %.0f to read both trees",
                            large.first.millis(0.5), large.first.millis(0.95), large.skeletons.millis(0.5)),
                    Report.NONE,
                    Report.text("%.2f", large.first.millis(0.5) / 500)));
            report.figure(new Report.Figure(
                    Report.text("the same, until all is read and aligned"),
                    Report.NONE,
                    Report.text("p50 %.0f ms, p95 %.0f ms", large.all.millis(0.5), large.all.millis(0.95)),
                    reference(lines(LARGE)),
                    Report.NONE));
            report.figure(new Report.Figure(
                    Report.text("the same by the command, with a heap of %d MB", HEAP),
                    "is done",
                    Report.text("done in %.1f s with the start of Java", command(stand) / 1e9),
                    Report.NONE,
                    Report.NONE));
        }
    }

    private static String trace(int size, boolean isLeft) {
        return "%032x".formatted(2 * size + (isLeft ? 0 : 1));
    }

    private static Took compared(Stand stand, int size, Report report) throws Exception {
        var left = GeneratedAgents.of(trace(size, true), size, CALLS);
        try (var writer = new SpanWriter(stand.database(), new SpanLogs(Prices.none()))) {
            write(writer, left);
            write(writer, changed(left, trace(size, false)));
        }
        report.line(
                "%,d spans, %.1f MB of attributes in each run",
                left.size(),
                left.stream()
                                .mapToLong(span -> span.payload().attributes().length())
                                .sum()
                        / 1e6);
        var queries = new RunQueries(stand.database());
        var took = new Took();
        for (var time = 0; time < 2 * TIMES; time++) {
            compare(queries, size, time < TIMES ? new Took() : took);
        }
        return took;
    }

    private static void compare(RunQueries queries, int size, Took took) {
        var begun = System.nanoTime();
        var one = queries.trace(trace(size, true)).fetch().orElseThrow();
        var other = queries.trace(trace(size, false)).fetch().orElseThrow();
        took.skeletons.add(System.nanoTime() - begun);
        var first = new long[1];
        var pair = new PairReader(queries, one, other, false)
                .tellingEarly(early -> first[0] = told(queries, early))
                .fetch();
        first[0] = first[0] == 0 ? told(queries, pair) : first[0];
        took.all.add(System.nanoTime() - begun);
        took.first.add(first[0] - begun);
        var differing =
                pair.alignment().steps().stream().filter(AlignedStep::differs).count();
        if (differing == 0 || differing > size / EVERY) {
            throw new IllegalStateException(differing + " steps differ");
        }
    }

    private static long told(RunQueries queries, ComparedPair pair) {
        var reason = Reason.of(pair.alignment(), new PairDifferences(queries).first(pair));
        if (!reason.contains("gave")) {
            throw new IllegalStateException(reason);
        }
        return System.nanoTime();
    }

    /** Nanoseconds that the command takes. */
    private static long command(Stand stand) throws IOException, InterruptedException {
        var begun = System.nanoTime();
        var process = new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx" + HEAP + "m",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-classpath",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "diff",
                trace(LARGE, true),
                trace(LARGE, false));
        process.environment().put("RUNTREE_HOME", stand.home().toString());
        var status = process.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        if (status != 1) {
            throw new IOException("the command ended with " + status);
        }
        return System.nanoTime() - begun;
    }

    private static List<List<String>> lines(int size) {
        var left = GeneratedAgents.of(trace(size, true), size, CALLS);
        return List.of(lines(left), lines(changed(left, trace(size, false))));
    }

    private static List<String> lines(List<RecordedSpan> spans) {
        return spans.stream()
                .map(span -> span.span().spanName() + " " + span.payload().attributes())
                .toList();
    }

    private static String reference(List<List<String>> lines) {
        var took = new Latencies();
        for (var time = 0; time < TIMES; time++) {
            var begun = System.nanoTime();
            if (DiffUtils.diff(lines.getFirst(), lines.getLast(), new MyersDiffWithLinearSpace<>())
                    .getDeltas()
                    .isEmpty()) {
                throw new IllegalStateException("No line differs");
            }
            took.add(System.nanoTime() - begun);
        }
        return Report.text("java-diff-utils over a line for each span, in memory, p50 %.1f ms", took.millis(0.5));
    }

    private static void write(SpanWriter writer, List<RecordedSpan> spans) throws Exception {
        for (var from = 0; from < spans.size(); from += 500) {
            writer.write(spans.subList(from, Math.min(spans.size(), from + 500)));
        }
    }

    /** The same a day later, in another trace; of every hundredth step that is a tool the result begins otherwise. */
    private static List<RecordedSpan> changed(List<RecordedSpan> spans, String trace) {
        var changed = new ArrayList<RecordedSpan>();
        for (var each : spans) {
            var span = each.span();
            var end = span.endNanos();
            var isChanged = changed.size() % EVERY == EVERY - 1 && span.kind() == SpanKind.TOOL;
            var attributes = each.payload().attributes();
            changed.add(new RecordedSpan(
                    Span.builder(new SpanId(trace, span.id().spanId()), span.name(), span.kind())
                            .parent(span.parentSpanId())
                            .time(span.startNanos() + DAY, end == null ? null : end + DAY)
                            .status(span.status(), null)
                            .toolName(span.toolName())
                            .build(),
                    new Payload(
                            isChanged
                                    ? attributes.replace("call.result\":\"", "call.result\":\"otherwise ")
                                    : attributes,
                            "[]",
                            "[]",
                            "{}",
                            "{}",
                            null,
                            null)));
        }
        return changed;
    }
}
