package dev.runtree.check.expect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether JSON is what was expected: by its meaning, whatever the order of members, with 1 and 1.0 alike. */
final class JsonFit {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Many models put JSON into a code block, whatever they are told. */
    private static final Pattern FENCED = Pattern.compile("^```\\w*\\s*\\n(.*?)\\n?```$", Pattern.DOTALL);

    private JsonFit() {}

    /** An answer without the code block around it. */
    static String bare(String answer) {
        var text = answer.strip();
        var fenced = FENCED.matcher(text);
        return fenced.matches() ? fenced.group(1).strip() : text;
    }

    /** {@code null} when the text is no JSON. */
    static @Nullable JsonNode read(String text) {
        try {
            var tree = JSON.readTree(text);
            return tree == null || tree.isMissingNode() ? null : tree;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    static boolean isEqual(JsonNode expected, JsonNode got) {
        return fits(expected, got, false);
    }

    /** Whether all that is expected is there; of objects, members may be there besides. */
    static boolean isWithin(JsonNode expected, JsonNode got) {
        return fits(expected, got, true);
    }

    private static boolean fits(JsonNode expected, JsonNode got, boolean more) {
        if (expected.isNumber() && got.isNumber()) {
            return expected.decimalValue().compareTo(got.decimalValue()) == 0;
        } else if (expected.isObject() && got.isObject()) {
            return (more || expected.size() == got.size())
                    && expected.properties().stream().allMatch(member -> {
                        var there = got.get(member.getKey());
                        return there != null && fits(member.getValue(), there, more);
                    });
        } else if (expected.isArray() && got.isArray()) {
            for (var at = 0; at < Math.min(expected.size(), got.size()); at++) {
                if (!fits(expected.get(at), got.get(at), more)) {
                    return false;
                }
            }
            return expected.size() == got.size();
        }
        return expected.equals(got);
    }
}
