package dev.runtree.otlp.wire;

import io.opentelemetry.proto.logs.v1.LogRecord;
import java.io.IOException;
import java.util.Base64;

/** The way back of {@link LogPayload}: a stored log record as it was sent. */
final class StoredLog {
    private StoredLog() {}

    /** @throws IOException when the record is none that {@link LogPayload} wrote */
    static WireRecord of(dev.runtree.model.LogRecord stored) throws IOException {
        if (stored.exact() != null) {
            return WireRecord.ofAlone(Base64.getDecoder().decode(stored.exact()));
        }
        var origin = new StoredOrigin();
        var result = LogRecord.newBuilder()
                .setTraceId(PayloadInput.id(stored.span().traceId()))
                .setSpanId(PayloadInput.id(stored.span().spanId()));
        PayloadInput.read(
                stored.json(),
                in -> in.object(name -> {
                    switch (name) {
                        case "resource" -> origin.readResource(in);
                        case "scope" -> origin.readScope(in);
                        default -> {
                            return field(name, in, result);
                        }
                    }
                    return true;
                }));
        return new WireRecord(origin.resource(), origin.scope(), result.build().toByteString());
    }

    private static boolean field(String name, PayloadInput in, LogRecord.Builder to) throws IOException {
        switch (name) {
            case "time" -> to.setTimeUnixNano(in.time());
            case "observed_time" -> to.setObservedTimeUnixNano(in.time());
            case "event_name" -> to.setEventName(in.text());
            case "severity_number" -> to.setSeverityNumberValue(in.count());
            case "severity_text" -> to.setSeverityText(in.text());
            case "body" -> to.setBody(in.value());
            case "attributes" -> in.attributes(to::addAttributes);
            case "dropped_attributes_count" -> to.setDroppedAttributesCount(in.count());
            case "flags" -> to.setFlags(in.count());
            case "sent_trace_id" -> to.setTraceId(in.id());
            case "sent_span_id" -> to.setSpanId(in.id());
            default -> {
                return false;
            }
        }
        return true;
    }
}
