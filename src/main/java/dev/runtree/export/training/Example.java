package dev.runtree.export.training;

import dev.runtree.model.Message;
import dev.runtree.model.Run;
import dev.runtree.model.Span;
import dev.runtree.store.CallQueries.ScoreOf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What may become a line.
 *
 * @param id the run's id; of a call that of its span; with a number behind it where a run has several
 * @param session of its runs; {@code null} for none
 * @param runs whose calls it is made of, those that began first first
 * @param last the call that it ends with
 * @param calls how many calls it is made of
 * @param messages all that was said; once they are orderly, the last of them the model's last answer
 * @param tools what the model could use, each as JSON
 * @param parallel whether it could ask for several tools at once; {@code null} when that was not said
 * @param isJoined whether it joins turns that the model has not seen together
 * @param scores of its runs and their steps
 * @param lack why nothing can be learned from it; {@code null} when something can
 */
record Example(
        String id,
        @Nullable String session,
        List<Run> runs,
        Span last,
        int calls,
        List<Message> messages,
        List<String> tools,
        @Nullable Boolean parallel,
        boolean isJoined,
        List<ScoreOf> scores,
        @Nullable Reason lack) {
    Example {
        runs = List.copyOf(runs);
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
        scores = List.copyOf(scores);
    }

    Example with(List<Message> newMessages, List<String> newTools) {
        return new Example(id, session, runs, last, calls, newMessages, newTools, parallel, isJoined, scores, lack);
    }
}
