package dev.runtree.export.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.runtree.model.Content;
import dev.runtree.model.Message;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Run;
import dev.runtree.otlp.ContentReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads model calls out of their spans, whatever dialect these are in. */
final class Exchanges {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Exchanges() {}

    static Exchange of(Run run, RecordedSpan recorded) {
        var span = recorded.span();
        var content = ContentReader.read(recorded);
        var answer = answer(content);
        return new Exchange(
                run,
                span,
                content.inputMessages(),
                answer,
                content.tools(),
                parallel(content.parameters()),
                lack(recorded, content, answer));
    }

    /** Of several choices the first: nobody recorded which of them was used. */
    private static List<Message> answer(Content content) {
        var messages = content.outputMessages();
        var isChoices = messages.size() > 1 && content.facts().finishReasons().size() == messages.size();
        return isChoices ? messages.subList(0, 1) : messages;
    }

    private static @Nullable Reason lack(RecordedSpan recorded, Content content, List<Message> answer) {
        var span = recorded.span();
        if (span.failed() || span.isCancelled()) {
            return Reason.FAILED;
        }
        if (content.inputMessages().isEmpty()) {
            return answer.isEmpty() ? Reason.NO_CONTENT : Reason.NO_REQUEST;
        }
        if (answer.isEmpty()) {
            return Reason.NO_ANSWER;
        }
        for (var reason : content.facts().finishReasons()) {
            switch (reason) {
                case "length", "max_tokens", "max_output_tokens", "incomplete", "model_context_window_exceeded" -> {
                    return Reason.CUT;
                }
                case "content_filter", "content-filter", "safety", "refusal" -> {
                    return Reason.FILTERED;
                }
                case "error", "cancelled" -> {
                    return Reason.FAILED;
                }
                default -> {}
            }
        }
        return hasLost(recorded.payload().otlp()) ? Reason.CUT : null;
    }

    /** Whether its SDK dropped attributes, in which messages may have been. */
    private static boolean hasLost(@Nullable String otlp) {
        if (otlp == null || !otlp.contains("dropped_attributes_count")) {
            return false;
        }
        try {
            return MAPPER.readTree(otlp).path("dropped_attributes_count").asLong() > 0;
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static @Nullable Boolean parallel(@Nullable String parameters) {
        if (parameters == null || !parameters.contains("parallel_tool_calls")) {
            return null;
        }
        try {
            var value = MAPPER.readTree(parameters).path("parallel_tool_calls");
            return value.isBoolean() ? Boolean.valueOf(value.booleanValue()) : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
