package dev.runtree.otlp;

import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Source;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;

/** Reads OTLP trace bodies into normalised spans. */
public final class OtlpReader {
    private OtlpReader() {}

    /** @throws BadOtlp when the bytes are not an {@code ExportTraceServiceRequest} */
    public static List<RecordedSpan> protobuf(byte[] body, Source source) {
        return new Normaliser(source).spans(ProtobufBody.decode(body).getResourceSpansList());
    }

    /** @throws BadOtlp when the bytes are not the OTLP/JSON encoding of traces */
    public static List<RecordedSpan> json(byte[] body, Source source) {
        return new Normaliser(source).spans(JsonBody.decode(body).getResourceSpansList());
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
