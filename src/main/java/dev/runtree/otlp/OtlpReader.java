package dev.runtree.otlp;

import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Source;
import dev.runtree.otlp.wire.JsonBody;
import dev.runtree.otlp.wire.JsonKind;
import dev.runtree.otlp.wire.ProtobufBody;
import dev.runtree.otlp.wire.SdkSpans;
import dev.runtree.pricing.Prices;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;

/** Reads OTLP trace bodies into normalised spans. Safe for use by several threads. */
public final class OtlpReader {
    private final Prices prices;

    /** @param prices what calls cost whose producer does not tell */
    public OtlpReader(Prices prices) {
        this.prices = prices;
    }

    /** @throws BadOtlp when the bytes are not an {@code ExportTraceServiceRequest} */
    public Received traces(Encoding encoding, byte[] body, Source source) {
        var request = switch (encoding) {
            case PROTOBUF -> ProtobufBody.decode(body);
            case JSON -> JsonBody.decode(body);
        };
        return new Received(new Normaliser(source, prices).spans(request.getResourceSpansList()), List.of(), 0, null);
    }

    /** Whether the bytes are one whole JSON object, of whatever content. */
    public static boolean isWholeJson(byte[] text) {
        return JsonKind.isWhole(text);
    }

    /** A span of the OpenTelemetry SDK in this process; one that has not ended is {@code running}. */
    public RecordedSpan sdk(SpanData span, Source source) {
        return new Normaliser(source, prices)
                .spans(List.of(SdkSpans.otlp(span)))
                .getFirst();
    }
}
