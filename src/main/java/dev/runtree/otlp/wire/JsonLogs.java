package dev.runtree.otlp.wire;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import java.io.IOException;

/** Decodes OTLP/JSON bodies of logs, as leniently as {@link JsonBody} does those of traces. */
public final class JsonLogs {
    private final JsonInput in;
    private final JsonOrigin origin;

    private JsonLogs(JsonInput in) {
        this.in = in;
        this.origin = new JsonOrigin(in);
    }

    /** @throws BadOtlp when the bytes are not an {@code ExportLogsServiceRequest} */
    public static ExportLogsServiceRequest decode(byte[] body) {
        switch (BodyKind.ofJson(body)) {
            case LOGS, OTHER -> {}
            case TRACES -> throw new BadOtlp("This is an OTLP body of traces; only logs are read here");
            case METRICS -> throw new BadOtlp("This is an OTLP body of metrics; only logs are read here");
        }
        var request = ExportLogsServiceRequest.newBuilder();
        JsonDocument.read(body, "resourceLogs", in -> {
            var reading = new JsonLogs(in);
            return () -> request.addResourceLogs(reading.resourceLogs());
        });
        return request.build();
    }

    private ResourceLogs resourceLogs() throws IOException {
        var result = ResourceLogs.newBuilder();
        in.object(name -> {
            switch (name) {
                case "resource" -> result.setResource(origin.resource());
                case "scopeLogs", "instrumentationLibraryLogs" -> in.array(() -> result.addScopeLogs(scopeLogs()));
                case "schemaUrl" -> result.setSchemaUrl(in.string());
                default -> {
                    return false;
                }
            }
            return true;
        });
        return result.build();
    }

    private ScopeLogs scopeLogs() throws IOException {
        var result = ScopeLogs.newBuilder();
        in.object(name -> {
            switch (name) {
                case "scope", "instrumentationLibrary" -> result.setScope(origin.scope());
                case "logRecords", "logs" -> in.array(() -> result.addLogRecords(logRecord()));
                case "schemaUrl" -> result.setSchemaUrl(in.string());
                default -> {
                    return false;
                }
            }
            return true;
        });
        return result.build();
    }

    private LogRecord logRecord() throws IOException {
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
