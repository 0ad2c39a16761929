package dev.runtree.agent.background;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runtree.agent.hook.BackgroundEvent;
import dev.runtree.agent.hook.HookStage;
import dev.runtree.model.SpanId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;

/** Events as JSON, in which later versions may have more. */
final class EventForm {
    private static final int VERSION = 1;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private EventForm() {}

    /**
     * An event as it is kept.
     *
     * @param wasParked whether somebody asked for it to be tried again after it was given up
     */
    record Kept(BackgroundEvent event, boolean wasParked) {}

    /** @throws IOException when it has no JSON */
    static byte[] write(Kept kept) throws IOException {
        var event = kept.event();
        var json = JSON.createObjectNode()
                .put("version", VERSION)
                .put("id", event.id())
                .put("on", event.on())
                .put("hook", event.hook())
                .put("stage", event.stage().word())
                .put("trace_id", event.run().traceId())
                .put("span_id", event.run().spanId())
                .put("at", event.at().toString())
                .put("was_parked", kept.wasParked());
        json.set("arguments", event.arguments());
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            // Half a surrogate pair has no UTF-8; with all that is not ASCII escaped it is read again as it was.
            return JSON.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsBytes(json);
        }
    }

    static String text(BackgroundEvent event) throws IOException {
        return new String(write(new Kept(event, true)), StandardCharsets.UTF_8);
    }

    /** @throws IOException when it is not of this form, or of one that only a newer Runtree knows */
    static Kept read(byte[] bytes) throws IOException {
        var json = JSON.readTree(bytes);
        if (json.path("version").asInt() != VERSION || !(json.path("arguments") instanceof ObjectNode arguments)) {
            throw new IOException("not an event of version " + VERSION);
        }
        try {
            var event = new BackgroundEvent(
                    text(json, "id"),
                    text(json, "on"),
                    text(json, "hook"),
                    HookStage.valueOf(text(json, "stage").toUpperCase(Locale.ROOT)),
                    new SpanId(text(json, "trace_id"), text(json, "span_id")),
                    arguments,
                    Instant.parse(text(json, "at")));
            return new Kept(event, json.path("was_parked").asBoolean());
        } catch (RuntimeException e) {
            throw new IOException("an event that cannot be read", e);
        }
    }

    private static String text(JsonNode json, String key) throws IOException {
        var text = json.path(key).textValue();
        if (text == null) {
            throw new IOException("an event without " + key);
        }
        return text;
    }
}
