package dev.runtree.agent;

import dev.runtree.agent.run.Cancellation;
import dev.runtree.agent.run.SessionState;
import dev.runtree.agent.tool.ToolContext;
import dev.runtree.agent.trace.StepSpan;
import dev.runtree.model.SpanId;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a run is made.
 *
 * @param parent the step that it is a part of; {@code null} for a run of its own
 * @param parentRunId the run of that step
 * @param state what the session remembers, shared with the run above; {@code null} to read it
 * @param cancellation ends the run
 * @param stream whether models are asked for their answers piece by piece
 * @param held whether a run above checks or changes what is answered here, so that listeners are not told of it before
 * @param hold the right to the run as a whole, with what was decided where it had paused
 */
record RunScope(
        Listener listener,
        @Nullable StepSpan parent,
        @Nullable String parentRunId,
        @Nullable SessionState state,
        Cancellation cancellation,
        boolean stream,
        boolean held,
        Hold hold) {

    private static final ScopedValue<RunScope> BENEATH = ScopedValue.newInstance();

    /** The step that the run is a part of; {@code null} for a run of its own. */
    @Nullable SpanId parentStep() {
        return parent == null ? null : parent.id();
    }

    /** Where a run belongs that is started on this thread; empty outside of any run. */
    static Optional<RunScope> current() {
        return BENEATH.isBound() ? Optional.of(BENEATH.get()) : Optional.empty();
    }

    /** Has the runs that are started meanwhile on this thread belong here. */
    <T> T during(Supplier<T> work) {
        return ScopedValue.where(BENEATH, this).call(work::get);
    }

    /** The same where text is held back until this run has checked it. */
    RunScope holding() {
        return new RunScope(listener, parent, parentRunId, state, cancellation, stream, true, hold);
    }

    /** The same where this ends it. */
    RunScope endedBy(Cancellation signal) {
        return new RunScope(listener, parent, parentRunId, state, signal, stream, held, hold);
    }

    /** For a run beneath a step of this one. */
    RunScope beneath(StepSpan step, RunRef run, SessionState shared, Cancellation signal) {
        return new RunScope(listener, step, run.runId(), shared, signal, stream, held, hold);
    }

    /** The same beneath another step of the same run. */
    RunScope beneath(StepSpan step) {
        return new RunScope(listener, step, parentRunId, state, cancellation, stream, held, hold);
    }

    /** For a run that a tool of this one makes, on the tool's thread. */
    RunScope beneath(ToolContext tool) {
        var here = current().orElse(this);
        return new RunScope(
                here.listener(),
                tool.span(),
                tool.runId(),
                tool.state(),
                tool.cancellation(),
                stream,
                here.held(),
                hold);
    }
}
