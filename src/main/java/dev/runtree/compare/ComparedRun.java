package dev.runtree.compare;

import dev.runtree.model.Annotation;
import dev.runtree.model.Run;
import org.jspecify.annotations.Nullable;

/**
 * A run that is compared with others.
 *
 * @param said what readers said of it; {@code null} while it is not read
 * @param steps what its steps tell; {@code null} while they are not read
 */
public record ComparedRun(
        Run run, @Nullable Annotation said, @Nullable RunSteps steps) {

    /** A run of which only its row is known. */
    public static ComparedRun of(Run run) {
        return new ComparedRun(run, null, null);
    }
}
