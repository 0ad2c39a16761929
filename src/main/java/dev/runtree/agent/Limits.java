package dev.runtree.agent;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far a run may go.
 *
 * @param maxSteps model calls in one run; a run that wants more of them fails
 * @param run how long the whole run may take, waiting for approvals left out; {@code null} for as long as it takes
 * @param model how long one call of the model may take
 * @param tool how long one call of a tool may take that says nothing of its own
 * @param hook how long a hook or a guardrail may take
 * @param retries how often a model call is tried again that failed for a passing reason
 * @param mends how often the model is told what is wrong with an answer that does not fit its schema
 * @param parallelTools how many tool calls of one answer are made at once
 * @param toolText the most characters of a tool's result that the model is shown; the trace has all of them
 */
public record Limits(
        int maxSteps,
        @Nullable Duration run,
        Duration model,
        Duration tool,
        Duration hook,
        int retries,
        int mends,
        int parallelTools,
        int toolText) {

    public static final Limits DEFAULT = new Limits(
            20, null, Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofSeconds(30), 2, 2, 8, 400_000);

    public Limits {
        atLeast(1, maxSteps, "step");
        atLeast(0, retries, "retry");
        atLeast(0, mends, "mend");
        atLeast(1, parallelTools, "tool at once");
        atLeast(100, toolText, "characters of a tool's result");
        positive(run);
        positive(model);
        positive(tool);
        positive(hook);
    }

    private static void atLeast(int least, int value, String what) {
        if (value < least) {
            throw new IllegalArgumentException("an agent needs at least " + least + " " + what + ", not " + value);
        }
    }

    private static void positive(@Nullable Duration time) {
        if (time != null && !time.isPositive()) {
            throw new IllegalArgumentException("a time limit has to be longer than nothing");
        }
    }

    public Limits withMaxSteps(int value) {
        return new Limits(value, run, model, tool, hook, retries, mends, parallelTools, toolText);
    }

    public Limits withRun(@Nullable Duration value) {
        return new Limits(maxSteps, value, model, tool, hook, retries, mends, parallelTools, toolText);
    }

    public Limits withModel(Duration value) {
        return new Limits(maxSteps, run, value, tool, hook, retries, mends, parallelTools, toolText);
    }

    public Limits withTool(Duration value) {
        return new Limits(maxSteps, run, model, value, hook, retries, mends, parallelTools, toolText);
    }

    public Limits withHook(Duration value) {
        return new Limits(maxSteps, run, model, tool, value, retries, mends, parallelTools, toolText);
    }

    public Limits withRetries(int value) {
        return new Limits(maxSteps, run, model, tool, hook, value, mends, parallelTools, toolText);
    }

    public Limits withMends(int value) {
        return new Limits(maxSteps, run, model, tool, hook, retries, value, parallelTools, toolText);
    }

    public Limits withParallelTools(int value) {
        return new Limits(maxSteps, run, model, tool, hook, retries, mends, value, toolText);
    }

    public Limits withToolText(int value) {
        return new Limits(maxSteps, run, model, tool, hook, retries, mends, parallelTools, value);
    }
}
