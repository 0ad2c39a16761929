package dev.runtree.agent;

import dev.runtree.agent.frame.Frame;
import dev.runtree.agent.frame.WorkflowFrame;
import dev.runtree.agent.frame.WorkflowFrame.OpenStep;
import dev.runtree.agent.run.RunStopped;
import dev.runtree.agent.run.SessionState;
import dev.runtree.agent.secret.Retold;
import dev.runtree.agent.trace.StepSpan;
import dev.runtree.model.RunStatus;
import dev.runtree.model.SpanKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes the steps of one run of a workflow. What is known already is not done again, so that a run that paused goes on by
 * walking the same way: outputs, failures and the decisions of rules are kept by their place.
 */
final class StepWalk {
    /** Behind a place: what a rule decided there, and why the step failed. No step is named like it. */
    private static final String DECIDED = "//?";

    private static final String FAILED = "//!";

    /** The place of the workflow itself: what its steps are asked, as its hooks have left it. */
    private static final String ASKED = "";

    private final Engine engine;
    private final RunRequest request;
    private final RunPlace run;
    private final RunRef ref;
    private final SessionState state;
    private final RunScope scope;
    private final StepCode code;
    private final Map<String, String> outputs = new ConcurrentHashMap<>();
    private final Map<String, String> memo = new ConcurrentHashMap<>();
    private final Map<String, OpenStep> left = new ConcurrentHashMap<>();
    private final Map<String, StepSpan> open = new ConcurrentHashMap<>();
    private final Map<String, Frame> paused = new ConcurrentHashMap<>();

    /** @param frame where the run stood when it paused; {@code null} for a new one */
    StepWalk(Engine engine, RunRequest request, RunPlace place, @Nullable WorkflowFrame frame) {
        this.engine = engine;
        this.request = request;
        this.run = place;
        this.ref = place.run();
        this.state = place.state();
        this.scope = place.scope();
        this.code = new StepCode(place);
        if (frame != null) {
            outputs.putAll(frame.outputs());
            memo.putAll(frame.memo());
            frame.open().forEach(step -> left.put(step.place(), step));
        }
    }

    /**
     * Takes the steps one after the other.
     *
     * @param question what they are asked, unless that is known already
     * @return the last one's output
     * @throws StepPaused when something waits for an approval
     * @throws RunStopped when the run was ended
     * @throws RunFailure when a step failed
     */
    String all(List<WorkflowStep> steps, String question, StepSpan parent) {
        memo.putIfAbsent(ASKED, question);
        var output = sequence(steps, ASKED, question(), parent);
        if (!left.isEmpty()) {
            var gone = left.keySet().stream().sorted().toList().getLast();
            throw RunFailure.ofStep(
                    "the workflow does not come to " + gone + " any more, where the run had paused", null);
        }
        return output;
    }

    private String question() {
        return memo.getOrDefault(ASKED, request.message());
    }

    private String sequence(List<WorkflowStep> steps, String place, String previous, StepSpan parent) {
        var output = previous;
        for (var step : steps) {
            output = take(step, place + "/" + step.name(), output, parent);
        }
        return output;
    }

    private String take(WorkflowStep step, String place, String previous, StepSpan parent) {
        var known = memo.get(place);
        if (known != null) {
            return known;
        }
        var failure = memo.get(place + FAILED);
        if (failure != null) {
            throw RunFailure.ofStep(failure, null);
        }
        scope.cancellation().check();
        var span = begin(step, place, parent);
        var since = System.nanoTime();
        String output;
        try {
            output = span.during(() -> work(step, place, previous, span));
        } catch (StepPaused e) {
            throw e;
        } catch (RunStopped e) {
            open.remove(place);
            span.cancelled(e.reason());
            ended(span, "", e.reason(), since);
            throw e;
        } catch (RunFailure e) {
            open.remove(place);
            memo.put(place + FAILED, e.line());
            span.fail(e.type(), e.line(), e.getCause());
            ended(span, "", e.line(), since);
            throw RunFailure.ofStep(e.line(), null);
        } catch (RuntimeException | Error e) {
            open.remove(place);
            var told = run.told(e);
            span.fail(Retold.typeOf(told), Ends.line(told), told);
            ended(span, "", Ends.line(told), since);
            throw e;
        }
        open.remove(place);
        span.output(output).end();
        ended(span, output, null, since);
        outputs.put(step.name(), output);
        memo.put(place, output);
        return output;
    }

    private StepSpan begin(WorkflowStep step, String place, StepSpan parent) {
        var kept = left.get(place);
        var span = kept == null
                ? parent.step(SpanKind.STEP, step.name()).set("runtree.step.type", step.type())
                : scope.hold().reopen(kept.span());
        if (kept != null && kept.child() == null) {
            left.remove(place);
        }
        open.put(place, span);
        var above = parent.id().equals(ref.id()) ? null : parent.id();
        scope.listener().tell(new AgentEvent.StepStarted(ref, span.id(), step, above));
        return span;
    }

    private void ended(StepSpan span, String output, @Nullable String error, long since) {
        var took = Duration.ofNanos(System.nanoTime() - since);
        scope.listener().tell(new AgentEvent.StepEnded(ref, span.id(), output, error, took));
    }

    private void decided(StepSpan span, String decision) {
        scope.listener().tell(new AgentEvent.StepDecided(ref, span.id(), decision));
    }

    private String work(WorkflowStep step, String place, String previous, StepSpan span) {
        return switch (step) {
            case WorkflowStep.Run run -> run(run, place, previous, span);
            case WorkflowStep.Call call -> call(call, previous, span);
            case WorkflowStep.Parallel parallel -> sideBySide(parallel, place, previous, span);
            case WorkflowStep.Condition condition -> condition(condition, place, previous, span);
            case WorkflowStep.Loop loop -> loop(loop, place, previous, span);
            case WorkflowStep.Router router -> router(router, place, previous, span);
        };
    }

