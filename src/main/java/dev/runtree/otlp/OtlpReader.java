package dev.runtree.otlp;

import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Source;
import dev.runtree.otlp.wire.Decoded;
import dev.runtree.otlp.wire.JsonBody;
import dev.runtree.otlp.wire.JsonKind;
import dev.runtree.otlp.wire.JsonLogs;
import dev.runtree.otlp.wire.JsonStream;
import dev.runtree.otlp.wire.Opening;
import dev.runtree.otlp.wire.ProtobufBody;
import dev.runtree.otlp.wire.ProtobufLogs;
import dev.runtree.otlp.wire.ProtobufStream;
import dev.runtree.otlp.wire.SdkSpans;
import dev.runtree.pricing.Prices;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads OTLP bodies: traces into normalised spans, logs into records that wait for their span. Safe for use by several
 * threads.
 */
public final class OtlpReader {
    private final Prices prices;

    /** @param prices what calls cost whose producer does not tell */
    public OtlpReader(Prices prices) {
        this.prices = prices;
    }

    /**
     * Reads a body of traces. A span that is broken does not keep the others from being read: text that is not UTF-8 and
     * values nested too deep are kept in a readable form with the original beside it; a span that cannot be read at all is
     * counted as rejected.
     *
     * @throws dev.runtree.otlp.wire.BadOtlp when the bytes are not an {@code ExportTraceServiceRequest}, or are cut off
     */
    public Received traces(Encoding encoding, byte[] body, Source source) {
        return received(decoded(encoding, body), source);
    }

    /**
     * As {@link #traces(Encoding, byte[], Source)}, of a body of any size: handed on piece by piece.
     *
     * @param body stays open
     * @param again opens it once more, since what surrounds spans may stand behind them
     * @param pieceBytes how much of it is held in memory at once
     * @throws IOException when it cannot be read
     */
    public void traces(
            Encoding encoding, InputStream body, Opening again, int pieceBytes, Source source, Consumer<Received> to)
            throws IOException {
        Consumer<Decoded> pieces = piece -> to.accept(received(piece, source));
        switch (encoding) {
            case PROTOBUF -> ProtobufStream.read(body, again, pieceBytes, pieces);
            case JSON -> JsonStream.read(body, again, pieceBytes, pieces);
        }
    }

    private static Decoded decoded(Encoding encoding, byte[] body) {
        return switch (encoding) {
            case PROTOBUF -> ProtobufBody.decode(body);
            case JSON -> JsonBody.decode(body);
        };
    }

    private Received received(Decoded decoded, Source source) {
        return new Received(
                new Normaliser(source, prices).spans(decoded), List.of(), decoded.rejected(), decoded.reason());
    }

    /**
     * Log records that name a span; those that name none are counted as rejected.
     *
     * @throws BadOtlp when the bytes are not an {@code ExportLogsServiceRequest}
     */
    public static Received logs(Encoding encoding, byte[] body) {
        var request = switch (encoding) {
            case PROTOBUF -> ProtobufLogs.decode(body);
            case JSON -> JsonLogs.decode(body);
        };
        return LogRecords.of(request.getResourceLogsList());
    }

    /** Whether the bytes are one whole JSON object, of whatever content. */
    public static boolean isWholeJson(byte[] text) {
        return JsonKind.isWhole(text);
    }

    /** A span of the OpenTelemetry SDK in this process; one that has not ended is {@code running}. */
    public RecordedSpan sdk(SpanData span, Source source) {
        return new Normaliser(source, prices)
                .spans(Decoded.sound(List.of(SdkSpans.otlp(span))))
                .getFirst();
    }
}
