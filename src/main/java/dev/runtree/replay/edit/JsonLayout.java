package dev.runtree.replay.edit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * JSON on one line is laid out on several to be edited. What was left as it was is the recorded text again, character by
 * character; what was changed is on one line again.
 */
public final class JsonLayout {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final DefaultPrettyPrinter LAYOUT = layout();

    private static final JsonMapper ASCII =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /** Numbers are equal by their values, whatever they are kept in. */
    private static final Comparator<JsonNode> BY_MEANING = (left, right) -> {
        if (left.isNumber() && right.isNumber()) {
            return left.decimalValue().compareTo(right.decimalValue());
        }
        return left.equals(right) ? 0 : 1;
    };

    private JsonLayout() {}

    /** Each member and each item on a line of its own. */
    private static DefaultPrettyPrinter layout() {
        var lines = new DefaultIndenter("  ", "\n");
        var printer = new DefaultPrettyPrinter(
                Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER));
        printer.indentArraysWith(lines);
        printer.indentObjectsWith(lines);
        return printer;
    }

    /** For a file; texts that are no JSON object or array, or on several lines already, are left as they are. */
    public static String forEditing(String recorded) {
        var tree = isOnOneLine(recorded) ? tree(recorded) : null;
        try {
            return tree == null ? recorded : JSON.writer(LAYOUT).writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            return recorded;
        }
    }

    /** What stands in a file for a recorded text. */
    public static String edited(String recorded, String written) {
        var before = tree(recorded);
        var now = before == null ? null : tree(written);
        if (before == null || now == null) {
            return written;
        } else if (isSame(before, now)) {
            return recorded;
        }
        return isOnOneLine(recorded) ? now.toString() : written;
    }

    private static boolean isOnOneLine(String text) {
        return text.indexOf('\n') < 0;
    }

    static boolean isSame(JsonNode left, JsonNode right) {
        return left.equals(BY_MEANING, right);
    }

    /** On one line, in characters that can stand everywhere. */
    static String ascii(JsonNode value) {
        try {
            return ASCII.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The object or array that a text is; {@code null} for every other text. */
    static @Nullable JsonNode tree(String text) {
        try {
            var tree = JSON.readTree(text);
            return tree.isContainerNode() ? tree : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** @throws JsonProcessingException with the place in the text */
    public static JsonNode read(String text) throws JsonProcessingException {
        return JSON.readTree(text);
    }
}
