package dev.runtree.ui.runs;

import dev.runtree.model.Run;
import dev.runtree.store.RunMarks;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a cell of the list shows a run in: two lines, or one with a column each. */
interface RunRow {
    void show(Run run, RunMarks marks, RunScale scale, Instant now);

    /** Shows where words are said in place of what was asked; {@code null} where none were looked for. */
    void said(@Nullable Snippet snippet);
}
