package dev.runtree.otlp.wire;

import dev.runtree.otlp.wire.JsonWriter.Written;
import dev.runtree.otlp.wire.Repairs.Repair;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import java.io.IOException;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes what was sent of a log record as JSON; of what surrounds it (resource and scope) once for all its records. */
public final class LogPayload {
    private final ResourceLogs resource;
    private final ScopeLogs scope;
    private final Written resourceJson;
    private final Written scopeJson;
    private final Repairs repairs;

    /** @param repairs see {@link Decoded#repairs} */
    public LogPayload(ResourceLogs resource, ScopeLogs scope, Written resourceJson, Repairs repairs) {
        this.resource = resource;
        this.scope = scope;
        this.resourceJson = resourceJson;
        this.scopeJson = JsonWriter.write(out -> {
            SpanPayload.scope(out, scope.hasScope(), scope.getScope(), scope.getSchemaUrl());
            out.noteUnknown(scope);
        });
        this.repairs = repairs;
    }

    /**
     * What was sent of a record.
     *
     * @param exact the record alone as a {@code ResourceLogs} in base64, where JSON cannot say it
     */
    public record Sent(String json, @Nullable String exact) {}

    public static Written resource(ResourceLogs logs) {
        return JsonWriter.write(out -> {
            SpanPayload.resource(out, logs.hasResource(), logs.getResource(), logs.getSchemaUrl());
            out.noteUnknown(logs);
        });
    }

    public Sent of(LogRecord log) {
        var repair = repairs.of(log);
        var changes = EnumSet.noneOf(Change.class);
        changes.addAll(resourceJson.changes());
        changes.addAll(scopeJson.changes());
        if (repair != null) {
            changes.addAll(repair.changes());
        }
        var written = JsonWriter.write(out -> record(out, log, changes));
        var isExact = repair == null && written.exact() && resourceJson.exact() && scopeJson.exact();
        return new Sent(written.json(), isExact ? null : exact(log, repair));
    }

    private String exact(LogRecord log, @Nullable Repair repair) {
        var original = repair == null ? null : repair.original();
        if (original == null) {
            original = resource.toBuilder()
                    .clearScopeLogs()
                    .addScopeLogs(scope.toBuilder().clearLogRecords().addLogRecords(log))
                    .build()
                    .toByteString();
        }
        return Base64.getEncoder().encodeToString(original.toByteArray());
    }

    private void record(JsonWriter out, LogRecord log, Set<Change> changes) throws IOException {
        out.json().writeStartObject();
        time(out, "time", log.getTimeUnixNano());
        time(out, "observed_time", log.getObservedTimeUnixNano());
        text(out, "event_name", log.getEventName());
        out.count("severity_number", log.getSeverityNumberValue());
        text(out, "severity_text", log.getSeverityText());
        if (log.hasBody()) {
            out.json().writeFieldName("body");
            out.value(log.getBody());
        }
        out.json().writeFieldName("attributes");
        out.attributes(log.getAttributesList());
        out.count("dropped_attributes_count", log.getDroppedAttributesCount());
        out.count("flags", log.getFlags());
        if (!Ids.isSound(log.getTraceId(), Ids.TRACE_BYTES)) {
            out.field("sent_trace_id", Ids.hex(log.getTraceId()));
        }
        if (!Ids.isSound(log.getSpanId(), Ids.SPAN_BYTES)) {
            out.field("sent_span_id", Ids.hex(log.getSpanId()));
        }
        out.noteUnknown(log);
        out.changed(changes);
        out.json().writeFieldName("resource");
        out.json().writeRawValue(resourceJson.json());
        out.json().writeFieldName("scope");
        out.json().writeRawValue(scopeJson.json());
        out.json().writeEndObject();
    }

    /** A time of 0 is none, as OTLP has it. */
    private static void time(JsonWriter out, String name, long unixNanos) throws IOException {
        if (unixNanos != 0) {
            out.json().writeFieldName(name);
            out.time(unixNanos);
        }
    }

    private static void text(JsonWriter out, String name, String value) throws IOException {
        if (!value.isEmpty()) {
            out.field(name, value);
        }
    }
}
