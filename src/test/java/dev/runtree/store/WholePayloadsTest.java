package dev.runtree.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Source;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.Trace;
import dev.runtree.otlp.Encoding;
import dev.runtree.otlp.OtlpReader;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.otlp.wire.BodyKind;
import dev.runtree.pricing.Prices;
import dev.runtree.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What was said is put together again as the server puts it together, whatever spans share. */
class WholePayloadsTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @Test
    void conversationsThatGrowAreWhole() throws Exception {
        var spans = new ArrayList<RecordedSpan>();
        var history = new StringBuilder();
        for (var call = 0; call < 1_300; call++) {
            history.append(call == 0 ? "" : ",")
                    .append("{\"role\":\"user\",\"content\":\"%d 🦜 \\u0001 é €: %s\"}"
                            .formatted(call, "word ".repeat(20)));
            if (call >= 1_250 || call % 100 == 0) {
                spans.add(span(call, "{\"gen_ai.input.messages\":[" + history + "],\"n\":" + call + "}"));
            }
        }
        spans.add(span(2_000, "{}"));
        spans.add(span(2_001, "{\"large\":\"" + "x".repeat(6 << 20) + "\"}"));
        spans.add(span(2_002, "{\"large\":\"" + "y".repeat(6 << 20) + "\"}"));
        write(spans);
        assertSaidAsSent("a".repeat(32), spans.size());
    }

    @Test
    void capturesAreWhole() throws Exception {
        try (var files = Files.walk(Path.of(System.getProperty("captures", "src/test/resources/otlp")))) {
            for (var file :
                    files.filter(path -> path.toString().endsWith(".pb")).toList()) {
                var body = Files.readAllBytes(file);
                if (BodyKind.ofProtobuf(body) != BodyKind.TRACES) {
                    continue;
                }
                var spans = new OtlpReader(Prices.none())
                        .traces(Encoding.PROTOBUF, body, Source.IMPORT)
                        .spans();
                write(spans);
                for (var trace : spans.stream()
                        .map(span -> span.span().id().traceId())
                        .distinct()
                        .toList()) {
                    assertSaidAsSent(trace, -1);
                }
            }
        }
    }

    private static void write(List<RecordedSpan> spans) throws Exception {
        try (var writer = new SpanWriter(db.database(), new SpanLogs(Prices.none()))) {
            for (var from = 0; from < spans.size(); from += 20) {
                writer.write(spans.subList(from, Math.min(spans.size(), from + 20)));
            }
        }
    }

    private static void assertSaidAsSent(String traceId, int count) {
        var queries = new RunQueries(db.database());
        Trace trace = queries.trace(traceId).fetch().orElseThrow();
        var said = new ArrayList<RecordedSpan>();
        queries.said(trace, said::add).fetch();
        var sent = queries.sent(trace).fetch();
        if (count >= 0) {
            assertThat(said).hasSize(count);
        }
        assertThat(said).hasSameSizeAs(sent);
        for (var at = 0; at < said.size(); at++) {
            var one = said.get(at);
            var other = sent.get(at);
            assertThat(one.span().id()).isEqualTo(other.span().id());
            var server = queries.payload(other.span().id()).fetch().orElseThrow();
            assertThat(other)
                    .isEqualTo(new RecordedSpan(server.span(), server.payload().withLogs("[]")));
            assertThat(one.payload().attributes()).isEqualTo(other.payload().attributes());
            assertThat(one.payload().events()).isEqualTo(other.payload().events());
            assertThat(one.payload().resource()).isEqualTo(other.payload().resource());
            assertThat(one.payload().scope()).isEqualTo(other.payload().scope());
        }
    }

    private static RecordedSpan span(int number, String attributes) {
        var start = 1_795_183_331_000_000_000L + number * 1_000_000L;
        return new RecordedSpan(
                Span.builder(new SpanId("a".repeat(32), "%016x".formatted(number + 1)), "call", SpanKind.LLM)
                        .time(start, start + 500_000)
                        .build(),
                new Payload(attributes, "[]", "[]", "{}", "{}", null, null));
    }
}
