package dev.runtree.check.expect;

import java.util.List;
import java.util.Optional;

/**
 * Tools are called in this order; others may be called before, between and behind.
 *
 * @param line where it stands
 */
record ToolOrder(List<String> tools, int line) implements Expectation {
    ToolOrder {
        tools = List.copyOf(tools);
    }

    @Override
    public Optional<Mismatch> missed(Observed run) {
        var next = 0;
        for (var call : run.calls()) {
            if (next < tools.size() && call.tool().equals(tools.get(next))) {
                next++;
            }
        }
        return next == tools.size()
                ? Optional.empty()
                : Optional.of(new Mismatch("tools.order", line, String.join(", ", tools), Told.tools(run.calls())));
    }
}
