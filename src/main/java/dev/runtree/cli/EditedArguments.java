package dev.runtree.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.runtree.agent.tool.ArgumentSchema;
import dev.runtree.agent.tool.BadArguments;
import dev.runtree.model.Approval;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The arguments with which a tool is to be called in place of the model's, as the options of {@code approve} say. */
final class EditedArguments {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private EditedArguments() {}

    /**
     * @param set single arguments in place of the model's
     * @param whole all of them
     * @return {@code null} when nothing is edited
     */
    static @Nullable String of(Approval asked, Map<String, String> set, @Nullable String whole) {
        if (whole != null) {
            object(whole, "--arguments");
            return fitting(asked, whole);
        }
        if (set.isEmpty()) {
            return null;
        }
        var arguments = object(asked.arguments() == null ? "{}" : asked.arguments(), "what the model wrote");
        var known = asked.schema() == null
                ? null
                : object(asked.schema(), "the tool's schema").get("properties");
        set.forEach((name, value) -> {
            var isKnown = arguments.has(name) || (known != null && known.has(name));
            if (known != null && !isKnown) {
                var names = new java.util.TreeSet<String>();
                known.fieldNames().forEachRemaining(names::add);
                throw new WrongUsage("The tool " + asked.tool() + " has no argument \"" + name + "\"; it takes "
                        + String.join(", ", names));
            }
            var isText = arguments.path(name).isTextual()
                    || (known != null
                            && "string".equals(known.path(name).path("type").asText()));
            arguments.set(name, value(value, isText));
        });
        return fitting(asked, arguments.toString());
    }

    /** What the tool would refuse is refused before anybody has decided. */
    private static String fitting(Approval asked, String arguments) {
        if (asked.schema() != null) {
            try {
                var _ = ArgumentSchema.of(String.valueOf(asked.tool()), object(asked.schema(), "the tool's schema"))
                        .read(arguments);
            } catch (BadArguments e) {
                throw new WrongUsage(
                        Told.oneLine("The tool " + asked.tool() + " does not take these arguments: " + e.getMessage()));
            }
        }
        return arguments;
    }

    /** What is no JSON is a text, and so is what stands for a text. */
    private static JsonNode value(String word, boolean isText) {
        try {
            var value = JSON.readTree(word);
            return value == null || value.isMissingNode() || (isText && !value.isTextual() && !value.isNull())
                    ? TextNode.valueOf(word)
                    : value;
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(word);
        }
    }

    private static ObjectNode object(String json, String what) {
        try {
            if (JSON.readTree(json) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw new WrongUsage(Told.oneLine(what + " is not JSON: "
                    + e.getOriginalMessage().lines().findFirst().orElse("")));
        }
        throw new WrongUsage(what + " is not a JSON object, such as {\"to\":\"Berlin\"}");
    }
}
