package dev.runtree.agent.model;

import dev.langchain4j.model.output.FinishReason;
import dev.runtree.model.Usage;
import dev.runtree.yaml.YamlValue;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a scripted model answers.
 *
 * @param usage {@code null} to be reckoned from the length of the texts
 * @param delay until the first piece of the answer
 * @param pace between two words of a streamed answer
 * @param failure ends the answer; a streamed text is given before it
 */
record Reply(
        @Nullable String text,
        @Nullable String reasoning,
        List<Call> calls,
        @Nullable Usage usage,
        @Nullable FinishReason finish,
        Duration delay,
        Duration pace,
        @Nullable Failure failure) {

    private static final Set<String> KEYS =
            Set.of("when", "text", "reasoning", "call", "usage", "finish", "delay", "pace", "error");
    private static final Map<String, FinishReason> FINISH = Map.of(
            "stop", FinishReason.STOP,
            "length", FinishReason.LENGTH,
            "tool_call", FinishReason.TOOL_EXECUTION,
            "content_filter", FinishReason.CONTENT_FILTER);

    /**
     * @param id {@code null} for one that is made of the place in the conversation
     * @param arguments JSON, or a text that stands for what a model got wrong
     */
    record Call(@Nullable String id, String tool, String arguments) {}

    /** @param status of HTTP; {@code null} for a failure that came from no server */
    record Failure(@Nullable Integer status, String message) {}

    static Reply read(YamlValue value) {
        value.onlyKeys(KEYS);
        if (value.get("text").isEmpty()
                && value.get("call").isEmpty()
                && value.get("error").isEmpty()) {
            throw value.bad("an answer has to have \"text\", \"call\" or \"error\"");
        }
        return new Reply(
                value.get("text").map(YamlValue::text).orElse(null),
                value.get("reasoning").map(YamlValue::text).orElse(null),
                value.get("call").map(YamlValue::items).orElse(List.of()).stream()
                        .map(Reply::call)
                        .toList(),
                value.get("usage").map(Reply::usage).orElse(null),
                value.get("finish").map(Reply::finish).orElse(null),
                value.get("delay").map(YamlValue::duration).orElse(Duration.ZERO),
                value.get("pace").map(YamlValue::duration).orElse(Duration.ZERO),
                value.get("error").map(Reply::failure).orElse(null));
    }

    private static Call call(YamlValue value) {
        value.onlyKeys(Set.of("id", "tool", "arguments"));
        var arguments = value.get("arguments")
                .map(given -> given.isMap() ? given.json().toString() : given.text())
                .orElse("{}");
        return new Call(
                value.get("id").map(YamlValue::word).orElse(null),
                value.need("tool").word(),
                arguments);
    }

    private static Usage usage(YamlValue value) {
        value.onlyKeys(Set.of("input", "output", "cached", "reasoning"));
        return new Usage(
                (long) value.need("input").whole(0),
                (long) value.need("output").whole(0),
                value.get("cached").map(number -> (long) number.whole(0)).orElse(null),
                null,
                value.get("reasoning").map(number -> (long) number.whole(0)).orElse(null),
                null);
    }

    private static FinishReason finish(YamlValue value) {
        var reason = FINISH.get(value.word().toLowerCase(Locale.ROOT));
        if (reason == null) {
            throw value.bad("a reason to finish is one of "
                    + String.join(", ", FINISH.keySet().stream().sorted().toList()));
        }
        return reason;
    }

    private static Failure failure(YamlValue value) {
        value.onlyKeys(Set.of("status", "message"));
        return new Failure(
                value.get("status").map(status -> status.whole(100)).orElse(null),
                value.need("message").word());
    }
}
