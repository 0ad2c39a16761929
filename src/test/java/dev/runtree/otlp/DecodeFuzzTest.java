package dev.runtree.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Source;
import dev.runtree.model.Span;
import dev.runtree.otlp.wire.BadOtlp;
import dev.runtree.otlp.wire.BodyKind;
import dev.runtree.pricing.Prices;
import dev.runtree.testing.SentSpans;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;

/**
 * Whatever bytes come in: decoding, normalising, reading the content and exporting throw nothing but {@link BadOtlp}, and what
 * goes out comes in again equal. With the tests this runs on the inputs in {@code DecodeFuzzTestInputs}; the profile {@code
 * fuzz} looks for new ones.
 */
@Tag("fuzz")
class DecodeFuzzTest {
    @FuzzTest(maxDuration = "30m")
    void protobuf(byte[] body) throws IOException {
        survives(Encoding.PROTOBUF, body);
    }

    @FuzzTest(maxDuration = "30m")
    void json(byte[] body) throws IOException {
        survives(Encoding.JSON, body);
    }

    private static void survives(Encoding encoding, byte[] body) throws IOException {
        Received received;
        try {
            received = new OtlpReader(Prices.none()).traces(encoding, body, Source.OTLP);
        } catch (BadOtlp e) {
            assertThat(e.getMessage()).isNotBlank();
            return;
        }
        assertThat(received.reason() == null).isEqualTo(received.rejected() == 0);
        received.spans().forEach(ContentReader::read);
        var written = written(Encoding.PROTOBUF, received.spans());
        if (written.length > 0 && BodyKind.ofProtobuf(written) != BodyKind.TRACES) {
            return; // Garbage: what is left of it looks like another signal.
        }
        var again = new OtlpReader(Prices.none())
                .traces(Encoding.PROTOBUF, written, Source.OTLP)
                .spans();
        if (encoding == Encoding.PROTOBUF) {
            assertThat(again).containsExactlyInAnyOrderElementsOf(received.spans());
        } else {
            // What was repaired of JSON has no original to go back to.
            assertThat(again).extracting(RecordedSpan::span).containsExactlyInAnyOrderElementsOf(spans(received));
        }
        if (OtlpWriter.write(Encoding.JSON, received.spans(), new ByteArrayOutputStream()) == 0) {
            assertThat(SentSpans.ofJson(written(Encoding.JSON, received.spans())))
                    .containsExactlyInAnyOrderElementsOf(SentSpans.ofProtobuf(written));
        }
    }

    private static List<Span> spans(Received received) {
        return received.spans().stream().map(RecordedSpan::span).toList();
    }

    private static byte[] written(Encoding encoding, List<RecordedSpan> spans) throws IOException {
        var out = new ByteArrayOutputStream();
        OtlpWriter.write(encoding, spans, out);
        return out.toByteArray();
    }
}
