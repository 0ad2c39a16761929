package dev.runtree.replay.live;

import dev.runtree.replay.RecordedStep;
import dev.runtree.replay.RecordedStep.RunBegin;
import dev.runtree.replay.RecordedStep.ToolCall;
import dev.runtree.replay.edit.EditableStep.Asking;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run that goes on live: the one that is replayed, or a member's beneath it in which the fork leaves.
 *
 * @param begin the step that began it; {@code null} for model calls that no run holds together
 * @param run its number
 * @param kept the steps beneath it that come from the record, in their order
 * @param handover the call in this run beneath which the next level's run lies; {@code null} in the innermost one
 * @param next what the model is asked as the first thing that is live; where there is a call whose result is not known yet, with
 *     its recorded result
 * @param redone the tool call whose result is made anew before that; {@code null} for none
 * @param results what the record has for the tool calls that are made anew
 * @param calls how many model calls the record has in this run
 * @param isLast whether the result of that call is the run's answer, without asking the model again
 */
record Level(
        @Nullable RunBegin begin,
        int run,
        List<RecordedStep> kept,
        @Nullable ToolCall handover,
        Asking next,
        @Nullable Redone redone,
        List<RecordedResult> results,
        int calls,
        boolean isLast) {

    /**
     * A tool call whose result is made anew, or comes from an edit.
     *
     * @param result what an edit gives; {@code null} to make the call
     */
    record Redone(
            ToolCall step,
            @Nullable String callId,
            int place,
            String arguments,
            @Nullable EditedResult result) {}

    /** @param failed whether it is an error */
    record EditedResult(String text, boolean failed) {}

    Level {
        kept = List.copyOf(kept);
        results = List.copyOf(results);
    }
}
