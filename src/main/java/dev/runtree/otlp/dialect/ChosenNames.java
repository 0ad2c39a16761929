package dev.runtree.otlp.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runtree.otlp.raw.Attributes;
import dev.runtree.otlp.raw.RawSpan;
import dev.runtree.otlp.text.Json;
import dev.runtree.otlp.text.LenientJson;
import dev.runtree.otlp.text.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names of one thing, a user or a session: keys of the vocabularies' own, and names that applications chose in the places
 * which vocabularies leave to them, flattened into keys or as JSON in one. Looks only at places that a span has.
 */
final class ChosenNames {
    /** Where applications put what they choose, by the first word of their keys. */
    private static final Map<String, List<String>> FLATTENED = new LinkedHashMap<>();

    /** The same in one piece. */
    private static final String[] WHOLE = {
        "metadata",
        "langfuse.trace.metadata",
        "langfuse.observation.metadata",
        "mlflow.trace.metadata",
        "baggage",
        "genkit:metadata:context"
    };

    private static final Set<String> NOTHING = Set.of("", "null", "None", "undefined", "nil");

    /** What Logfire leaves of a value whose name sounded secret. */
    private static final String SCRUBBED = "[Scrubbed due to";

    /** OpenAI's id of one answer, which clients of its Responses API put where a conversation's belongs. */
    private static final String RESPONSE = "resp_";

    static {
        FLATTENED.put(
                "traceloop",
                List.of("traceloop.association.properties.", "traceloop.association.properties.metadata."));
        FLATTENED.put("lmnr", List.of("lmnr.association.properties.", "lmnr.association.properties.metadata."));
        FLATTENED.put("ai", List.of("ai.telemetry.metadata.", "ai.settings.context."));
        FLATTENED.put("langsmith", List.of("langsmith.metadata."));
        FLATTENED.put("langfuse", List.of("langfuse.trace.metadata.", "langfuse.observation.metadata."));
        FLATTENED.put("mlflow", List.of("mlflow.trace.metadata."));
        FLATTENED.put("mastra", List.of("mastra.metadata."));
        FLATTENED.put("metadata", List.of("metadata."));
        FLATTENED.put("baggage", List.of("baggage."));
    }

    private final String[] own;
    private final String[] lesser;
    private final Map<String, String[]> chosen = new LinkedHashMap<>();
    private final String[] names;

    /**
     * @param own the vocabularies' plain keys for it
     * @param lesser keys that say it when nothing else does
     * @param names what applications call it
     */
    ChosenNames(List<String> own, List<String> lesser, List<String> names) {
        this.own = own.toArray(String[]::new);
        this.lesser = lesser.toArray(String[]::new);
        this.names = names.toArray(String[]::new);
        FLATTENED.forEach((namespace, places) -> chosen.put(
                namespace,
                places.stream()
                        .flatMap(place -> names.stream().map(place::concat))
                        .toArray(String[]::new)));
    }

    /** What the span says, or else its resource. */
    @Nullable String in(RawSpan span) {
        var said = in(span.attributes());
        return said != null ? said : said(span.resource(), own);
    }

    private @Nullable String in(Attributes attributes) {
        var said = said(attributes, own);
        for (var place : chosen.entrySet()) {
            if (said == null && attributes.hasNamespace(place.getKey())) {
                said = said(attributes, place.getValue());
            }
        }
        for (var whole : WHOLE) {
            if (said == null && attributes.has(whole)) {
                said = said(Attributes.of(attributes.structure(whole)), names);
            }
        }
        return said != null ? said : said(attributes, lesser);
    }

    private static @Nullable String said(Attributes attributes, String[] keys) {
        for (var key : keys) {
            var value = attributes.get(key);
            if (value != null) {
                var text = text(value);
                if (text != null) {
                    return text;
                }
            }
        }
        return null;
    }

    /** An id as text; none when it is a placeholder for one, or an object. */
    private static @Nullable String text(JsonNode value) {
        if (value.isContainerNode() || value.isNull()) {
            return null;
        }
        var text = LenientJson.unquoted(Json.text(value)).strip();
        return NOTHING.contains(text) || text.startsWith(SCRUBBED) || text.startsWith(RESPONSE)
                ? null
                : Text.readable(text);
    }
}
