package dev.runtree.check;

import dev.runtree.check.expect.Mismatch;
import java.util.List;

/** What became of a case. */
public sealed interface Verdict {

    /** All is as expected. */
    record Passed() implements Verdict {}

    /** @param missed what is not as expected, one or more */
    record Failed(List<Mismatch> missed) implements Verdict {
        public Failed {
            missed = List.copyOf(missed);
        }
    }

    /**
     * It could not be found out: the case has a mistake, its record lacks something, the model is away.
     *
     * @param line why, in one line
     */
    record NotDone(String line) implements Verdict {}

    /**
     * It was not begun.
     *
     * @param line why, in one line
     */
    record Skipped(String line) implements Verdict {}
}
