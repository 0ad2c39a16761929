package dev.runtree.agent;

import dev.runtree.agent.run.Cancellation;
import dev.runtree.agent.run.SessionState;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a step of a workflow is given.
 *
 * @param message what the workflow was asked
 * @param previous the output of the step before; of the first, what the workflow was asked
 * @param outputs of all steps that are done, by name; of a step in a loop the last
 * @param runId of the workflow's run
 * @param state what the session remembers; may be changed
 * @param cancellation given when the run is ended
 */
public record StepInput(
        String message,
        String previous,
        Map<String, String> outputs,
        String runId,
        @Nullable String userId,
        @Nullable String sessionId,
        SessionState state,
        Cancellation cancellation) {

    public StepInput {
        outputs = Map.copyOf(outputs);
    }

    /** What a step gave; empty when it was not taken. */
    public String output(String step) {
        return outputs.getOrDefault(step, "");
    }
}
