package dev.runtree.otlp;

import dev.runtree.model.LogRecord;
import dev.runtree.model.SpanId;
import dev.runtree.otlp.text.Text;
import dev.runtree.otlp.wire.Decoded;
import dev.runtree.otlp.wire.Ids;
import dev.runtree.otlp.wire.LogPayload;
import dev.runtree.otlp.wire.Repairs;
import dev.runtree.otlp.wire.Times;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns OTLP log records into those that are kept: the ones that name a span. */
final class LogRecords {
    private static final String NAME = "event.name";

    private final List<LogRecord> kept = new ArrayList<>();
    private int homeless;

    private LogRecords() {}

    static Received of(Decoded<ResourceLogs> decoded) {
        var records = new LogRecords();
        decoded.resources().forEach(resource -> records.add(resource, decoded.repairs()));
        var homeless = records.homeless;
        return new Received(
                List.of(), records.kept, decoded.rejected() + homeless, homeless, reason(decoded.reason(), homeless));
    }

    private static @Nullable String reason(@Nullable String unreadable, int homeless) {
        if (homeless == 0) {
            return unreadable;
        }
        var kept = "only what belongs to a step of a trace, by its trace_id and span_id, is";
        var told = homeless == 1
                ? "1 log record names no span and was not kept: " + kept
                : homeless + " log records name no span and were not kept: " + kept;
        return unreadable == null ? told : unreadable + "; " + told;
    }

    private void add(ResourceLogs resource, Repairs repairs) {
        var resourceJson = LogPayload.resource(resource);
        for (var scope : resource.getScopeLogsList()) {
            var payloads = new LogPayload(resource, scope, resourceJson, repairs);
            for (var log : scope.getLogRecordsList()) {
                add(log, payloads);
            }
        }
    }

    private void add(io.opentelemetry.proto.logs.v1.LogRecord sent, LogPayload payloads) {
        var traceId = Ids.named(sent.getTraceId(), Ids.TRACE_BYTES);
        var spanId = Ids.named(sent.getSpanId(), Ids.SPAN_BYTES);
        if (traceId == null || spanId == null) {
            homeless++;
            return;
        }
        var payload = payloads.of(sent);
        var time = sent.getTimeUnixNano() != 0 ? sent.getTimeUnixNano() : sent.getObservedTimeUnixNano();
        kept.add(new LogRecord(
                new SpanId(traceId, spanId),
                Times.clamped(time),
                Text.readable(eventName(sent)),
                payload.json(),
                payload.exact()));
    }

    /** The field of newer producers, the attribute of older ones. */
    private static String eventName(io.opentelemetry.proto.logs.v1.LogRecord sent) {
        if (!sent.getEventName().isEmpty()) {
            return sent.getEventName();
        }
        for (var attribute : sent.getAttributesList()) {
            if (attribute.getKey().equals(NAME) && attribute.getValue().hasStringValue()) {
                return attribute.getValue().getStringValue();
            }
        }
        return "";
    }
}
