package dev.runtree.ui.sessions;

import dev.runtree.model.Run;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One exchange: what was asked, and what the run that it started answered.
 *
 * @param asked the whole of it; {@code null} when it is not recorded, likewise {@code answered}
 * @param calls of tools, in their order; with those of members
 * @param areCallsLeftOut whether the run has so many steps that its calls are not looked for here
 * @param waitsFor the tool whose call waits for somebody's approval
 */
record Turn(
        Run run,
        @Nullable String asked,
        @Nullable String answered,
        List<Call> calls,
        boolean areCallsLeftOut,
        @Nullable String waitsFor) {
    Turn {
        calls = List.copyOf(calls);
    }

    /** What can be said before a turn is read: the beginnings of its texts. */
    static Turn preview(Run run) {
        return new Turn(run, run.input(), run.output(), List.of(), false, null);
    }

    /** The same of a run that has gone on. */
    Turn of(Run now) {
        return new Turn(now, asked, answered, calls, areCallsLeftOut, waitsFor);
    }

    /** About how many characters it takes in memory. */
    long length() {
        return (asked == null ? 0 : asked.length()) + (answered == null ? 0 : answered.length()) + 300L * calls.size();
    }
}
