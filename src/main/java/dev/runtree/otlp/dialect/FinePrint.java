package dev.runtree.otlp.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runtree.model.AudioTokens;
import dev.runtree.model.Content.Facts;
import dev.runtree.model.Content.Prompt;
import dev.runtree.model.SpanKind;
import dev.runtree.otlp.raw.Attributes;
import dev.runtree.otlp.raw.RawSpan;
import dev.runtree.otlp.text.Json;
import dev.runtree.otlp.text.LenientJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the small print of a step: which model was asked for, why the answer ended, the prompt's template, labels,
 * the release. The dialects that the span speaks are asked first; then come keys that mean one thing wherever they stand.
 */
public final class FinePrint {
    private static final String[] REQUESTED = {
        "llm.request.model_name", "ai.model.id", "aisdk.model.id", "langsmith.metadata.ls_model_name"
    };
    private static final String[] RESPONSE_ID = {"ai.response.id", "llm.response.id"};
    private static final String[] FINISH = {
        "ai.response.finishReason",
        "gen_ai.finishReason",
        "llm.response.finish_reason",
        "llm.response.stop_reason",
        "ai.finishReason"
    };
    private static final String[] PROMPT_NAME = {
        "langfuse.observation.prompt.name",
        "langfuse.prompt.name",
        "traceloop.prompt.key",
        "langsmith.metadata.lc_hub_repo"
    };
    private static final String[] PROMPT_VERSION = {
        "langfuse.observation.prompt.version",
        "langfuse.prompt.version",
        "traceloop.prompt.version",
        "langsmith.metadata.lc_hub_commit_hash"
    };
    private static final String[] PROMPT_TEMPLATE = {"traceloop.prompt.template"};
    private static final String[] PROMPT_VARIABLES = {"traceloop.prompt.template_variables"};
    private static final String[] RELEASE = {"langfuse.release", "runtree.release", "service.version"};

    private static final String[] CALL_ID = {
        "gen_ai.tool.call.id",
        "tool_call.id",
        "ai.toolCall.id",
        "tool.call_id",
        "tool.call.id",
        "tool_call_id",
        "toolCallId"
    };
    /** Where a tool's result lies, in whatever is put around it. */
    private static final String[] RESULT = {
        "output.value", "traceloop.entity.output", "gen_ai.completion", "langfuse.observation.output"
    };

    private static final Pattern CALL_ID_INSIDE =
            Pattern.compile("\\W(?:tool_call_id|toolCallId)\\W{1,8}([A-Za-z0-9_-]{1,128})\\W");

    /** Attributes that are a whole object of labels. */
    private static final String[] METADATA = {
        "langfuse.trace.metadata",
        "langfuse.observation.metadata",
        "metadata",
        "ai.telemetry.metadata",
        "langsmith.metadata"
    };
    /** Beginnings of keys, behind which a label's own name stands. */
    private static final String[] LABELS = {
        "langfuse.trace.metadata.",
        "langfuse.observation.metadata.",
        "langsmith.metadata.",
        "traceloop.association.properties.",
        "lmnr.association.properties.metadata.",
        "ai.telemetry.metadata.",
        "metadata."
    };

    private FinePrint() {}

    /** @param served the model that answered */
    public static Facts of(Dialects said, @Nullable String served) {
        var span = said.span();
        var asked = said.first(dialect -> dialect.requestedModel(span));
        var requested = asked != null ? asked : span.attributes().text(REQUESTED);
        var id = said.first(dialect -> dialect.responseId(span));
        var finished = said.firstList(dialect -> dialect.finishReasons(span));
        var audio = said.first(dialect -> dialect.audio(span));
        var prompt = said.first(dialect -> dialect.prompt(span));
        return new Facts(
                requested == null || requested.equals(served) ? null : requested,
                id != null ? id : span.attributes().text(RESPONSE_ID),
                finished.isEmpty() ? words(span.attributes(), FINISH) : finished,
                audio == null ? AudioTokens.NONE : audio,
                prompt != null ? prompt : sharedPrompt(span.attributes()),
                metadata(span.attributes()),
                release(span),
                said.kind() == SpanKind.TOOL || said.kind() == SpanKind.DELEGATION ? callId(span.attributes()) : null);
    }

