package dev.runtree.agent;

import dev.runtree.agent.frame.Frame;
import dev.runtree.agent.frame.WorkflowFrame;
import dev.runtree.agent.hook.StopRun;
import dev.runtree.agent.run.RunInput;
import dev.runtree.agent.run.RunStopped;
import dev.runtree.agent.run.SessionState;
import dev.runtree.agent.trace.RunSpan;
import dev.runtree.model.RunStatus;
import dev.runtree.model.RunType;
import dev.runtree.model.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One run of a workflow. For one thread, once. */
final class WorkflowRun {
    private final Engine engine;
    private final Workflow workflow;
    private final RunInput asked;
    private final RunSpan span;
    private final RunScope scope;
    private final RunRef ref;
    private final SessionState state;
    private final RunThread thread;
    private final RunPlace place;
    private final HookCalls hooks;
    private final StepWalk walk;
    private final RunEnd end;
    private final boolean isNew;
    private final Instant createdAt;
    private final long activeBefore;
    private final long started = System.nanoTime();

    /** @param left where it stood when it paused; {@code null} for a new run */
    WorkflowRun(
            Engine engine,
            Workflow workflow,
            RunRequest request,
            RunSpan span,
            RunScope scope,
            @Nullable WorkflowFrame left) {
        this.engine = engine;
        this.workflow = workflow;
        this.asked = new RunInput(request.message(), request.userId(), request.sessionId());
        this.span = span;
        this.scope = scope;
        this.ref = new RunRef(span.id(), scope.parentRunId(), workflow.id(), workflow.name());
        this.state = scope.state() == null ? state(request, left) : scope.state();
        this.isNew = left == null;
        this.createdAt = left == null ? Instant.now() : left.createdAt();
        this.activeBefore = left == null ? 0 : left.activeNanos();
        this.thread = new RunThread(scope.cancellation(), null);
        var own = scope.endedBy(thread.signal());
        var inner = workflow.hooks().mayChangeAnswer() ? own.holding() : own;
        this.place = new RunPlace(workflow, ref, asked, state, thread, inner, span.step(), workflow.hookTimeout());
        this.hooks = new HookCalls(null, place, engine.background());
        this.end = new RunEnd(place, span, this::output);
        this.walk = new StepWalk(engine, request, place, left);
    }

    /** Of the session; without one, what the run itself knew when it paused. */
    private SessionState state(RunRequest request, @Nullable WorkflowFrame left) {
        return left == null || request.sessionId() != null
                ? engine.sessions().recall(workflow, request)
                : new SessionState(left.state());
    }

    Ran run() {
        engine.alive(ref.runId(), thread.signal());
        var clock = clock();
        try (thread) {
            return toItsEnd();
        } finally {
            engine.over(ref.runId());
            if (clock != null) {
                clock.interrupt();
            }
        }
    }

    /** Steps are taken on the run's own thread, so another one looks at the time; {@code null} where there is no limit. */
    private @Nullable Thread clock() {
        var limit = workflow.runTimeout();
        if (limit == null) {
            return null;
        }
        var left = limit.minusNanos(activeBefore);
        return Thread.ofVirtual().name("runtree-workflow-clock").start(() -> {
            try {
                Thread.sleep(left.isNegative() ? Duration.ZERO : left);
                thread.signal().expire("the run took longer than " + TookTooLong.words(limit));
            } catch (InterruptedException e) {
                // The run is over.
            }
        });
    }

    private Ran toItsEnd() {
        scope.hold().begin(ref, asked.userId(), asked.sessionId());
        scope.listener().tell(new AgentEvent.Started(ref, RunType.WORKFLOW, scope.parentStep()));
        RunOutput output;
        Frame frame = null;
        try {
            var question = isNew ? hooks.before(asked).message() : asked.message();
            output = answered(walk.all(workflow.steps(), question, span.step()));
        } catch (StepPaused e) {
            frame = frame();
            output = output(RunStatus.PAUSED, "", null, CompletableFuture.completedFuture(null));
        } catch (StopRun e) {
            walk.abandon(e.reason());
            output = end.stopped(e);
        } catch (RunStopped e) {
            walk.abandon(e.reason());
            output = end.broken(e);
        } catch (RunFailure e) {
            walk.abandon(e.line());
            output = end.failed(e.type(), e.line());
        } catch (RuntimeException | Error e) {
            walk.abandon(Ends.line(place.told(e)));
            var ended = end.thrown(e);
            if (!scope.hold().isLost()) {
                hooks.afterAnswer(ended);
            }
            throw e;
        }
        if (!scope.hold().isLost()) {
            engine.sessions().keep(workflow, output, state);
            if (frame == null) {
                hooks.afterAnswer(output);
            }
            scope.listener().tell(new AgentEvent.Ended(ref, output));
        }
        return new Ran(output, frame);
    }

    private RunOutput answered(String said) {
        var draft = output(RunStatus.OK, said, null, CompletableFuture.completedFuture(null));
        var content = hooks.after(draft).content();
        if (scope.stream() && workflow.hooks().mayChangeAnswer() && !scope.held() && !content.isEmpty()) {
            scope.listener().tell(new AgentEvent.TextDelta(ref, content));
        }
        return end.well(content);
    }

    private WorkflowFrame frame() {
        return new WorkflowFrame(
                workflow.id(),
                span.step().frame(),
                asked.message(),
                asked.userId(),
                asked.sessionId(),
                walk.outputs(),
                walk.memo(),
                walk.open(),
                state.json(),
                scope.stream(),
                workflow.hooks().areToldOfEnds(),
                createdAt,
                active());
    }

    private RunOutput output(RunStatus status, String content, @Nullable String error, CompletableFuture<Void> stored) {
        return new RunOutput(
                span.id(),
                scope.parentRunId(),
                workflow.id(),
                asked.userId(),
                asked.sessionId(),
                null,
                asked.message(),
                content,
                status,
                error,
                List.of(),
                Usage.NONE,
                0,
                createdAt,
                Duration.ofNanos(active()),
                stored);
    }

    private long active() {
        return activeBefore + System.nanoTime() - started;
    }
}
