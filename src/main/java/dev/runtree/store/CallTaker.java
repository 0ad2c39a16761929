package dev.runtree.store;

import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Run;

/** Is given runs one after the other, each with the calls of models that are its own. On the thread that fetches. */
public interface CallTaker {
    /**
     * The next run.
     *
     * @param hasSteps whether there is any step of its trace; there is none when retention has removed them
     * @return whether its calls are wanted
     */
    boolean begins(Run run, boolean hasSteps);

    /** A call of the run that began last; they come in the order of their starts. */
    void call(RecordedSpan call);
}
