package dev.runtree.receive.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runtree.otlp.Received;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who sent, as far as it says so.
 *
 * @param sdk the resource's {@code telemetry.sdk.name}, such as {@code opentelemetry}
 * @param language such as {@code python}
 * @param version of the SDK
 * @param service the resource's {@code service.name}
 * @param userAgent the header
 */
public record Sender(
        @Nullable String sdk,
        @Nullable String language,
        @Nullable String version,
        @Nullable String service,
        @Nullable String userAgent) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Who sent a body: the resource of its first span tells. */
    static Sender of(Received received, @Nullable String userAgent) {
        if (received.spans().isEmpty()) {
            return new Sender(null, null, null, null, userAgent);
        }
        var said = attributes(received.spans().getFirst().payload().resource());
        return new Sender(
                text(said, "telemetry.sdk.name"),
                text(said, "telemetry.sdk.language"),
                text(said, "telemetry.sdk.version"),
                text(said, "service.name"),
                userAgent);
    }

    private static JsonNode attributes(String resource) {
        try {
            return JSON.readTree(resource).path("attributes");
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    private static @Nullable String text(JsonNode attributes, String key) {
        var value = attributes.path(key);
        return value.isTextual() && !value.textValue().isBlank() ? value.textValue() : null;
    }

    /** For people: {@code opentelemetry python 1.39.0}, else the user agent, else {@code an unnamed sender}. */
    public String words() {
        var told =
                Stream.of(sdk, language, version).filter(word -> word != null).collect(Collectors.joining(" "));
        if (!told.isEmpty()) {
            return told;
        }
        return userAgent == null ? "an unnamed sender" : userAgent;
    }
}
