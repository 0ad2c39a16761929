package dev.runtree.check.expect;

import dev.runtree.check.expect.Observed.Called;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A tool is not called.
 *
 * @param line where it stands
 */
record ToolNotCalled(String tool, int line) implements Expectation {
    @Override
    public Optional<Mismatch> missed(Observed run) {
        var calls =
                run.calls().stream().filter(call -> call.tool().equals(tool)).toList();
        return calls.isEmpty()
                ? Optional.empty()
                : Optional.of(new Mismatch(
                        "tools.not_called",
                        line,
                        tool,
                        calls.stream().map(Called::toString).distinct().collect(Collectors.joining("; "))));
    }
}
