package dev.runtree.ui.provenance;

import dev.runtree.model.Content;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.model.Span;
import dev.runtree.provenance.CallOrigins;
import dev.runtree.provenance.Calls;
import dev.runtree.provenance.Seen;
import dev.runtree.provenance.SeenBuilder;
import dev.runtree.provenance.Source;
import dev.runtree.provenance.Texts;
import dev.runtree.provenance.WhereFrom;
import dev.runtree.ui.provenance.RunOrigins.CallKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The calls of tools among the messages of a model call: each by what had been said before it in the same conversation. */
final class MessageOrigins {
    private final Texts texts;
    private final Calls calls;
    private final Span call;
    private final Content content;
    private final @Nullable Seen earlier;
    private final Map<String, String> failedArguments = new HashMap<>();

    /** @param earlier what was said before the messages; {@code null} when they are the whole conversation */
    MessageOrigins(Texts texts, Calls calls, Span call, Content content, @Nullable Seen earlier) {
        this.texts = texts;
        this.calls = calls;
        this.call = call;
        this.content = content;
        this.earlier = earlier;
    }

    static boolean hasCalls(Content content) {
        return Stream.concat(content.inputMessages().stream(), content.outputMessages().stream())
                .flatMap(message -> message.parts().stream())
                .anyMatch(Part.ToolCall.class::isInstance);
    }

    Map<CallKey, CallOrigins> into(Map<CallKey, CallOrigins> origins) {
        var asked = content.inputMessages();
        for (var at = 0; at < asked.size(); at++) {
            add(asked.get(at), at, origins);
        }
        for (var answer : content.outputMessages()) {
            add(answer, asked.size(), origins);
        }
        return origins;
    }

    private void add(Message message, int before, Map<CallKey, CallOrigins> to) {
        Seen told = null;
        for (var part : message.parts()) {
            if (part instanceof Part.ToolCall asked) {
                if (told == null) {
                    told = new SeenBuilder(texts, (tool, result) -> calls.producer(call, tool, result))
                            .asked(call.id(), content, before)
                            .build();
                }
                var seen = before < content.inputMessages().size() ? ofHistory(told, asked) : ofAnswer(told);
                var from = new WhereFrom(texts, seen);
                var error = error(asked, before);
                var tried = failedArguments.get(asked.name());
                to.merge(
                        CallKey.of(asked),
                        CallOrigins.of(from, asked.arguments(), error, tried),
                        CallOrigins::inCommon);
                if (error != null) {
                    failedArguments.put(asked.name(), asked.arguments());
                } else {
                    failedArguments.remove(asked.name());
                }
            }
        }
    }

    private Seen ofAnswer(Seen told) {
        return earlier == null ? told : earlier.and(told);
    }

    /**
     * What had been said before a call that is itself among the messages. They may begin in the middle of a conversation: what
     * was said before is then known when the call is found there, else nothing is claimed.
     */
    private Seen ofHistory(Seen told, Part.ToolCall asked) {
        var all = earlier == null ? told : untilAsked(earlier, asked).and(told);
        return all.hasPerson() ? all : new Seen(told.said(), false, told.media(), told.whole());
    }

    /** What was said before the message in which a call first stood; nothing when it is not among it. */
    private Seen untilAsked(Seen said, Part.ToolCall asked) {
        var arguments = texts.add(asked.arguments());
        for (var at = 0; at < said.said().size(); at++) {
            var each = said.said().get(at);
            if (each.text() == arguments && each.source().teller() == Source.Teller.MODEL) {
                while (at > 0
                        && said.said()
                                .get(at - 1)
                                .source()
                                .place()
                                .equals(each.source().place())) {
                    at--;
                }
                return new Seen(said.said().subList(0, at), said.recorded(), said.media(), said.whole());
            }
        }
        return new Seen(List.of(), false, said.media(), said.whole());
    }

    /** What the model was told of a call that failed: known to have failed by the step of the tool. */
    private @Nullable String error(Part.ToolCall asked, int from) {
        var result = result(asked, content.inputMessages(), from);
        return result != null && calls.hasFailed(call, asked.name(), result) ? result : null;
    }

    private static @Nullable String result(Part.ToolCall asked, List<Message> messages, int from) {
        for (var message : messages.subList(Math.min(from, messages.size()), messages.size())) {
            for (var part : message.parts()) {
                if (part instanceof Part.ToolResult result
                        && ((asked.id() != null && result.id() != null)
                                ? asked.id().equals(result.id())
                                : asked.name().equals(result.name()))) {
                    return result.result();
                }
            }
        }
        return null;
    }
}
