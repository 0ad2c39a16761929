package dev.runtree.ui.aligned;

import dev.runtree.compare.steps.ComparedSteps;
import dev.runtree.model.Run;
import dev.runtree.model.RunStatus;
import dev.runtree.model.Trace;
import dev.runtree.ui.run.RowFigures;

/** A run that was read to be compared: its steps without what they said, and what tells that from others. */
record ReadRun(Trace trace, ComparedSteps steps, RowFigures figures) {

    Run run() {
        return trace.run();
    }

    /** Whether more may come. */
    boolean isGrowing() {
        return run().status() == RunStatus.RUNNING || run().status() == RunStatus.PAUSED;
    }
}
