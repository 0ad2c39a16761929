package dev.runtree.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Source;
import dev.runtree.otlp.wire.BadOtlp;
import dev.runtree.pricing.Prices;
import dev.runtree.testing.RandomTraces;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A body read piece by piece says the same as one read whole. */
class StreamedBodyTest {
    @ParameterizedTest
    @ValueSource(ints = {900, 1_500, 4_000, 100_000})
    void protobufInPiecesIsTheSame(int pieceBytes) throws IOException {
        for (var seed = 1; seed <= 200; seed++) {
            var body = body(seed);
            var whole = new OtlpReader(Prices.none()).traces(Encoding.PROTOBUF, body, Source.IMPORT);
            var pieces = new ArrayList<RecordedSpan>();
            var rejected = new int[1];
            new OtlpReader(Prices.none())
                    .traces(
                            Encoding.PROTOBUF,
                            new ByteArrayInputStream(body),
                            () -> new ByteArrayInputStream(body),
                            pieceBytes,
                            Source.IMPORT,
                            piece -> {
                                pieces.addAll(piece.spans());
                                rejected[0] += piece.rejected();
                            });
            assertThat(pieces).hasSize(whole.spans().size() - rejected[0]).isSubsetOf(whole.spans());
            assertThat(rejected[0] == 0 || pieceBytes < 4_000).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 1_000, 100_000})
    void jsonInPiecesIsTheSame(int pieceBytes) throws IOException {
        for (var seed = 1; seed <= 200; seed++) {
            var whole = new OtlpReader(Prices.none()).traces(Encoding.PROTOBUF, body(seed), Source.IMPORT);
            var text = new ByteArrayOutputStream();
            OtlpWriter.write(Encoding.JSON, whole.spans(), text);
            assertThat(inPieces(text.toByteArray(), pieceBytes)).containsExactlyInAnyOrderElementsOf(whole.spans());
        }
    }

    @Test
    void whatSurroundsSpansMayStandBehindThem() throws IOException {
        var json =
                "{\"other\":[{\"resourceSpans\":[7]}],\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"name\":\"a\"},"
                        + "{\"name\":\"b\"}],\"scope\":{\"name\":\"s\"}},{\"spans\":[{\"name\":\"c\"}]}],\"schemaUrl\":\"u\","
                        + "\"resource\":{\"attributes\":[{\"key\":\"k\",\"value\":{\"intValue\":1}}]}}]}\n";
        var body = (json + json).getBytes(StandardCharsets.UTF_8);
        assertThat(inPieces(body, 10_000))
                .hasSize(6)
                .allSatisfy(span -> assertThat(span.payload().resource())
                        .isEqualTo("{\"attributes\":{\"k\":1},\"schema_url\":\"u\"}"));
        assertThat(inPieces(body, 10_000).getFirst().payload().scope()).contains("\"s\"");
    }

    @Test
    void saysWhereALargeBodyBreaks() {
        var body = body(3);
        var cut = Arrays.copyOf(body, body.length - 7);
        assertThatThrownBy(() -> new OtlpReader(Prices.none())
                        .traces(
                                Encoding.PROTOBUF,
                                new ByteArrayInputStream(cut),
                                () -> new ByteArrayInputStream(cut),
                                200,
                                Source.IMPORT,
                                piece -> {}))
                .isInstanceOf(BadOtlp.class)
                .hasMessageContaining("at byte");
        var json = "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"name\":\"a\"}".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> inPieces(json, 10)).isInstanceOf(BadOtlp.class).hasMessageContaining("at byte");
        assertThatThrownBy(() -> inPieces("{\"a\":1}".getBytes(StandardCharsets.UTF_8), 10))
                .isInstanceOf(BadOtlp.class)
                .hasMessageContaining("resourceSpans was expected");
    }

    private static List<RecordedSpan> inPieces(byte[] json, int pieceBytes) throws IOException {
        var pieces = new ArrayList<RecordedSpan>();
        new OtlpReader(Prices.none())
                .traces(
                        Encoding.JSON,
                        new ByteArrayInputStream(json),
                        () -> new ByteArrayInputStream(json),
                        pieceBytes,
                        Source.IMPORT,
                        piece -> pieces.addAll(piece.spans()));
        return pieces;
    }

    private static byte[] body(int seed) {
        return new RandomTraces(seed, false).next().toByteArray();
    }
}
