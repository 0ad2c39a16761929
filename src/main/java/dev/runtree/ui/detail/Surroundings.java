package dev.runtree.ui.detail;

import dev.runtree.model.Content;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.ui.run.Around;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the steps around a step say of it, as far as they were read.
 *
 * @param earlier model calls before it, the last one first, as many as were needed
 * @param toolsBefore the steps of tools between the call before and the step
 * @param toolsAfter those between the step and the call after it
 * @param answers messages of the call after it, in which results may be that no tool's step has
 */
record Surroundings(List<Earlier> earlier, List<ToolRun> toolsBefore, List<ToolRun> toolsAfter, List<Message> answers) {

    static final Surroundings NONE = new Surroundings(List.of(), List.of(), List.of(), List.of());

    /** A model call before the step, and what was said in it. */
    record Earlier(Around.Call call, Content content) {}

    Surroundings {
        earlier = List.copyOf(earlier);
        toolsBefore = List.copyOf(toolsBefore);
        toolsAfter = List.copyOf(toolsAfter);
        answers = List.copyOf(answers);
    }

    /** The last call before the step of which the step goes on; {@code null} when there is none among those read. */
    @Nullable Earlier goesOnFrom(List<Message> now) {
        for (var one : earlier) {
            var before = one.content().inputMessages();
            if (Comparison.areOneConversation(before, now, Comparison.of(before, now))) {
                return one;
            }
        }
        return null;
    }

    /** The call that asked for a tool of this name; {@code null} when none of those read did. */
    @Nullable Earlier askedFor(String tool) {
        for (var one : earlier) {
            for (var message : one.content().outputMessages()) {
                if (message.parts().stream()
                        .anyMatch(part -> part instanceof Part.ToolCall call
                                && call.name().equals(tool))) {
                    return one;
                }
            }
        }
        return null;
    }

    /** The definition of a tool that a model was given last before the step; {@code null} when none of those read has it. */
    @Nullable ToolDefinition definition(String tool) {
        for (var one : earlier) {
            for (var json : one.content().tools()) {
                var definition = ToolDefinition.of(json);
                if (definition.name().equals(tool)) {
                    return definition;
                }
            }
        }
        return null;
    }
}
