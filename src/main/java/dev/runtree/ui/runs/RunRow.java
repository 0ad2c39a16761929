package dev.runtree.ui.runs;

import dev.runtree.model.Run;
import dev.runtree.store.RunMarks;
import java.time.Instant;

/** What a cell of the list shows a run in: two lines, or one with a column each. */
interface RunRow {
    void show(Run run, RunMarks marks, RunScale scale, Instant now);
}
