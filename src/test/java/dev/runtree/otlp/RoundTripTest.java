package dev.runtree.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.UnknownFieldSet;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Source;
import dev.runtree.pricing.Prices;
import dev.runtree.testing.RandomTraces;
import dev.runtree.testing.SentSpans;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What came in goes out equal. */
class RoundTripTest {
    private static final int TRIES = 800;

    @Test
    void protobufComesOutAsItWentIn() {
        for (var seed = 1; seed <= TRIES; seed++) {
            var sent = new RandomTraces(seed, true).next();
            var read = protobuf(sent.toByteArray());
            assertThat(SentSpans.ofProtobuf(written(Encoding.PROTOBUF, read)))
                    .as("seed %s", seed)
                    .containsExactlyInAnyOrderElementsOf(SentSpans.of(sent.getResourceSpansList()));
        }
    }

    @Test
    void protobufComesOutAsEqualJson() {
        for (var seed = 1; seed <= TRIES; seed++) {
            var sent = new RandomTraces(seed, false).next();
            var read = protobuf(sent.toByteArray());
            var json = written(Encoding.JSON, read);
            assertThat(SentSpans.ofJson(json))
                    .as(() -> new String(json, StandardCharsets.UTF_8))
                    .containsExactlyInAnyOrderElementsOf(SentSpans.of(sent.getResourceSpansList()));
            assertThat(json(json)).as("seed %s", seed).containsExactlyInAnyOrderElementsOf(read);
        }
    }

    @Test
    void saysWhatJsonHasNoWordsFor() throws IOException {
        var unknown = Bodies.span("s")
                .setUnknownFields(UnknownFieldSet.newBuilder()
                        .addField(
                                99,
                                UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                        .build())
                .build();
        var read = protobuf(Bodies.body(unknown));
        assertThat(OtlpWriter.write(Encoding.JSON, read, new ByteArrayOutputStream()))
                .isEqualTo(1);
        assertThat(OtlpWriter.write(Encoding.PROTOBUF, read, new ByteArrayOutputStream()))
                .isZero();
    }

    @Test
    void brokenBytesComeOutAsTheyWentIn() {
        var body = Bodies.body(
                Bodies.span("NAME").addAttributes(Bodies.text("k", "v")).build());
        var at = new String(body, StandardCharsets.ISO_8859_1).indexOf("NAME");
        body[at] = (byte) 0xff;
        var read = protobuf(body);
        assertThat(written(Encoding.PROTOBUF, read)).isEqualTo(body);
        assertThat(protobuf(written(Encoding.PROTOBUF, read))).isEqualTo(read);
        assertThat(new String(written(Encoding.JSON, read), StandardCharsets.UTF_8))
                .contains("\ufffdAME");
    }

    @Test
    void spansOfOneResourceAndScopeStandTogether() throws IOException {
        var sent = Bodies.recorded("gen-ai-agent.pb");
        var out = ExportTraceServiceRequest.parseFrom(written(Encoding.PROTOBUF, protobuf(sent)));
        assertThat(out.getResourceSpansCount())
                .isEqualTo((int) ExportTraceServiceRequest.parseFrom(sent).getResourceSpansList().stream()
                        .map(spans -> spans.toBuilder().clearScopeSpans().build())
                        .distinct()
                        .count());
    }

    private static byte[] written(Encoding encoding, List<RecordedSpan> spans) {
        var out = new ByteArrayOutputStream();
        try {
            OtlpWriter.write(encoding, spans, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static List<RecordedSpan> protobuf(byte[] body) {
        return new OtlpReader(Prices.none())
                .traces(Encoding.PROTOBUF, body, Source.IMPORT)
                .spans();
    }

    private static List<RecordedSpan> json(byte[] body) {
        return new OtlpReader(Prices.none())
                .traces(Encoding.JSON, body, Source.IMPORT)
                .spans();
    }
}
