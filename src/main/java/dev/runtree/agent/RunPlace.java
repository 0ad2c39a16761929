package dev.runtree.agent;

import dev.runtree.agent.run.Cancellation;
import dev.runtree.agent.run.RunInput;
import dev.runtree.agent.run.SessionState;
import dev.runtree.agent.trace.StepSpan;
import java.time.Duration;

/**
 * Where the code of others is called that works for a run: hooks, guardrails, tools.
 *
 * @param component what runs
 * @param thread the run's own
 * @param span the run's
 * @param limit of a hook and of a guardrail
 */
record RunPlace(
        Component component,
        RunRef run,
        RunInput asked,
        SessionState state,
        RunThread thread,
        RunScope scope,
        StepSpan span,
        Duration limit) {

    /** For a run beneath a step of this one, which is made on another thread. */
    RunScope beneath(StepSpan step, Cancellation signal) {
        return new RunScope(
                scope.listener().through(thread.inbox()),
                step,
                run.runId(),
                state,
                signal,
                scope.stream(),
                scope.held(),
                scope.hold());
    }

    /** What that code threw, as it may be told: without the keys of models and servers that the run has to do with. */
    Throwable told(Throwable thrown) {
        return Components.secrets(component).hide(thrown);
    }

    /** A text that such an exception was made into, likewise. */
    String told(String line) {
        return Components.secrets(component).hideInError(line);
    }
}
