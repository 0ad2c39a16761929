package dev.runtree.replay;

import dev.runtree.model.RunStatus;
import dev.runtree.model.Trace;
import dev.runtree.replay.AskedCall.Found.InStep;
import dev.runtree.replay.AskedCall.Found.Nowhere;
import dev.runtree.replay.RecordedStep.ModelCall;
import dev.runtree.replay.RecordedStep.Other;
import dev.runtree.replay.RecordedStep.RunBegin;
import dev.runtree.replay.RecordedStep.ToolCall;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds what the record of a run lacks. */
final class Lacking {
    private final Trace trace;
    private final List<RecordedStep> steps;
    private final List<Lack> found = new ArrayList<>();

    /** @param seen what was seen while the steps were read */
    Lacking(Trace trace, List<RecordedStep> steps, List<Lack> seen) {
        this.trace = trace;
        this.steps = steps;
        found.addAll(seen);
    }

    Lacks find() {
        run();
        var told = toldInRequests();
        var last = lastCalls();
        for (var step : steps) {
            switch (step) {
                case ModelCall call -> call(call, last.contains(call.number()));
                case ToolCall call -> tool(call, told);
                case RunBegin begin -> {}
                case Other other -> {}
            }
        }
        return new Lacks(found.stream()
                .sorted(Comparator.comparing(Lack::kind).thenComparingInt(Lack::step))
                .toList());
    }

    private void run() {
        var removed = trace.stepsRemovedAt();
        if (removed != null) {
            whole(
                    Lack.Kind.STEPS_REMOVED,
                    "retention removed them on " + LocalDate.ofInstant(removed, ZoneId.systemDefault())
                            + ". Import the trace again, if you exported it before");
        }
        var status = trace.run().status();
        if (status == RunStatus.RUNNING) {
            whole(Lack.Kind.STILL_RUNS, "wait until it has ended");
        } else if (status == RunStatus.PAUSED) {
            whole(
                    Lack.Kind.PAUSED,
                    "it waits for a decision (runtree approvals) and can be replayed when it has ended");
        }
    }

    private void whole(Lack.Kind kind, String why) {
        found.add(new Lack(kind, 0, kind.words() + ": " + why));
    }

    private void step(Lack.Kind kind, RecordedStep step, String why) {
        found.add(new Lack(kind, step.number(), kind.words() + ": " + step.told() + ", " + why));
    }

    /** The last model call of each run: where it ends with asking for tools, nobody was to answer. */
    private Set<Integer> lastCalls() {
        var last = new HashMap<Integer, ModelCall>();
        for (var step : steps) {
            if (step instanceof ModelCall call) {
                last.merge(
                        call.place().run(),
                        call,
                        (one, other) -> one.span().startNanos() > other.span().startNanos() ? one : other);
            }
        }
        return last.values().stream().map(RecordedStep::number).collect(Collectors.toSet());
    }

    private void call(ModelCall call, boolean isLast) {
        var ended = call.error() != null || call.span().isCancelled();
        var isAsked = !call.request().messages().isEmpty();
        if (call.answer() == null && !ended) {
            if (isAsked) {
                step(Lack.Kind.NO_ANSWER, call, "the model's answer was not recorded");
            } else {
                step(
                        Lack.Kind.NO_MESSAGES,
                        call,
                        "its sender does not record what is said to and by models; docs/send-traces.md tells how to"
                                + " have it");
            }
        } else if (!isAsked) {
            step(Lack.Kind.NO_REQUEST, call, "what the model was asked was not recorded");
        }
        if (!call.calls().isEmpty() && call.request().tools().isEmpty()) {
            step(Lack.Kind.NO_TOOLS, call, "it asks for tools that nobody described");
        }
        for (var asked : call.calls()) {
            if (asked.result() instanceof Nowhere && !isLast) {
                step(Lack.Kind.NO_RESULT, call, "it asks for " + asked.name() + ", of which nothing was recorded");
            }
        }
    }

    private void tool(ToolCall call, Set<Integer> told) {
        var ended = call.error() != null || call.span().isCancelled();
        if (call.result() == null && !ended && !told.contains(call.number())) {
            step(Lack.Kind.NO_RESULT, call, "what it gave was not recorded");
        }
    }

    /** Tools without a result of their own, whose result the model was told nevertheless. */
    private Set<Integer> toldInRequests() {
        var told = new HashSet<Integer>();
        for (var step : steps) {
            if (step instanceof ModelCall call) {
                for (var asked : call.calls()) {
                    if (asked.told() != null && asked.result() instanceof InStep(int number, var near)) {
                        told.add(number);
                    }
                }
            }
        }
        return told;
    }
}
