package dev.runtree.store;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How writing goes.
 *
 * @param away why the database cannot take spans now, in a sentence; {@code null} while it does. What comes is kept on disk
 * @param spans that wait on disk
 * @param logs log records that wait on disk
 * @param returned spans and log records that waited on disk and are in the database, since it was last away
 * @param refusal why not even the disk takes more, in a sentence; {@code null} while it does
 * @param refused spans and log records that a healthy database would not have, since the start; they are kept apart
 * @param spool the folder of those that wait
 */
public record WriteStatus(
        @Nullable String away,
        long spans,
        long logs,
        long returned,
        @Nullable String refusal,
        int refused,
        Path spool) {

    /** Whether nothing waits on disk and nothing stands in the way. */
    public boolean isFine() {
        return away == null && refusal == null && spans + logs == 0;
    }
}
