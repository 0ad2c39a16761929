package dev.runtree.otlp.wire;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Tells OTLP/JSON bodies apart by their top-level key. */
public final class JsonKind {
    private JsonKind() {}

    public static boolean isWhole(byte[] text) {
        try (var json = JsonDocument.FACTORY.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            json.skipChildren();
            return json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    public static BodyKind of(byte[] body) {
        try (var json = JsonDocument.FACTORY.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return BodyKind.OTHER;
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                switch (json.currentName()) {
                    case "resourceSpans", "resource_spans" -> {
                        return BodyKind.TRACES;
                    }
                    case "resourceLogs", "resource_logs" -> {
                        return BodyKind.LOGS;
                    }
                    case "resourceMetrics", "resource_metrics" -> {
                        return BodyKind.METRICS;
                    }
                    default -> {
                        json.nextToken();
                        json.skipChildren();
                    }
                }
            }
        } catch (IOException e) {
            // Not JSON, or cut off before any key that we know.
            return BodyKind.OTHER;
        }
        return BodyKind.OTHER;
    }
}
