package dev.runtree.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.runtree.model.Source;
import dev.runtree.otlp.wire.BadOtlp;
import dev.runtree.otlp.wire.BodyKind;
import dev.runtree.pricing.Prices;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadInputTest {
    @Test
    void refusesABodyCutOffAnywhereOrReadsItsWholeSpans() {
        cutEverywhere(
                Bodies.recorded("gen-ai-agent.pb"),
                body -> new OtlpReader(Prices.none())
                        .traces(Encoding.PROTOBUF, body, Source.OTLP)
                        .spans()
                        .size());
    }

    @Test
    void refusesJsonCutOffAnywhere() {
        cutEverywhere(
                Bodies.recorded("gen-ai-agent.json"),
                body -> new OtlpReader(Prices.none())
                        .traces(Encoding.JSON, body, Source.OTLP)
                        .spans()
                        .size());
    }

    private static void cutEverywhere(byte[] body, Function<byte[], Integer> reading) {
        for (var length = 1; length < body.length; length++) {
            var cut = Arrays.copyOf(body, length);
            assertThatThrownBy(() -> reading.apply(cut))
                    .as("cut at byte %s", length)
                    .isInstanceOf(BadOtlp.class)
                    .message()
                    .isNotBlank();
        }
    }

    @Test
    void saysWhereProtobufBreaksAndWhatWasExpected() {
        var body = Bodies.recorded("gen-ai-agent.pb");
        assertThatThrownBy(() -> new OtlpReader(Prices.none())
                        .traces(Encoding.PROTOBUF, Arrays.copyOf(body, 900), Source.OTLP)
                        .spans())
                .hasMessageMatching(
                        "Corrupt OTLP protobuf: at byte \\d+ of 900 \\(resource_spans.*\\): \\d+ bytes were "
                                + "expected, \\d+ are left; the body is cut off or corrupt");
    }

    @Test
    void saysWhereJsonBreaksAndWhatWasExpected() {
        var body = "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":{\"name\":7}}]}]}";
        assertThatThrownBy(() -> new OtlpReader(Prices.none())
                        .traces(Encoding.JSON, body.getBytes(StandardCharsets.UTF_8), Source.OTLP))
                .isInstanceOf(BadOtlp.class)
                .hasMessage("Corrupt OTLP/JSON: at byte 42 of 57: an array was expected, found {");
    }

    @Test
    void nothingButBadOtlpComesOutOfGarbage() {
        var random = new Random(7);
        for (var i = 0; i < 20_000; i++) {
            var body = new byte[random.nextInt(300)];
            random.nextBytes(body);
            if (body.length > 0 && i % 2 == 0) {
                body[0] = 0x0a;
            }
            survives(() -> new OtlpReader(Prices.none())
                    .traces(Encoding.PROTOBUF, body, Source.OTLP)
                    .spans());
            survives(() -> new OtlpReader(Prices.none())
                    .traces(Encoding.JSON, body, Source.OTLP)
                    .spans());
        }
    }

    @Test
    void nothingButBadOtlpComesOutOfDamagedBodies() {
        var random = new Random(11);
        for (var name : new String[] {"gen-ai-agent.pb", "agno-toolerror.pb", "gen-ai-agent.json"}) {
            var sound = Bodies.recorded(name);
            for (var i = 0; i < 1_000; i++) {
                var body = sound.clone();
                for (var hits = 1 + random.nextInt(4); hits > 0; hits--) {
                    body[random.nextInt(body.length)] = (byte) random.nextInt(256);
                }
                survives(() -> (name.endsWith(".json")
                                ? new OtlpReader(Prices.none())
                                        .traces(Encoding.JSON, body, Source.OTLP)
                                        .spans()
                                : new OtlpReader(Prices.none())
                                        .traces(Encoding.PROTOBUF, body, Source.OTLP)
                                        .spans())
                        .forEach(ContentReader::read));
            }
        }
    }

    private static void survives(Runnable reading) {
        try {
            reading.run();
        } catch (BadOtlp e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @Test
    void tellsLogsAndMetricsFromTraces() {
        assertThat(BodyKind.ofProtobuf(Bodies.recorded("gen-ai-logs.pb"))).isEqualTo(BodyKind.LOGS);
        assertThat(BodyKind.ofProtobuf(Bodies.recorded("gen-ai-agent.pb"))).isEqualTo(BodyKind.TRACES);
        assertThat(BodyKind.ofProtobuf(Metrics.gauge())).isEqualTo(BodyKind.METRICS);
        assertThat(BodyKind.ofProtobuf(Metrics.sum())).isEqualTo(BodyKind.METRICS);
        assertThat(BodyKind.ofJson("{\"resourceLogs\":[]}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(BodyKind.LOGS);
        assertThat(BodyKind.ofJson("{\"resource_metrics\":[]}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(BodyKind.METRICS);
        assertThatThrownBy(() -> new OtlpReader(Prices.none())
                        .traces(Encoding.PROTOBUF, Bodies.recorded("gen-ai-logs.pb"), Source.OTLP)
                        .spans())
                .isInstanceOf(BadOtlp.class)
                .hasMessageContaining("logs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\n\n\n\nplain text", "# Title\n\nwords", "{\"a\":1}", "[]", "PK", "null", "{"})
    void takesOtherFilesForNoOtlp(String text) {
        var body = text.getBytes(StandardCharsets.UTF_8);
        assertThat(BodyKind.ofProtobuf(body)).isEqualTo(BodyKind.OTHER);
        assertThat(BodyKind.ofJson(body)).isEqualTo(BodyKind.OTHER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"resourceSpans\":7}",
                "{\"resourceSpans\":[7]}",
                "{\"resourceSpans\":[{\"scopeSpans\":7}]}",
                "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":7}]}]}",
                "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"name\":7}]}],\"schemaUrl\":{}}]}",
                "{\"resourceSpans\":[]} {}"
            })
    void refusesJsonWithWrongTypes(String text) {
        assertThatThrownBy(() -> new OtlpReader(Prices.none())
                        .traces(Encoding.JSON, text.getBytes(StandardCharsets.UTF_8), Source.OTLP)
                        .spans())
                .isInstanceOf(BadOtlp.class)
                .hasMessageContaining("expected");
    }

    @Test
    void takesANumberOfImpossibleSizeForNone() {
        var read = Bodies.read(Bodies.span("chat")
                        .addAttributes(Bodies.text("openinference.span.kind", "LLM"))
                        .addAttributes(Bodies.text("llm.cost.prompt", "1e999999999"))
                        .addAttributes(Bodies.text("llm.cost.completion", "1"))
                        .addAttributes(Bodies.text("llm.token_count.prompt", "1e2147483647")))
                .span();
        assertThat(read.usage().cost()).isEqualByComparingTo("1");
        assertThat(read.usage().input()).isNull();
    }

    @Test
    void keepsNamesWithNulReadable() {
        var read = Bodies.read(Bodies.span("a\0b").addAttributes(Bodies.text("user.id", "u\0")));
        assertThat(read.span().name()).isEqualTo("a\u2400b");
        assertThat(read.span().actor().userId()).isEqualTo("u\u2400");
        assertThat(read.payload().exact()).isNotNull();
        assertThat(read.payload().otlp()).contains("\"changed\":[\"NUL characters are written as U+2400\"]");
    }

    /** Where the path says that it is traces, only what plainly is something else is refused. */
    @Test
    void takesSpansThatLookLikeMetricsWhereTracesAreExpected() {
        var reader = new OtlpReader(Prices.none());
        var span = Span.newBuilder()
                .setTraceId(ByteString.copyFromUtf8("sixteen-letters!"))
                .setSpanId(ByteString.copyFromUtf8("8letters"))
                .setName("s");
        var named = reader.traces(Encoding.PROTOBUF, Bodies.body(span.build()), Source.OTLP);
        assertThat(named.spans()).hasSize(1);
        var nameless = reader.traces(
                Encoding.PROTOBUF, Bodies.body(span.clear().setName("s").build()), Source.OTLP);
        assertThat(nameless.spans()).hasSize(1);
        for (var metrics : new byte[][] {Metrics.gauge(), Metrics.sum()}) {
            assertThatThrownBy(() -> reader.traces(Encoding.PROTOBUF, metrics, Source.OTLP))
                    .hasMessage("This is an OTLP body of metrics; only traces are read here");
        }
    }

    @Test
    void takesLongStrings() {
        var read = Bodies.read(Bodies.span("s").addAttributes(Bodies.text("input.value", "x".repeat(10_000_000))));
        assertThat(read.span().input()).hasSize(200);
        assertThat(ContentReader.read(read).input()).hasSize(10_000_000);
    }
}
