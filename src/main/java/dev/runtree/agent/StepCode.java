package dev.runtree.agent;

import dev.runtree.agent.run.RunStopped;
import dev.runtree.agent.trace.StepSpan;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls the user's code in the steps of a workflow: whatever it throws fails its step. It is done on a thread of its own, so
 * that a run that is ended need not wait for it.
 */
final class StepCode {
    private final RunPlace place;

    StepCode(RunPlace place) {
        this.place = place;
    }

    /**
     * @param step its name
     * @throws RunFailure when the code throws, or gives nothing
     * @throws RunStopped when the run was ended
     */
    String call(String step, StepSpan span, Callable<String> work) {
        var above = RunScope.current();
        @Nullable String result;
        try (var thread = new RunThread(place.scope().cancellation(), null)) {
            Supplier<String> told = () -> span.during(() -> called(step, work));
            result = thread.have(
                    "step " + step, null, above.isPresent() ? () -> above.get().during(told) : told);
        }
        if (result == null) {
            throw RunFailure.ofStep("the step " + step + " failed: it gave nothing", null);
        }
        return result;
    }

    private String called(String step, Callable<String> work) {
        try {
            return work.call();
        } catch (RunStopped | StepPaused | RunFailure e) {
            throw e;
        } catch (Throwable e) {
            place.scope().cancellation().check();
            var told = place.told(e);
            throw RunFailure.ofStep("the step " + step + " failed: " + told, told);
        }
    }
}
