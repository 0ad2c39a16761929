package dev.runtree.replay;

import dev.runtree.model.Run;
import dev.runtree.model.SpanId;
import dev.runtree.replay.RecordedStep.ModelCall;
import dev.runtree.replay.RecordedStep.RunBegin;
import dev.runtree.replay.RecordedStep.ToolCall;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A run as it was recorded, with the runs beneath it: the loop of its agents as the record tells it. Messages that several calls
 * have in common are in memory once.
 *
 * @param steps in the order of the tree, parents before their children; the step numbered 1 is the first
 * @param lacks what the record lacks
 */
public record RecordedRun(Run run, List<RecordedStep> steps, Lacks lacks) {
    private static final Comparator<RecordedStep> BY_START = Comparator.<RecordedStep>comparingLong(
                    step -> step.span().startNanos())
            .thenComparingInt(RecordedStep::number);

    public RecordedRun {
        steps = List.copyOf(steps);
    }

    /** @param number from 1 */
    public RecordedStep step(int number) {
        return steps.get(number - 1);
    }

    /** The step that this span tells of; empty when it is none of this run's. */
    public Optional<RecordedStep> step(SpanId span) {
        return steps.stream().filter(step -> step.span().id().equals(span)).findFirst();
    }

    /** The steps directly beneath one, in their order. */
    public List<RecordedStep> beneath(int number) {
        return steps.stream().filter(step -> step.place().parent() == number).toList();
    }

    /** The model calls of one run, in the order in which they began; without those of the runs beneath it. */
    public List<ModelCall> modelCalls(int run) {
        return modelCalls().getOrDefault(run, List.of());
    }

    /** The model calls of each run, by the number of the step that began it, as {@link #modelCalls(int)} gives them. */
    public Map<Integer, List<ModelCall>> modelCalls() {
        return steps.stream()
                .filter(ModelCall.class::isInstance)
                .map(ModelCall.class::cast)
                .sorted(BY_START)
                .collect(Collectors.groupingBy(call -> call.place().run(), LinkedHashMap::new, Collectors.toList()));
    }

    /** The step that began the run. */
    public Optional<RunBegin> begin() {
        return steps.stream()
                .filter(step -> step instanceof RunBegin && step.span().id().equals(run.id()))
                .map(RunBegin.class::cast)
                .findFirst();
    }

    /** The tools' calls, in the order of the tree. */
    public List<ToolCall> toolCalls() {
        return steps.stream()
                .filter(ToolCall.class::isInstance)
                .map(ToolCall.class::cast)
                .toList();
    }
}
