package dev.runtree.ui.detail;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.runtree.model.Figures;
import dev.runtree.model.RecordedSpan;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that is recorded of a span as one JSON text; what is stored as JSON stays letter for letter. */
final class SpanJson {
    private SpanJson() {}

    static String of(RecordedSpan recorded) {
        var span = recorded.span();
        var payload = recorded.payload();
        Map<String, @Nullable String> members = new LinkedHashMap<>();
        members.put("trace_id", quoted(span.id().traceId()));
        members.put("span_id", quoted(span.id().spanId()));
        members.put("parent_span_id", quoted(span.parentSpanId()));
        members.put("span_name", quoted(span.spanName()));
        members.put("name", quoted(span.name()));
        members.put("kind", quoted(span.kind().name()));
        members.put("status", quoted(span.status().word()));
        members.put("status_message", quoted(span.statusMessage()));
        members.put("start_time", quoted(Figures.exactTime(span.startNanos())));
        var end = span.endNanos();
        members.put("end_time", end == null ? null : quoted(Figures.exactTime(end)));
        members.put("attributes", payload.attributes());
        members.put("events", payload.events());
        members.put("logs", payload.logs().equals("[]") ? null : payload.logs());
        members.put("logs_left_out", payload.logsLeftOut() == 0 ? null : String.valueOf(payload.logsLeftOut()));
        members.put("links", payload.links());
        members.put("resource", payload.resource());
        members.put("scope", payload.scope());
        members.put("otlp", payload.otlp());
        members.put("exact", quoted(payload.exact()));
        return json(members);
    }

    private static String json(Map<String, @Nullable String> members) {
        var json = new StringBuilder("{");
        members.forEach((key, value) -> {
            if (value != null) {
                json.append(json.length() > 1 ? "," : "")
                        .append(quoted(key))
                        .append(':')
                        .append(value);
            }
        });
        return json.append('}').toString();
    }

    private static @Nullable String quoted(@Nullable String text) {
        return text == null
                ? null
                : '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
