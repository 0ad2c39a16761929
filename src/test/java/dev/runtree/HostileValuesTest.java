package dev.runtree;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Source;
import dev.runtree.model.SpanStatus;
import dev.runtree.otlp.ContentReader;
import dev.runtree.otlp.Encoding;
import dev.runtree.otlp.OtlpReader;
import dev.runtree.otlp.OtlpWriter;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.otlp.wire.BadOtlp;
import dev.runtree.otlp.wire.BodyKind;
import dev.runtree.pricing.Prices;
import dev.runtree.store.RunQueries;
import dev.runtree.store.SpanWriter;
import dev.runtree.testing.SentSpans;
import dev.runtree.testing.TestDatabase;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Values that no producer should send: decoded, normalised, stored, read and exported again, in time that grows with their
 * size and no faster.
 */
@Timeout(60)
class HostileValuesTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final int MANY = 100_000;
    private static long traces = 1;

    @Test
    void aHundredThousandAttributes() throws IOException {
        var read = there(span -> {
            span.addAttributes(text("openinference.span.kind", "LLM"));
            for (var i = 0; i < MANY; i++) {
                span.addAttributes(text("llm.input_messages." + i + ".message.content", "m" + i));
            }
        });
        assertThat(ContentReader.read(read).inputMessages()).hasSize(MANY);
    }

    @Test
    void aHundredThousandKeysOfEveryVocabulary() throws IOException {
        there(span -> {
            for (var i = 0; i < MANY / 5; i++) {
                span.addAttributes(text("gen_ai.prompt." + i + ".content", "[{\"type\":\"text\"}]"));
                span.addAttributes(text("gen_ai.completion." + i + ".tool_calls." + i + ".name", "t"));
                span.addAttributes(text("llm.tools." + i + ".tool.json_schema", "{}"));
                span.addAttributes(text("retrieval.documents." + i + ".document.content", "d"));
                span.addAttributes(text("same", "again"));
            }
        });
    }

    @Test
    void aHundredThousandEventsAndLinks() throws IOException {
        there(span -> {
            for (var i = 0; i < MANY; i++) {
                span.addEvents(Span.Event.newBuilder()
                        .setName(i % 2 == 0 ? "exception" : "gen_ai.user.message")
                        .setTimeUnixNano(i)
                        .addAttributes(text("content", "c" + i)));
                span.addLinks(Span.Link.newBuilder().setTraceId(bytes(i, i)).setSpanId(bytes(i)));
            }
        });
    }

    @Test
    void aHundredThousandTags() throws IOException {
        var read = there(span -> span.addAttributes(text(
                "langfuse.trace.tags",
                String.join(",", IntStream.range(0, MANY).mapToObj(i -> "t" + i).toList()))));
        assertThat(read.span().tags()).hasSize(MANY);
    }

    @Test
    void indexBombs() throws IOException {
        var read = there(span -> span.addAttributes(text("openinference.span.kind", "LLM"))
                .addAttributes(text("llm.input_messages.999999999.message.content", "far"))
                .addAttributes(text("llm.input_messages.99999999999999999999.message.content", "farther"))
                .addAttributes(text("llm.input_messages.-1.message.content", "before"))
                .addAttributes(text("llm.input_messages" + ".0".repeat(50_000), "deep")));
        assertThat(ContentReader.read(read).inputMessages())
                .anyMatch(message -> message.text().equals("far"));
    }

    @Test
    void longTextsAndDeepJsonInThem() throws IOException {
        there(span -> span.addAttributes(
                        text("gen_ai.input.messages", "[{\"role\":\"user\",\"content\":\"" + "x".repeat(10_000_000)))
                .addAttributes(text("gen_ai.output.messages", "[".repeat(1_000_000)))
                .addAttributes(text("input.value", "{\"a\":".repeat(100_000)))
                .addAttributes(text("output.value", "[[1],".repeat(300) + "]".repeat(300)))
                .addAttributes(text("metadata", "{\"user_id\":1e999999999}"))
                .addAttributes(text("gen_ai.tool.definitions", "\0".repeat(100_000))));
    }

    @Test
    void valuesThatPostgresqlRefuses() throws IOException {
        var read = there(span -> span.setName("a\0b")
                .addAttributes(text("user.id", "u\0"))
                .addAttributes(KeyValue.newBuilder()
                        .setKey("nan")
                        .setValue(AnyValue.newBuilder().setDoubleValue(Double.NaN)))
                .addAttributes(KeyValue.newBuilder()
                        .setKey("bytes")
                        .setValue(AnyValue.newBuilder().setBytesValue(bytes(-1)))));
        assertThat(read.span().name()).isEqualTo("a\u2400b");
        assertThat(read.payload().otlp()).contains("NUL characters", "bytes are written", "NaN and infinities");
    }

    @Test
    void impossibleTimesIdsAndParents() throws IOException {
        assertThat(there(span -> span.setStartTimeUnixNano(-1).setEndTimeUnixNano(-1))
                        .span()
                        .durationNanos())
                .isZero();
        assertThat(there(span -> span.setStartTimeUnixNano(0).setEndTimeUnixNano(0))
                        .span()
                        .status())
                .isEqualTo(SpanStatus.RUNNING);
        assertThat(there(span -> span.setStartTimeUnixNano(2_000_000_000).setEndTimeUnixNano(1))
                        .span()
                        .durationNanos())
                .isZero();
        there(span -> span.setTraceId(ByteString.copyFrom(new byte[16])).setSpanId(ByteString.copyFrom(new byte[8])));
        there(span -> span.setParentSpanId(span.getSpanId()));
    }

    @Test
    void aCycleOfParents() throws IOException {
        var id = traces++;
        var one = span(id).setSpanId(bytes(1)).setParentSpanId(bytes(2));
        var two = span(id).setSpanId(bytes(2)).setParentSpanId(bytes(1));
        assertThat(there(one.build(), two.build())).hasSize(2);
    }

    @Test
    void everyInputOfTheFuzzers() throws IOException {
        var inputs = Path.of("src/test/resources/dev/runtree/otlp/DecodeFuzzTestInputs");
        try (var files = Files.walk(inputs)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var body = Files.readAllBytes(file);
                assertThat(body).as(file.toString()).hasSizeLessThan(10_000);
                var isJson = String.valueOf(file.getParent()).endsWith("json");
                if (isJson || BodyKind.ofProtobuf(body) == BodyKind.TRACES) {
                    stored(isJson ? Encoding.JSON : Encoding.PROTOBUF, body);
                }
            }
        }
    }

    private static void stored(Encoding encoding, byte[] body) {
        List<RecordedSpan> spans;
        try {
            spans = new OtlpReader(Prices.none())
                    .traces(encoding, body, Source.OTLP)
                    .spans();
        } catch (BadOtlp e) {
            return;
        }
        read(spans).forEach(ContentReader::read);
    }

    private static RecordedSpan there(Consumer<Span.Builder> with) throws IOException {
        var span = span(traces++);
        with.accept(span);
        return there(span.build()).getFirst();
    }

    /** Spans of one trace on their whole way. */
    private static List<RecordedSpan> there(Span... spans) throws IOException {
        var body = ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .addScopeSpans(ScopeSpans.newBuilder().addAllSpans(List.of(spans))))
                .build();
        var read = read(new OtlpReader(Prices.none())
                .traces(Encoding.PROTOBUF, body.toByteArray(), Source.OTLP)
                .spans());
        read.forEach(ContentReader::read);
        var out = new ByteArrayOutputStream();
        OtlpWriter.write(Encoding.PROTOBUF, read, out);
        assertThat(SentSpans.ofProtobuf(out.toByteArray()).equals(SentSpans.of(body.getResourceSpansList())))
                .isTrue();
        return read;
    }

    private static List<RecordedSpan> read(List<RecordedSpan> spans) {
        try (var writer = new SpanWriter(db.database(), new SpanLogs(Prices.none()))) {
            writer.write(spans);
        }
        var queries = new RunQueries(db.database());
        var read = new ArrayList<RecordedSpan>();
        spans.stream().map(span -> span.span().id().traceId()).distinct().forEach(traceId -> {
            var trace = queries.trace(traceId).fetch();
            assertThat(trace).isPresent();
            read.addAll(queries.payloads(trace.get()).fetch());
        });
        assertThat(read).hasSizeGreaterThanOrEqualTo((int)
                spans.stream().map(span -> span.span().id()).distinct().count());
        return read;
    }

    private static Span.Builder span(long trace) {
        return Span.newBuilder()
                .setTraceId(bytes(7, trace))
                .setSpanId(bytes(trace))
                .setName("hostile")
                .setStartTimeUnixNano(1_795_525_331_000_000_000L)
                .setEndTimeUnixNano(1_795_525_332_000_000_000L);
    }

    private static KeyValue text(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    private static ByteString bytes(long... values) {
        var buffer = ByteBuffer.allocate(8 * values.length);
        for (var value : values) {
            buffer.putLong(value);
        }
        return ByteString.copyFrom(buffer.array());
    }
}