    private String run(WorkflowStep.Run step, String place, String previous, StepSpan span) {
        var kept = left.remove(place);
        var child = kept == null ? null : kept.child();
        var beneath = scope.beneath(span, ref, state, scope.cancellation());
        Ran ran;
        if (child == null) {
            var prompt = code.call(step.name(), span, () -> step.prompt().apply(input(previous)));
            span.input(prompt).set("runtree.step.component", step.component().id());
            ran = engine.run(step.component(), new RunRequest(prompt, request.userId(), request.sessionId()), beneath);
        } else {
            ran = engine.goOn(step.component(), child, beneath);
        }
        if (ran.frame() != null) {
            paused.put(place, ran.frame());
            throw new StepPaused();
        }
        var output = ran.output();
        if (output.status() == RunStatus.OK) {
            return output.content();
        }
        scope.cancellation().check();
        throw RunFailure.ofStep("the step " + step.name() + " failed: " + output.error(), null);
    }

    private String call(WorkflowStep.Call step, String previous, StepSpan span) {
        span.input(previous);
        return code.call(step.name(), span, () -> step.function().call(input(previous)));
    }

    private String sideBySide(WorkflowStep.Parallel step, String place, String previous, StepSpan span) {
        List<Future<String>> running;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            running = step.steps().stream()
                    .map(each -> threads.submit(() -> take(each, place + "/" + each.name(), previous, span)))
                    .toList();
        }
        var ends = running.stream().map(StepWalk::failure).toList();
        if (ends.stream().anyMatch(RunStopped.class::isInstance)) {
            scope.cancellation().check();
        }
        // A step that waits comes first: the run pauses, and what failed beside it is told once it goes on.
        ends.stream().filter(StepPaused.class::isInstance).findFirst().ifPresent(problem -> {
            throw problem;
        });
        ends.stream().filter(problem -> problem != null).findFirst().ifPresent(problem -> {
            throw problem;
        });
        var parts = new ArrayList<String>();
        for (var each : step.steps()) {
            parts.add("## " + each.name() + "\n" + memo.getOrDefault(place + "/" + each.name(), ""));
        }
        return String.join("\n\n", parts);
    }

    private static @Nullable RuntimeException failure(Future<String> end) {
        try {
            end.get();
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new RunStopped("interrupted");
        } catch (ExecutionException e) {
            return switch (e.getCause()) {
                case RuntimeException problem -> problem;
                case Error fatal -> throw fatal;
                case null, default -> new IllegalStateException(e);
            };
        }
    }

    private String condition(WorkflowStep.Condition step, String place, String previous, StepSpan span) {
        span.input(previous);
        var met = Boolean.parseBoolean(decided(
                place, step.name(), span, () -> Boolean.toString(step.test().test(input(previous)))));
        span.set("runtree.step.decision", Boolean.toString(met));
        decided(span, Boolean.toString(met));
        return sequence(met ? step.then() : step.otherwise(), place + "/" + met, previous, span);
    }

    private String loop(WorkflowStep.Loop step, String place, String previous, StepSpan span) {
        span.input(previous).set("runtree.step.most", step.most());
        var output = previous;
        for (var round = 1; round <= step.most(); round++) {
            var at = place + "/" + round;
            decided(span, Integer.toString(round));
            output = sequence(step.steps(), at, output, span);
            span.set("runtree.step.rounds", round);
            var last = output;
            var enough = decided(
                    at, step.name(), span, () -> Boolean.toString(step.until().test(input(last))));
            if (Boolean.parseBoolean(enough)) {
                break;
            }
        }
        return output;
    }

    private String router(WorkflowStep.Router step, String place, String previous, StepSpan span) {
        span.input(previous);
        var name = decided(place, step.name(), span, () -> step.choice().apply(input(previous)));
        span.set("runtree.step.decision", name);
        decided(span, name);
        var route = step.routes().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> RunFailure.ofStep(
                        "the router " + step.name() + " chose \"" + name + "\", which is none of "
                                + String.join(
                                        ", ",
                                        step.routes().stream()
                                                .map(WorkflowStep::name)
                                                .toList()),
                        null));
        return take(route, place + "/" + name, previous, span);
    }

    private String decided(String place, String step, StepSpan span, Supplier<String> rule) {
        var known = memo.get(place + DECIDED);
        if (known != null) {
            return known;
        }
        var decision = code.call(step, span, rule::get);
        memo.put(place + DECIDED, decision);
        return decision;
    }

    private StepInput input(String previous) {
        return new StepInput(
                question(),
                previous,
                outputs,
                ref.runId(),
                request.userId(),
                request.sessionId(),
                state,
                scope.cancellation());
    }

    /** Ends what waits in a run that ended beside it, so that nothing of it seems to go on. */
    void abandon(String why) {
        var kept = left.values().stream().map(OpenStep::child).filter(Objects::nonNull);
        Ends.abandoned(engine, scope.hold(), Stream.concat(paused.values().stream(), kept), why);
        var reopened = open.keySet();
        var spans = left.values().stream().filter(step -> !reopened.contains(step.place()));
        Ends.abandonedSpans(scope.hold(), spans.map(OpenStep::span), why);
        open.values().forEach(span -> span.cancelled(why));
    }

    Map<String, String> outputs() {
        return Map.copyOf(outputs);
    }

    Map<String, String> memo() {
        return Map.copyOf(memo);
    }

    /** The steps that are not done, the outer ones before those in them. */
    List<OpenStep> open() {
        return open.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> new OpenStep(entry.getKey(), entry.getValue().frame(), paused.get(entry.getKey())))
                .toList();
    }
}
