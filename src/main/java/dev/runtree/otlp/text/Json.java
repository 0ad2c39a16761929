package dev.runtree.otlp.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;

/** How this package reads and writes JSON: numbers exact, strings of any length, nesting bounded. */
public final class Json {
    /** How deep a value may be nested. Readers, writers and PostgreSQL all take it without a deep stack. */
    public static final int MAX_DEPTH = 400;

    public static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(10_000)
                    .maxNestingDepth(4 * MAX_DEPTH)
                    .build())
            .streamWriteConstraints(StreamWriteConstraints.builder()
                    .maxNestingDepth(4 * MAX_DEPTH)
                    .build())
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    public static final ObjectMapper MAPPER = JsonMapper.builder(FACTORY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** Numbers as OTLP has them: 64-bit integers and doubles. */
    private static final ObjectMapper SENT = JsonMapper.builder(FACTORY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /** The value that a text is JSON of, or {@code null} when it is not JSON. */
    public static @Nullable JsonNode parse(String text) {
        return parse(text, MAPPER);
    }

    /** As {@link #parse}, for OTLP values that were written as JSON: they come out as they went in. */
    public static @Nullable JsonNode parseSent(String text) {
        return parse(text, SENT);
    }

    private static @Nullable JsonNode parse(String text, ObjectMapper mapper) {
        try {
            var node = mapper.readTree(text);
            return node.isMissingNode() ? null : node;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** Whether a text could be a JSON object or array: saves trying to parse prose. */
    public static boolean looksStructured(String text) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (!Character.isWhitespace(c)) {
                return c == '{' || c == '[';
            }
        }
        return false;
    }

    /** The text of a string, and the JSON of anything else. */
    public static String text(JsonNode node) {
        return node.isTextual() ? node.textValue() : node.toString();
    }
}
