package dev.runtree.check.expect;

import dev.runtree.check.expect.Observed.Called;
import java.util.List;
import java.util.stream.Collectors;

/** What was called, in words. */
final class Told {
    private Told() {}

    static String times(long count) {
        return count == 0 ? "not called" : count == 1 ? "once" : count + " times";
    }

    /** The names, in their order. */
    static String tools(List<Called> calls) {
        return calls.isEmpty()
                ? "no tool was called"
                : "called: " + calls.stream().map(Called::tool).collect(Collectors.joining(", "));
    }
}
