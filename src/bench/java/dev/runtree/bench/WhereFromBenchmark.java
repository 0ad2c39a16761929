package dev.runtree.bench;

import dev.runtree.bench.load.Latencies;
import dev.runtree.model.Content;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.model.SpanKind;
import dev.runtree.otlp.ContentReader;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.provenance.Leaf;
import dev.runtree.provenance.SeenBuilder;
import dev.runtree.provenance.Texts;
import dev.runtree.provenance.WhereFrom;
import dev.runtree.store.RunQueries;
import dev.runtree.store.SpanWriter;
import dev.runtree.ui.provenance.RunOrigins;
import java.util.ArrayList;
import java.util.List;

/**
 * "Where from?": all arguments of a run, of which the contents are there; and one tool's, as the window asks, from the
 * database. The reference looks for the same values in the same texts with {@code String.contains}.
 */
final class WhereFromBenchmark implements Section {
    private static final int TIMES = 15;
    private static final int SPANS = 500;
    private static final int CALLS = 40;
    private static final int LARGE = 20_000;

    private final Sizes sizes;

    WhereFromBenchmark(Sizes sizes) {
        this.sizes = sizes;
    }

    /** A model call that asks for a tool. */
    private record Asked(Span call, Content content, String arguments) {}

    @Override
    public String name() {
        return "from";
    }

    @Override
    public void run(Report report) throws Exception {
        all(report);
        one(report);
    }

    private static void all(Report report) {
        var asked = asked(GeneratedAgents.of("a".repeat(32), SPANS, CALLS));
        var ours = new Latencies();
        var plain = new Latencies();
        for (var i = 0; i < 2 * TIMES; i++) {
            var begun = System.nanoTime();
            var suspicious = answer(asked);
            var between = System.nanoTime();
            var found = contains(asked);
            if (i >= TIMES) {
                ours.add(between - begun);
                plain.add(System.nanoTime() - between);
            }
            if (suspicious == 0 || found == 0) {
                throw new IllegalStateException("Nothing was found, or everything");
            }
        }
        report.figure(new Report.Figure(
                Report.text("where from, all arguments of a run of %,d spans, contents read", SPANS),
                "p50 <= 100 ms",
                Report.text("p50 %.1f ms, p95 %.1f ms", ours.millis(0.5), ours.millis(0.95)),
                Report.text("String.contains p50 %.1f ms", plain.millis(0.5)),
                Report.text("%.2f", ours.millis(0.5) / plain.millis(0.5))));
    }

    private static List<Asked> asked(List<RecordedSpan> spans) {
        var asked = new ArrayList<Asked>();
        for (var each : spans) {
            if (each.span().kind() == SpanKind.LLM) {
                var content = ContentReader.read(each);
                var call = (Part.ToolCall)
                        content.outputMessages().getFirst().parts().getFirst();
                asked.add(new Asked(each.span(), content, call.arguments()));
            }
        }
        return asked;
    }

    private static int answer(List<Asked> asked) {
        var texts = new Texts();
        var suspicious = 0;
        for (var each : asked) {
            var seen = new SeenBuilder(texts)
                    .asked(each.call().id(), each.content())
                    .build();
            for (var origin : new WhereFrom(texts, seen).ofArguments(each.arguments())) {
                suspicious += origin.suspicious() ? 1 : 0;
            }
        }
        return suspicious;
    }

    private static int contains(List<Asked> asked) {
        var found = 0;
        for (var each : asked) {
            for (var value : Leaf.values(each.arguments())) {
                found += isSaid(each.content(), value.text()) ? 1 : 0;
            }
        }
        return found;
    }

    private static boolean isSaid(Content content, String value) {
        for (Message message : content.inputMessages()) {
            for (var part : message.parts()) {
                var text = part instanceof Part.Text words
                        ? words.text()
                        : part instanceof Part.ToolCall call ? call.arguments() : "";
                if (text.contains(value)) {
                    return true;
                }
            }
        }
        return false;
    }

    private void one(Report report) throws Exception {
        try (var stand = new Stand(sizes.folder())) {
            var trace = "b".repeat(32);
            try (var writer = new SpanWriter(stand.database(), new SpanLogs(Prices.none()))) {
                var spans = GeneratedAgents.of(trace, LARGE, CALLS);
                for (var from = 0; from < spans.size(); from += 500) {
                    writer.write(spans.subList(from, Math.min(spans.size(), from + 500)));
                }
            }
            var queries = new RunQueries(stand.database());
            var run = queries.trace(trace).fetch().orElseThrow();
            var tool = run.spans().stream()
                    .filter(span -> span.kind() == SpanKind.TOOL)
                    .reduce((first, second) -> second)
                    .orElseThrow();
            var took = new NamedQuery("tool", i -> new RunOrigins(queries, run.run(), run.spans()).ofTool(tool.id()))
                    .ask(TIMES);
            report.figure(figure("where from, a tool's arguments in a run of %,d spans, from the database", took));
            var text = new Leaf("", Leaf.Kind.TEXT, "2026-11-24");
            var selected = new NamedQuery(
                            "text", i -> new RunOrigins(queries, run.run(), run.spans()).ofText(tool, text))
                    .ask(TIMES);
            report.figure(figure("where from, a selected text in a run of %,d spans, from the database", selected));
        }
    }

    private static Report.Figure figure(String what, Latencies took) {
        return new Report.Figure(
                Report.text(what, LARGE),
                "p50 <= 300 ms",
                Report.text("p50 %.1f ms, p95 %.1f ms", took.millis(0.5), took.millis(0.95)),
                Report.NONE,
                Report.text("%.2f", took.millis(0.5) / 300));
    }
}
