package dev.runtree.compare.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Run;
import dev.runtree.model.Source;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.Trace;
import dev.runtree.model.TraceRuns;
import dev.runtree.otlp.ContentReader;
import dev.runtree.otlp.Encoding;
import dev.runtree.otlp.OtlpReader;
import dev.runtree.otlp.wire.BodyKind;
import dev.runtree.pricing.Prices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What real SDKs sent, compared with itself and with the same at another time under other ids. */
class ComparedCapturesTest {
    private static final long LATER = 86_400_000_000_123L;

    @Test
    void everyOneIsEqualToItselfAndToItsRepetition() throws IOException {
        var folder = shared().resolve("captures");
        assumeTrue(Files.isDirectory(folder), () -> "No recorded payloads at " + folder);
        var traces = traces(folder);
        assertThat(traces).hasSizeGreaterThan(50);
        for (var spans : traces.values()) {
            var trace = trace(spans.stream().map(RecordedSpan::span).toList());
            assertThat(alignment(trace, trace, spans))
                    .as(spans.getFirst().span().toString())
                    .matches(Alignment::isEqual);
            var again = trace(spans.stream().map(span -> repeated(span.span())).toList());
            var alignment = alignment(trace, again, spans);
            assertThat(alignment.steps().stream().filter(AlignedStep::differs)).isEmpty();
            assertThat(alignment.steps()).hasSize(spans.size());
        }
    }

    @Test
    void anyTwoAreAlignedWithEveryStepOnce() throws IOException {
        var folder = shared().resolve("captures");
        assumeTrue(Files.isDirectory(folder), () -> "No recorded payloads at " + folder);
        var all = new ArrayList<>(traces(folder).values());
        for (var at = 1; at < all.size(); at++) {
            var left = all.get(at - 1);
            var right = all.get(at);
            var one = trace(left.stream().map(RecordedSpan::span).toList());
            var other = trace(right.stream().map(RecordedSpan::span).toList());
            var isBare = ComparedSteps.isBareWith(one, other);
            var ofLeft = steps(one, left, isBare);
            var ofRight = steps(other, right, isBare);
            var steps = Alignment.of(ofLeft, ofRight, isBare).steps();
            assertThat(steps.stream().filter(step -> step.left() != null)).hasSize(ofLeft.size());
            assertThat(steps.stream().filter(step -> step.right() != null)).hasSize(ofRight.size());
        }
    }

    private static Alignment alignment(Trace left, Trace right, List<RecordedSpan> spans) {
        return Alignment.of(steps(left, spans, false), steps(right, spans, false), false);
    }

    private static ComparedSteps steps(Trace trace, List<RecordedSpan> recorded, boolean isBare) {
        var steps = new ComparedSteps(trace, false, isBare);
        for (var at = 0; at < recorded.size(); at++) {
            steps.add(trace.spans().get(at), ContentReader.read(recorded.get(at)));
        }
        return steps;
    }

    private static Trace trace(List<Span> spans) {
        List<Run> runs = TraceRuns.of(spans).runs().stream()
                .map(TraceRuns.DerivedRun::run)
                .toList();
        return new Trace(runs.getFirst(), runs, spans);
    }

    private static Span repeated(Span span) {
        return new Span(
                other(span.id()),
                span.parentSpanId() == null ? null : turned(span.parentSpanId()),
                span.name(),
                span.spanName(),
                span.kind(),
                span.status(),
                span.statusMessage(),
                span.startNanos() + LATER,
                span.endNanos() == null ? null : span.endNanos() + LATER,
                span.actor(),
                span.model(),
                span.provider(),
                span.usage(),
                span.costSource(),
                span.toolName(),
                span.firstTokenNanos(),
                span.input(),
                span.output(),
                span.source(),
                span.dialect(),
                span.environment(),
                span.tags(),
                span.replayOf());
    }

    private static SpanId other(SpanId id) {
        return new SpanId(turned(id.traceId()), turned(id.spanId()));
    }

    private static String turned(String id) {
        return new StringBuilder(id).reverse().toString();
    }

    private static Map<String, List<RecordedSpan>> traces(Path folder) throws IOException {
        var reader = new OtlpReader(Prices.none());
        var traces = new TreeMap<String, List<RecordedSpan>>();
        var seen = new HashSet<SpanId>();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                var body = Files.readAllBytes(file);
                var isJson = file.toString().endsWith(".json");
                if (!isJson && !file.toString().endsWith(".pb")) {
                    continue;
                }
                if ((isJson ? BodyKind.ofJson(body) : BodyKind.ofProtobuf(body)) == BodyKind.TRACES) {
                    for (var span : reader.traces(isJson ? Encoding.JSON : Encoding.PROTOBUF, body, Source.IMPORT)
                            .spans()) {
                        if (seen.add(span.span().id())) {
                            traces.computeIfAbsent(span.span().id().traceId(), id -> new ArrayList<>())
                                    .add(span);
                        }
                    }
                }
            }
        }
        return traces;
    }

    private static Path shared() {
        var beside = Path.of("..", "shared").toAbsolutePath().normalize();
        return Files.isDirectory(beside)
                ? beside
                : Path.of("..", "..", "shared").toAbsolutePath().normalize();
    }
}
