package dev.runtree.otlp;

import com.google.protobuf.Message;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Source;
import dev.runtree.otlp.wire.Decoded;
import dev.runtree.otlp.wire.Frames;
import dev.runtree.otlp.wire.JsonBody;
import dev.runtree.otlp.wire.JsonKind;
import dev.runtree.otlp.wire.JsonStream;
import dev.runtree.otlp.wire.Opening;
import dev.runtree.otlp.wire.ProtobufBody;
import dev.runtree.otlp.wire.ProtobufStream;
import dev.runtree.otlp.wire.SdkSpans;
import dev.runtree.pricing.Prices;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
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
        return received(decoded(encoding, Frames.TRACES, body), source);
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
        read(encoding, Frames.TRACES, body, again, pieceBytes, piece -> to.accept(received(piece, source)));
    }

    /**
     * Log records that name a span; those that name none, and those that cannot be read, are counted as rejected. A broken one
     * does not keep the others from being read, as with {@link #traces(Encoding, byte[], Source)}.
     *
     * @throws dev.runtree.otlp.wire.BadOtlp when the bytes are not an {@code ExportLogsServiceRequest}, or are cut off
     */
    public static Received logs(Encoding encoding, byte[] body) {
        return LogRecords.of(decoded(encoding, Frames.LOGS, body));
    }

    /**
     * As {@link #logs(Encoding, byte[])}, of a body of any size: handed on piece by piece.
     *
     * @param body stays open
     * @param again opens it once more
     * @param pieceBytes how much of it is held in memory at once
     * @throws IOException when it cannot be read
     */
    public static void logs(Encoding encoding, InputStream body, Opening again, int pieceBytes, Consumer<Received> to)
            throws IOException {
        read(encoding, Frames.LOGS, body, again, pieceBytes, piece -> to.accept(LogRecords.of(piece)));
    }

    private static <R extends Message> Decoded<R> decoded(Encoding encoding, Frames<R> frames, byte[] body) {
        return switch (encoding) {
            case PROTOBUF -> ProtobufBody.decode(frames, body);
            case JSON -> JsonBody.decode(frames, body);
        };
    }

    private static <R extends Message> void read(
            Encoding encoding,
            Frames<R> frames,
            InputStream body,
            Opening again,
            int pieceBytes,
            Consumer<Decoded<R>> pieces)
            throws IOException {
        switch (encoding) {
            case PROTOBUF -> ProtobufStream.read(frames, body, again, pieceBytes, pieces);
            case JSON -> JsonStream.read(frames, body, again, pieceBytes, pieces);
        }
    }

    private Received received(Decoded<ResourceSpans> decoded, Source source) {
        var spans = new Normaliser(source, prices).spans(decoded);
        return new Received(spans, List.of(), decoded.rejected(), 0, decoded.reason());
    }

    /** Whether the bytes are one whole JSON object, of whatever content. */
    public static boolean isWholeJson(byte[] text) {
        return JsonKind.isWhole(text);
    }

    /** A span of the OpenTelemetry SDK as a body of {@link Encoding#PROTOBUF}, which takes microseconds. */
    public static byte[] body(SpanData span) {
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(SdkSpans.otlp(span))
                .build()
                .toByteArray();
    }

    /** A span of the OpenTelemetry SDK in this process; one that has not ended is {@code running}. */
    public RecordedSpan sdk(SpanData span, Source source) {
        return new Normaliser(source, prices)
                .spans(Decoded.sound(List.of(SdkSpans.otlp(span))))
                .getFirst();
    }
}
