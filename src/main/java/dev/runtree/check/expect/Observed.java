package dev.runtree.check.expect;

import dev.runtree.model.Run;
import dev.runtree.model.Usage;
import dev.runtree.replay.AskedCall;
import dev.runtree.replay.AskedCall.Found.InStep;
import dev.runtree.replay.RecordedRun;
import dev.runtree.replay.RecordedStep.ModelCall;
import dev.runtree.replay.RecordedStep.Other;
import dev.runtree.replay.RecordedStep.RunBegin;
import dev.runtree.replay.RecordedStep.ToolCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run did, as far as something can be expected of it.
 *
 * @param answer whole
 * @param calls the tools that were called, in the order of the tree, those of the runs beneath it included
 * @param steps all steps, as trees and lists count them
 * @param modelCalls those taken from a record included
 * @param used by the live steps: what is taken from a record uses nothing
 * @param time of the whole
 */
public record Observed(String answer, List<Called> calls, int steps, int modelCalls, Usage used, Duration time) {

    /**
     * A tool's call.
     *
     * @param arguments JSON where it is JSON
     */
    public record Called(String tool, String arguments) {
        @Override
        public String toString() {
            return arguments.isBlank() ? tool : tool + " " + arguments.strip();
        }
    }

    public Observed {
        calls = List.copyOf(calls);
    }

    /**
     * @param run as it is stored
     * @param record the same, read back
     */
    public static Observed of(Run run, RecordedRun record, Duration time) {
        return new Observed(
                answer(record),
                calls(record),
                record.steps().size(),
                (int) record.steps().stream()
                        .filter(ModelCall.class::isInstance)
                        .count(),
                run.tree(),
                time);
    }

    /** What the run gave; of model calls under no agent, what the last one said. */
    private static String answer(RecordedRun record) {
        var output = record.begin().map(RunBegin::output).orElse(null);
        if (output != null) {
            return output;
        }
        var top = record.begin().map(RunBegin::number).orElse(0);
        var calls = record.modelCalls(top);
        var last = calls.isEmpty() ? null : calls.getLast().answer();
        return last == null ? "" : last.text();
    }

    /** The steps of tools, and what was asked for of which there is no step. */
    private static List<Called> calls(RecordedRun record) {
        var calls = new ArrayList<Called>();
        for (var step : record.steps()) {
            switch (step) {
                case ToolCall call ->
                    calls.add(new Called(call.name(), call.arguments() == null ? "" : call.arguments()));
                case ModelCall call ->
                    call.calls().stream()
                            .filter(asked -> !(asked.result() instanceof InStep))
                            .map(Observed::called)
                            .forEach(calls::add);
                case RunBegin begin -> {}
                case Other other -> {}
            }
        }
        return calls;
    }

    private static Called called(AskedCall asked) {
        return new Called(asked.name(), asked.arguments());
    }
}
