package dev.runtree.ui.detail;

import dev.runtree.model.Content;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.model.RecordedSpan;
import dev.runtree.otlp.ContentReader;
import dev.runtree.ui.text.JsonText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step made ready to be shown, off the FX thread.
 *
 * @param history what the model had seen before this call
 * @param fresh what is new in this call
 * @param answer what the model answered
 * @param resultJson whether {@code result} is JSON, which is then pretty-printed
 * @param about what else is known of the step
 * @param json all that is recorded of the span, pretty-printed
 */
record Detail(
        RecordedSpan recorded,
        Content content,
        List<Card> history,
        List<Card> fresh,
        List<Card> answer,
        List<JsonText.Member> arguments,
        @Nullable String result,
        boolean resultJson,
        List<JsonText.Member> attributes,
        List<Event> events,
        About about,
        String json) {

    static Detail of(RecordedSpan recorded) {
        return of(recorded, ContentReader.read(recorded));
    }

    static Detail of(RecordedSpan recorded, Content content) {
        var input = content.inputMessages();
        var from = freshFrom(input);
        var cards = Card.of(input);
        var before = Card.of(input.subList(0, from)).size();
        var arguments = content.toolArguments();
        var result = content.toolResult();
        var pretty = result == null ? null : JsonText.pretty(result).orElse(null);
        return new Detail(
                recorded,
                content,
                cards.subList(0, before),
                cards.subList(before, cards.size()),
                Card.of(content.outputMessages()),
                arguments == null ? List.of() : JsonText.members(arguments).orElse(List.of()),
                pretty != null ? pretty : result,
                pretty != null,
                JsonText.members(recorded.payload().attributes()).orElse(List.of()),
                Event.of(recorded),
                About.of(recorded.span(), content),
                SpanJson.pretty(recorded));
    }

    /** New is what came since the model last spoke, its own words included; in a first call, all but the system's. */
    private static int freshFrom(List<Message> input) {
        for (var at = input.size() - 1; at >= 0; at--) {
            if (input.get(at).role().equals("assistant") || calls(input.get(at))) {
                return at;
            }
        }
        var at = 0;
        while (at < input.size() - 1 && input.get(at).role().equals("system")) {
            at++;
        }
        return at;
    }

    private static boolean calls(Message message) {
        return message.parts().stream().anyMatch(Part.ToolCall.class::isInstance);
    }

    /** Log records of the step that were not read, for there are very many. */
    long unread() {
        return recorded.payload().logsLeftOut();
    }

    boolean hasMessages() {
        return !history.isEmpty() || !fresh.isEmpty() || !answer.isEmpty();
    }

    boolean hasTool() {
        return content.toolArguments() != null || content.toolResult() != null;
    }

    boolean hasInputOrOutput() {
        return content.input() != null || content.output() != null;
    }
}
