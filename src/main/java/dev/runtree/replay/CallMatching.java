package dev.runtree.replay;

import dev.runtree.compare.JsonMeaning;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.replay.AskedCall.Found;
import dev.runtree.replay.AskedCall.Found.InRequest;
import dev.runtree.replay.AskedCall.Found.InStep;
import dev.runtree.replay.AskedCall.Found.Nowhere;
import dev.runtree.replay.RecordedStep.ModelCall;
import dev.runtree.replay.RecordedStep.ToolCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds for each tool that a model asked for the step that did it: by the call's id, else by name and arguments, else by name in
 * the order of time, among the tools that began in the same run before its next model call. A step is one call's at most.
 */
final class CallMatching {
    private static final Comparator<RecordedStep> BY_START = Comparator.<RecordedStep>comparingLong(
                    step -> step.span().startNanos())
            .thenComparingInt(RecordedStep::number);

    /** Background work may be told of some calls later. */
    private static final int CALLS_LOOKED_AT = 4;

    private final List<RecordedStep> steps;
    private final Set<Integer> taken = new HashSet<>();

    CallMatching(List<RecordedStep> steps) {
        this.steps = steps;
    }

    /** The same steps, their model calls with what they asked for. */
    List<RecordedStep> matched() {
        var made = new ArrayList<>(steps);
        var calls = byRun(ModelCall.class);
        var tools = byRun(ToolCall.class);
        calls.forEach((run, ofRun) -> {
            for (var at = 0; at < ofRun.size(); at++) {
                var call = ofRun.get(at);
                var next = at + 1 < ofRun.size() ? ofRun.get(at + 1) : null;
                var later = ofRun.subList(at + 1, Math.min(ofRun.size(), at + 1 + CALLS_LOOKED_AT));
                made.set(
                        call.number() - 1,
                        with(call, asked(call, between(tools.getOrDefault(run, List.of()), call, next), later)));
            }
        });
        return made;
    }

    private <T extends RecordedStep> Map<Integer, List<T>> byRun(Class<T> kind) {
        var byRun = new LinkedHashMap<Integer, List<T>>();
        steps.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .sorted(BY_START)
                .forEach(step -> byRun.computeIfAbsent(step.place().run(), run -> new ArrayList<>())
                        .add(step));
        return byRun;
    }

    /** The tools of a run from a model call to the next one, found by halving: a run may have many. */
    private static List<ToolCall> between(List<ToolCall> tools, ModelCall call, @Nullable ModelCall next) {
        var from = firstFrom(tools, call.span().startNanos());
        return tools.subList(
                from,
                next == null
                        ? tools.size()
                        : Math.max(from, firstFrom(tools, next.span().startNanos())));
    }

    private static int firstFrom(List<ToolCall> tools, long startNanos) {
        var low = 0;
        var high = tools.size();
        while (low < high) {
            var middle = (low + high) >>> 1;
            if (tools.get(middle).span().startNanos() < startNanos) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static ModelCall with(ModelCall call, List<AskedCall> asked) {
        return new ModelCall(call.place(), call.request(), call.answer(), asked, call.usage(), call.error());
    }

    private List<AskedCall> asked(ModelCall call, List<ToolCall> tools, List<ModelCall> later) {
        var answer = call.answer();
        var parts = answer == null ? List.<Part.ToolCall>of() : answer.toolCalls();
        if (parts.isEmpty()) {
            return List.of();
        }
        var found = new @Nullable ToolCall[parts.size()];
        for (var likeness : LIKENESSES) {
            for (var at = 0; at < found.length; at++) {
                if (found[at] == null) {
                    found[at] = take(parts.get(at), tools, likeness);
                }
            }
        }
        var asked = new ArrayList<AskedCall>();
        for (var at = 0; at < found.length; at++) {
            var part = parts.get(at);
            var told = told(part, at, later);
            asked.add(new AskedCall(part.id(), part.name(), part.arguments(), result(part, found[at], told), told));
        }
        return asked;
    }

    private static final List<BiPredicate<Part.ToolCall, ToolCall>> LIKENESSES = List.of(
            (part, tool) -> part.id() != null && part.id().equals(tool.callId()) && isSame(part, tool),
            (part, tool) -> part.id() != null && part.id().equals(tool.callId()),
            (part, tool) -> isUnclaimed(part, tool) && isSame(part, tool),
            (part, tool) -> isUnclaimed(part, tool) && tool.name().equals(part.name()),
            (part, tool) -> isUnclaimed(part, tool) && tool.isDelegation());

    /** A step that names another call's id is that one's. */
    private static boolean isUnclaimed(Part.ToolCall part, ToolCall tool) {
        return part.id() == null || tool.callId() == null || part.id().equals(tool.callId());
    }

    private static boolean isSame(Part.ToolCall part, ToolCall tool) {
        var arguments = tool.arguments();
        return tool.name().equals(part.name())
                && (meaning(arguments == null ? "" : arguments).equals(meaning(part.arguments()))
                        || (arguments != null && isOnlyValue(arguments.strip(), part.arguments())));
    }

    /** A tool with one argument may be told with its value alone. */
    private static boolean isOnlyValue(String value, String arguments) {
        var tree = JsonMeaning.tree(arguments);
        return tree != null
                && tree.isObject()
                && tree.size() == 1
                && tree.elements().next().asText().strip().equals(value);
    }

    /** No arguments may be written as nothing or as an empty object. */
    private static String meaning(String arguments) {
        var meaning = JsonMeaning.of(arguments);
        return meaning.equals("{}") || meaning.equals("null") ? "" : meaning;
    }

    private @Nullable ToolCall take(
            Part.ToolCall part, List<ToolCall> tools, BiPredicate<Part.ToolCall, ToolCall> likeness) {
        for (var tool : tools) {
            if (!taken.contains(tool.number()) && likeness.test(part, tool)) {
                taken.add(tool.number());
                return tool;
            }
        }
        return null;
    }

    private static Found result(Part.ToolCall part, @Nullable ToolCall step, @Nullable String told) {
        return step != null
                ? new InStep(step.number(), !isSame(part, step))
                : told != null ? new InRequest() : new Nowhere();
    }

    /** @param place which call of the answer it is, from 0: results without ids stand in that order */
    private static @Nullable String told(Part.ToolCall part, int place, List<ModelCall> later) {
        for (var call : later) {
            var results = lastResults(call.request().messages());
            for (var result : results) {
                if (part.id() != null && part.id().equals(result.id())) {
                    return result.result();
                }
            }
            if (place < results.size()
                    && (part.id() == null || results.get(place).id() == null)) {
                return results.get(place).result();
            }
        }
        return null;
    }

    /** The results that stand behind the last message that asked for tools. */
    private static List<Part.ToolResult> lastResults(List<Message> messages) {
        var from = messages.size();
        while (from > 0 && messages.get(from - 1).parts().stream().noneMatch(Part.ToolCall.class::isInstance)) {
            from--;
        }
        return messages.subList(from, messages.size()).stream()
                .flatMap(message -> message.parts().stream())
                .filter(Part.ToolResult.class::isInstance)
                .map(Part.ToolResult.class::cast)
                .toList();
    }
}
