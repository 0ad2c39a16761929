package dev.runtree.replay.live;

import dev.runtree.model.Message;
import dev.runtree.model.Part;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes what a model is told of one tool call among its messages: what it had asked for, and what came of it. */
final class ToldResult {
    private final @Nullable String callId;
    private final int place;
    private final String tool;
    private final @Nullable String arguments;
    private final String result;
    private boolean changed;

    /**
     * @param place which call of its answer it was, from 0, where the record has no ids
     * @param arguments in place of those that the model wrote; {@code null} to leave them
     */
    ToldResult(@Nullable String callId, int place, String tool, @Nullable String arguments, String result) {
        this.callId = callId;
        this.place = place;
        this.tool = tool;
        this.arguments = arguments;
        this.result = result;
    }

    /** The same messages with the change in the last answer that made the call, and behind it. */
    List<Message> in(List<Message> messages) {
        var answer = lastAsking(messages);
        if (answer < 0) {
            return messages;
        }
        var made = new ArrayList<Message>(messages);
        made.set(answer, calling(messages.get(answer)));
        var results = 0;
        for (var at = answer + 1; at < messages.size(); at++) {
            var parts = new ArrayList<Part>();
            for (var part : messages.get(at).parts()) {
                parts.add(part instanceof Part.ToolResult told ? told(told, results++) : part);
            }
            made.set(at, new Message(messages.get(at).role(), messages.get(at).name(), parts));
        }
        return made;
    }

    /** Whether the result was there to be changed. */
    boolean isChanged() {
        return changed;
    }

    private int lastAsking(List<Message> messages) {
        for (var at = messages.size() - 1; at >= 0; at--) {
            if (messages.get(at).parts().stream().anyMatch(part -> part instanceof Part.ToolCall call && isIt(call))) {
                return at;
            }
        }
        return -1;
    }

    private boolean isIt(Part.ToolCall call) {
        return (callId != null && call.id() != null)
                ? callId.equals(call.id())
                : call.name().equals(tool);
    }

    private Message calling(Message answer) {
        if (arguments == null) {
            return answer;
        }
        var parts = new ArrayList<Part>();
        var calls = 0;
        for (var part : answer.parts()) {
            parts.add(
                    part instanceof Part.ToolCall call && isAt(call.id(), calls++)
                            ? new Part.ToolCall(call.id(), call.name(), arguments)
                            : part);
        }
        return new Message(answer.role(), answer.name(), parts);
    }

    private Part told(Part.ToolResult told, int at) {
        if (changed || !isAt(told.id(), at)) {
            return told;
        }
        changed = true;
        return new Part.ToolResult(told.id(), told.name(), result);
    }

    private boolean isAt(@Nullable String id, int at) {
        return (callId != null && id != null) ? callId.equals(id) : at == place;
    }
}
