package dev.runtree.check.expect;

import java.util.List;

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
    public Held hold(Observed run) {
        var next = 0;
        for (var call : run.calls()) {
            if (next < tools.size() && call.tool().equals(tools.get(next))) {
                next++;
            }
        }
        return new Held("tools.order", line, String.join(", ", tools), Told.tools(run.calls()), next == tools.size());
    }
}
