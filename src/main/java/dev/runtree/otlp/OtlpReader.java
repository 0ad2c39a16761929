package dev.runtree.otlp;

import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Source;
import dev.runtree.otlp.wire.JsonBody;
import dev.runtree.otlp.wire.JsonKind;
import dev.runtree.otlp.wire.JsonLogs;
import dev.runtree.otlp.wire.ProtobufBody;
import dev.runtree.otlp.wire.ProtobufLogs;
import dev.runtree.otlp.wire.SdkSpans;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;

/** Reads OTLP bodies: traces into normalised spans, logs into records that wait for their span. */
public final class OtlpReader {
    private OtlpReader() {}

    /** @throws BadOtlp when the bytes are not an {@code ExportTraceServiceRequest} */
    public static Received traces(Encoding encoding, byte[] body, Source source) {
        var request = switch (encoding) {
            case PROTOBUF -> ProtobufBody.decode(body);
            case JSON -> JsonBody.decode(body);
        };
        return new Received(new Normaliser(source).spans(request.getResourceSpansList()), List.of(), 0, null);
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
    public static RecordedSpan sdk(SpanData span, Source source) {
        return new Normaliser(source).spans(List.of(SdkSpans.otlp(span))).getFirst();
    }
}
