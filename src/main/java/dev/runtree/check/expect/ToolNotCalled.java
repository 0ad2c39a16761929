package dev.runtree.check.expect;

import dev.runtree.check.expect.Observed.Called;
import java.util.stream.Collectors;

/**
 * A tool is not called.
 *
 * @param line where it stands
 */
record ToolNotCalled(String tool, int line) implements Expectation {
    @Override
    public Held hold(Observed run) {
        var calls =
                run.calls().stream().filter(call -> call.tool().equals(tool)).toList();
        var told = calls.stream().map(Called::toString).distinct().collect(Collectors.joining("; "));
        return new Held("tools.not_called", line, tool, calls.isEmpty() ? Told.times(0) : told, calls.isEmpty());
    }
}
