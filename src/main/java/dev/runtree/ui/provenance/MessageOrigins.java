package dev.runtree.ui.provenance;

import dev.runtree.model.Content;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.model.Span;
import dev.runtree.provenance.CallOrigins;
import dev.runtree.provenance.Calls;
import dev.runtree.provenance.SeenBuilder;
import dev.runtree.provenance.Texts;
import dev.runtree.provenance.WhereFrom;
import dev.runtree.ui.provenance.RunOrigins.CallKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The calls of tools among the messages of a model call: each by what had been said before it in the same conversation. */
final class MessageOrigins {
    private final Texts texts;
    private final Calls calls;
    private final Span call;
    private final Content content;
    private final Map<String, String> failedArguments = new HashMap<>();

    MessageOrigins(Texts texts, Calls calls, Span call, Content content) {
        this.texts = texts;
        this.calls = calls;
        this.call = call;
        this.content = content;
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
        WhereFrom from = null;
        for (var part : message.parts()) {
            if (part instanceof Part.ToolCall asked) {
                if (from == null) {
                    var seen = new SeenBuilder(texts, (tool, result) -> calls.producer(call, tool, result))
                            .asked(call.id(), content, before)
                            .build();
                    from = new WhereFrom(texts, seen);
                }
                var error = error(asked, before);
                var tried = failedArguments.get(asked.name());
                to.put(CallKey.of(asked), CallOrigins.of(from, asked.arguments(), error, tried));
                if (error != null) {
                    failedArguments.put(asked.name(), asked.arguments());
                } else {
                    failedArguments.remove(asked.name());
                }
            }
        }
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
