package dev.runtree.otlp.wire;

import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import java.io.IOException;

/** Reads log records of OTLP/JSON. */
final class JsonLogs {
    private final JsonInput in;

    JsonLogs(JsonInput in) {
        this.in = in;
    }

    LogRecord logRecord() throws IOException {
        var result = LogRecord.newBuilder();
        in.object(name -> {
            switch (name) {
                case "timeUnixNano" -> result.setTimeUnixNano(in.uint64());
                case "observedTimeUnixNano" -> result.setObservedTimeUnixNano(in.uint64());
                case "severityNumber" ->
                    result.setSeverityNumberValue(in.enumeration("SEVERITY_NUMBER_", SeverityNumber.getDescriptor()));
                case "severityText" -> result.setSeverityText(in.string());
                case "body" -> result.setBody(in.value());
                case "attributes" -> in.attributes(result::addAttributes);
                case "droppedAttributesCount" -> result.setDroppedAttributesCount(in.uint32());
                case "flags" -> result.setFlags(in.uint32());
                case "traceId" -> result.setTraceId(JsonIds.bytes(in.string(), Ids.TRACE_BYTES));
                case "spanId" -> result.setSpanId(JsonIds.bytes(in.string(), Ids.SPAN_BYTES));
                case "eventName" -> result.setEventName(in.string());
                default -> {
                    return false;
                }
            }
            return true;
        });
        return result.build();
    }
}
