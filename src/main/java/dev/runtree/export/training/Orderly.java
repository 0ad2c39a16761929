package dev.runtree.export.training;

import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.replay.TextMarks;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings the messages of a conversation into one form: roles are {@code system}, {@code developer}, {@code user}, {@code
 * assistant} and {@code tool}; what an assistant said in a row is one message; each result of a tool is a message of its own,
 * behind the message that asked for it, in the order in which it was asked for; each call has an id.
 */
final class Orderly {
    private final List<Message> ordered = new ArrayList<>();
    /** The calls of the last message, as long as not all are answered. */
    private List<Part.ToolCall> waiting = List.of();

    private Part.@Nullable ToolResult[] results = {};
    private final Set<String> invented = new HashSet<>();

    private Orderly() {}

    static List<Message> of(List<Message> messages) throws Unfit {
        var orderly = new Orderly();
        for (var message : messages) {
            orderly.add(message);
        }
        orderly.end();
        return orderly.ordered;
    }

    private void add(Message message) throws Unfit {
        var rest = new ArrayList<Part>();
        for (var part : message.parts()) {
            if (part instanceof Part.ToolResult result) {
                result(result);
            } else {
                rest.add(part);
            }
        }
        if (rest.size() < message.parts().size() && rest.stream().allMatch(Orderly::isBlank)) {
            return;
        }
        var role = role(message.role());
        if (role.equals("assistant")) {
            assistant(rest);
        } else if (role.equals("tool")) {
            if (rest.isEmpty() || !rest.stream().allMatch(Part.Text.class::isInstance)) {
                throw new Unfit(rest.isEmpty() ? Reason.NO_CONTENT : Reason.UNKNOWN_PART);
            }
            // Some SDKs tell what a tool gave as words, without the call that it belongs to.
            result(new Part.ToolResult(null, null, message.text()));
        } else {
            if (!waiting.isEmpty()) {
                throw new Unfit(Reason.UNANSWERED_CALL);
            }
            if (rest.stream().allMatch(part -> part instanceof Part.Reasoning || isBlank(part))) {
                throw new Unfit(Reason.NO_CONTENT);
            }
            check(rest);
            ordered.add(new Message(role, message.name(), rest));
        }
    }

    private void assistant(List<Part> parts) throws Unfit {
        var isUnanswered = !waiting.isEmpty();
        for (var result : results) {
            if (isUnanswered && result != null) {
                throw new Unfit(Reason.UNANSWERED_CALL);
            }
        }
        var said = new ArrayList<Part>();
        if (!ordered.isEmpty() && ordered.getLast().role().equals("assistant")) {
            said.addAll(ordered.removeLast().parts());
        }
        for (var part : parts) {
            if (!isBlank(part)) {
                said.add(part instanceof Part.ToolCall call ? named(call, said) : part);
            }
        }
        if (said.stream().allMatch(Part.Reasoning.class::isInstance)) {
            throw new Unfit(Reason.NO_CONTENT);
        }
        check(said);
        ordered.add(new Message("assistant", null, said));
        waiting = said.stream()
                .filter(Part.ToolCall.class::isInstance)
                .map(Part.ToolCall.class::cast)
                .toList();
        results = new Part.@Nullable ToolResult[waiting.size()];
    }

    /** Each call of a message has an id of its own, and arguments that are an object. */
    private Part.ToolCall named(Part.ToolCall call, List<Part> before) throws Unfit {
        Set<@Nullable String> taken = new HashSet<>();
        before.forEach(part -> {
            if (part instanceof Part.ToolCall other) {
                taken.add(other.id());
            }
        });
        var id = call.id();
        while (id == null || id.isBlank() || taken.contains(id)) {
            id = "call_" + (invented.size() + 1);
            invented.add(id);
        }
        var arguments = call.arguments().isBlank() || call.arguments().strip().equals("null") ? "{}" : call.arguments();
        var tree = ExactJson.tree(arguments);
        if (tree == null || !tree.isObject()) {
            throw new Unfit(TextMarks.isCut(arguments) ? Reason.CUT : Reason.BAD_ARGUMENTS);
        }
        return new Part.ToolCall(id, call.name(), arguments);
    }

    private void result(Part.ToolResult result) throws Unfit {
        var place = place(result);
        if (place < 0) {
            throw new Unfit(Reason.ORPHAN_RESULT);
        }
        if (TextMarks.isCut(result.result())) {
            throw new Unfit(Reason.CUT);
        }
        if (TextMarks.isRedacted(result.result())) {
            throw new Unfit(Reason.REDACTED);
        }
        var call = waiting.get(place);
        results[place] = new Part.ToolResult(call.id(), call.name(), result.result());
        for (var each : results) {
            if (each == null) {
                return;
            }
        }
        for (var each : results) {
            ordered.add(new Message("tool", null, List.of(Objects.requireNonNull(each))));
        }
        waiting = List.of();
        results = new Part.@Nullable ToolResult[0];
    }

    /** By its id; without one by its name, or else in the order of the calls. */
    private int place(Part.ToolResult result) {
        var byOrder = -1;
        for (var at = 0; at < waiting.size(); at++) {
            if (results[at] != null) {
                continue;
            }
            var call = waiting.get(at);
            if (result.id() != null && result.id().equals(call.id())) {
                return at;
            }
            var isNameless = result.id() == null || invented.contains(String.valueOf(call.id()));
            if (byOrder < 0
                    && isNameless
                    && (result.name() == null || result.name().equals(call.name()))) {
                byOrder = at;
            }
        }
        return byOrder;
    }

    private static void check(List<Part> parts) throws Unfit {
        for (var part : parts) {
            if (part instanceof Part.Text(String text)) {
                if (TextMarks.saysItIsCut(text)) {
                    throw new Unfit(Reason.CUT);
                }
                if (TextMarks.isRedacted(text)) {
                    throw new Unfit(Reason.REDACTED);
                }
            }
        }
    }

    private void end() throws Unfit {
        for (var result : results) {
            if (result != null) {
                throw new Unfit(Reason.UNANSWERED_CALL);
            }
        }
        if (ordered.isEmpty() || !ordered.getLast().role().equals("assistant")) {
            throw new Unfit(Reason.NO_FINAL_ANSWER);
        }
    }

    private static boolean isBlank(Part part) {
        return part instanceof Part.Text(String text) && text.isBlank();
    }

    private static String role(String role) throws Unfit {
        return switch (role.toLowerCase(Locale.ROOT)) {
            case "system" -> "system";
            case "developer" -> "developer";
            case "user", "human" -> "user";
            case "assistant", "ai", "model" -> "assistant";
            case "tool", "function" -> "tool";
            default -> throw new Unfit(Reason.ROLE);
        };
    }
}