    /** Some say it only inside the message that a tool's result was put into. */
    private static @Nullable String callId(Attributes attributes) {
        var said = attributes.text(CALL_ID);
        if (said != null) {
            return said;
        }
        for (var key : RESULT) {
            var value = attributes.text(key);
            var matcher = value == null ? null : CALL_ID_INSIDE.matcher(value);
            if (matcher != null && matcher.find()) {
                return matcher.group(1);
            }
        }
        return null;
    }

    /** Words of the first of these keys that has any: from an array, JSON of one in a string, or one word. */
    static List<String> words(Attributes attributes, String... keys) {
        for (var key : keys) {
            var value = attributes.get(key);
            var words = value == null ? List.<String>of() : words(value);
            if (!words.isEmpty()) {
                return words;
            }
        }
        return List.of();
    }

    /** As {@link #words} writes them. */
    static List<String> plain(List<String> said) {
        var words = new ArrayList<String>();
        said.forEach(word -> add(word, words));
        return words;
    }

    static @Nullable AudioTokens audio(RawSpan span, String[] input, String[] output) {
        var audio = new AudioTokens(
                span.attributes().count(input), span.attributes().count(output));
        return audio.isNone() ? null : audio;
    }

    /** A prompt of whose template or name something is said. */
    static @Nullable Prompt prompt(RawSpan span, String name, String version, String template, String variables) {
        var attributes = span.attributes();
        return prompt(
                attributes.text(name), attributes.text(version), attributes.text(template), attributes.text(variables));
    }

    private static @Nullable Prompt sharedPrompt(Attributes attributes) {
        return prompt(
                attributes.text(PROMPT_NAME),
                attributes.text(PROMPT_VERSION),
                attributes.text(PROMPT_TEMPLATE),
                attributes.text(PROMPT_VARIABLES));
    }

    private static @Nullable Prompt prompt(
            @Nullable String name, @Nullable String version, @Nullable String template, @Nullable String variables) {
        return name == null && template == null && variables == null
                ? null
                : new Prompt(name, version, template, variables);
    }

    /** All labels in one object; what is said twice is kept as it was said first. */
    private static @Nullable String metadata(Attributes attributes) {
        var all = JsonNodeFactory.instance.objectNode();
        for (var key : METADATA) {
            if (attributes.structure(key) instanceof ObjectNode object) {
                object.properties().forEach(label -> all.putIfAbsent(label.getKey(), label.getValue()));
            }
        }
        for (var entry : attributes.entries()) {
            for (var beginning : LABELS) {
                if (entry.getKey().startsWith(beginning)) {
                    all.putIfAbsent(entry.getKey().substring(beginning.length()), entry.getValue());
                }
            }
        }
        return all.isEmpty() ? null : all.toString();
    }

    private static @Nullable String release(RawSpan span) {
        var own = span.attributes().text(RELEASE);
        return own != null ? own : span.resource().text(RELEASE);
    }

    private static List<String> words(JsonNode value) {
        var structure = value.isTextual() ? LenientJson.structure(value.textValue()) : value;
        var words = new ArrayList<String>();
        if (structure != null && structure.isArray()) {
            structure.forEach(word -> add(Json.text(word), words));
        } else if (value.isTextual() || value.isNumber()) {
            add(Json.text(value), words);
        }
        return words;
    }

    /** {@code FinishReason.STOP} and {@code "stop"} are one word. */
    private static void add(String word, List<String> to) {
        var plain = word.strip().replace("\"", "");
        plain = plain.substring(plain.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (!plain.isEmpty()) {
            to.add(plain);
        }
    }
}
