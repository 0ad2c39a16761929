package dev.runtree.ui.replay;

import dev.runtree.model.SpanId;
import dev.runtree.replay.RecordedRun;
import dev.runtree.replay.RecordedStep;
import dev.runtree.replay.RecordedStep.ModelCall;
import dev.runtree.replay.RecordedStep.Other;
import dev.runtree.replay.RecordedStep.ToolCall;
import dev.runtree.replay.edit.EditableStep.Asking;
import dev.runtree.replay.live.ForkPlan;
import org.jspecify.annotations.Nullable;

/** Where a fork leaves that is asked for at any row of a tree. */
final class Leaving {
    private Leaving() {}

    /**
     * The model call or the tool call of the row: of a run its first model call, and of what is neither the one that comes next.
     *
     * @throws dev.runtree.replay.live.CannotFork when there is none
     */
    static RecordedStep at(RecordedRun record, SpanId step) {
        var named = record.step(step).orElse(null);
        if (named instanceof Other other) {
            named = record.steps().stream()
                    .filter(later -> later.number() > other.number())
                    .filter(later -> later instanceof ModelCall || later instanceof ToolCall)
                    .findFirst()
                    .orElse(other);
        }
        return new ForkPlan(record).leaving(named);
    }

    /**
     * The model call of the row: of a tool call the one that asked for it, and of everything else the next one.
     *
     * @throws dev.runtree.replay.live.CannotFork when there is none
     */
    static RecordedStep call(RecordedRun record, SpanId step) {
        var leaving = at(record, step);
        if (leaving instanceof ModelCall) {
            return leaving;
        }
        return record.modelCalls(leaving.place().run()).stream()
                .filter(call -> call.span().startNanos() <= leaving.span().startNanos())
                .reduce((before, later) -> later)
                .<RecordedStep>map(call -> call)
                .orElseGet(() -> new ForkPlan(record).leaving(null));
    }

    /** The model that is asked next unless another one is named: {@code provider:name}, where the record tells it. */
    static @Nullable String model(RecordedRun record, RecordedStep leaving) {
        var calls = record.modelCalls(leaving.place().run());
        var call = leaving instanceof ModelCall asked
                ? asked
                : calls.stream()
                        .filter(later ->
                                later.span().startNanos() >= leaving.span().startNanos())
                        .findFirst()
                        .orElse(calls.isEmpty() ? null : calls.getLast());
        return call != null && new ForkPlan(record).editable(call) instanceof Asking asking ? asking.model() : null;
    }
}
