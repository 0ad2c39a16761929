package dev.runtree.replay.many;

import dev.runtree.model.Run;
import dev.runtree.replay.RecordedRun;
import org.jspecify.annotations.Nullable;

/**
 * A run that was read to be replayed with others.
 *
 * @param record {@code null} where it cannot be had
 * @param problem why not, in one line; {@code null} where it can
 */
public record ReadRun(
        Run run, @Nullable RecordedRun record, @Nullable String problem) {
    private static final int SHORT_ID = 8;

    /** How it is told to a reader: {@code desk 4e91a700}. */
    public String told() {
        return told(run);
    }

    /** How a run is told to a reader where there are several. */
    public static String told(Run run) {
        var id = run.runId();
        return run.name() + " " + id.substring(0, Math.min(SHORT_ID, id.length()));
    }
}
