package dev.runtree.store;

import dev.runtree.model.Actor;
import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanStatus;
import dev.runtree.model.Usage;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs of an agent with a model call and a tool call each, over several days, with awkward texts. */
final class SomeRuns {
    private static final String TEXT =
            "{\"text\":\"tab\\t quote\\\" back\\\\slash \\\\N \\\\. ü 😀 \\r\\n\",\"n\":1e2}";

    /** The same for all tests of a JVM: what is written again is the same. */
    @SuppressWarnings("TimeInStaticInitializer")
    private static final Instant NOW = Instant.now();

    private SomeRuns() {}

    static List<RecordedSpan> of(int first, int count) {
        var spans = new ArrayList<RecordedSpan>();
        for (var i = first; i < first + count; i++) {
            spans.add(span(i, 1, null, SpanKind.AGENT));
            spans.add(span(i, 2, 1, SpanKind.LLM));
            spans.add(span(i, 3, 1, SpanKind.TOOL));
        }
        return spans;
    }

    static String traceId(int number) {
        return "%032x".formatted(0xabcd0000L + number);
    }

    static void write(Database database, int first, int count) {
        try (var writer = new SpanWriter(database, new SpanLogs(Prices.none()))) {
            writer.write(of(first, count));
        }
    }

    private static RecordedSpan span(int number, int id, @Nullable Integer parent, SpanKind kind) {
        var start = NOW.minus(Duration.ofDays(number % 4)).getEpochSecond() * 1_000_000_000L - number * 1_000L;
        var builder = Span.builder(new SpanId(traceId(number), "%016x".formatted(id)), "step\t" + id, kind)
                .parent(parent == null ? null : "%016x".formatted(parent))
                .status(id == 3 && number % 5 == 0 ? SpanStatus.ERROR : SpanStatus.OK, null)
                .actor(new Actor("agent-" + number % 3, null, null, "user-" + number % 2, "s-" + number, null))
                .time(start + id * 1_000L, start + 5_000_000L + id);
        if (kind == SpanKind.LLM) {
            builder.model("m-1", "openai")
                    .usage(Usage.of(100, 20))
                    .input("in \\ \t")
                    .output("out\nput");
        }
        return new RecordedSpan(builder.build(), new Payload(TEXT, "[]", "[]", "{}", "{}", null, "AAEC/w=="));
    }
}
