package dev.runtree.ui.detail;

import dev.runtree.model.Content;
import dev.runtree.model.RecordedSpan;
import dev.runtree.otlp.ContentReader;
import dev.runtree.ui.text.JsonText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step made ready to be shown, off the FX thread.
 *
 * @param around what the steps around it say, as far as they were read
 * @param conversation what a model was told and answered
 * @param resultJson whether {@code result} is JSON, which is then pretty-printed
 * @param tools what the model was told of tools
 * @param about what else is known of the step
 */
record Detail(
        RecordedSpan recorded,
        Content content,
        Surroundings around,
        Conversation conversation,
        List<JsonText.Member> arguments,
        @Nullable String result,
        boolean resultJson,
        List<ToolDefinition> tools,
        List<JsonText.Member> attributes,
        List<Event> events,
        About about) {

    static Detail of(RecordedSpan recorded) {
        return of(recorded, ContentReader.read(recorded));
    }

    static Detail of(RecordedSpan recorded, Content content) {
        return of(recorded, content, Surroundings.NONE);
    }

    static Detail of(RecordedSpan recorded, Content content, Surroundings around) {
        var arguments = content.toolArguments();
        var result = content.toolResult();
        var pretty = result == null ? null : JsonText.pretty(result).orElse(null);
        return new Detail(
                recorded,
                content,
                around,
                Conversation.of(content, around),
                arguments == null ? List.of() : JsonText.members(arguments).orElse(List.of()),
                pretty != null ? pretty : result,
                pretty != null,
                content.tools().stream().map(ToolDefinition::of).toList(),
                JsonText.members(recorded.payload().attributes()).orElse(List.of()),
                Event.of(recorded),
                About.of(recorded.span(), content));
    }

    /** The same with what the steps around it say. */
    Detail with(Surroundings read) {
        return new Detail(
                recorded,
                content,
                read,
                Conversation.of(content, read),
                arguments,
                result,
                resultJson,
                tools,
                attributes,
                events,
                about);
    }

    /** Log records of the step that were not read, for there are very many. */
    long unread() {
        return recorded.payload().logsLeftOut();
    }

    boolean hasMessages() {
        return !conversation.isEmpty();
    }

    boolean hasTool() {
        return content.toolArguments() != null || content.toolResult() != null;
    }

    boolean hasInputOrOutput() {
        return content.input() != null || content.output() != null;
    }
}
