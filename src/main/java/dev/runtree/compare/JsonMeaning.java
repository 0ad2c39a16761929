package dev.runtree.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;

/** What a text means that may be a JSON object or array: the order of members and the layout do not matter. */
public final class JsonMeaning {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private JsonMeaning() {}

    /** One form for all objects that are equal; other texts without the space around them. */
    public static String of(String text) {
        if (!isLikely(text)) {
            return text.strip();
        }
        try {
            return MAPPER.writeValueAsString(MAPPER.readValue(text, Object.class));
        } catch (JsonProcessingException e) {
            return text.strip();
        }
    }

    /** The object or array that the text is; {@code null} for other texts, and for JSON that is too deep or long to be read. */
    public static @Nullable JsonNode tree(String text) {
        if (!isLikely(text)) {
            return null;
        }
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static boolean isLikely(String text) {
        for (var at = 0; at < text.length(); at++) {
            var c = text.charAt(at);
            if (!Character.isWhitespace(c)) {
                return c == '{' || c == '[';
            }
        }
        return false;
    }
}
