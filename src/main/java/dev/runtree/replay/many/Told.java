package dev.runtree.replay.many;

import dev.runtree.compare.CallOrder;
import dev.runtree.compare.ToolCall;
import dev.runtree.replay.RecordedRun;
import dev.runtree.replay.RecordedStep;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of a run is compared with its replays.
 *
 * @param answer what it came to; {@code null} for nothing
 * @param calls of tools, in the order of the tree
 */
public record Told(@Nullable String answer, List<ToolCall> calls) {

    public Told {
        calls = List.copyOf(calls);
    }

    public static Told of(RecordedRun record) {
        return new Told(
                answer(record), record.toolCalls().stream().map(Told::call).toList());
    }

    private static ToolCall call(RecordedStep.ToolCall step) {
        var arguments = step.arguments() == null ? "" : step.arguments();
        return ToolCall.of(step.span().id(), step.name(), arguments, true, step.error() != null);
    }

    /** The last answer of the run's own models; where there is none, what the run itself gave. */
    private static @Nullable String answer(RecordedRun record) {
        var begin = record.begin();
        var calls = record.modelCalls(begin.map(RecordedStep::number).orElse(0));
        var last = calls.isEmpty() ? null : calls.getLast().answer();
        var said = last == null ? "" : last.text();
        return said.isBlank() ? begin.map(RecordedStep.RunBegin::output).orElse(null) : said;
    }

    /** Whether tools were called in the same order with the same arguments. */
    public boolean callsTheSame(Told other) {
        return CallOrder.of(calls, other.calls).isSame();
    }
}
