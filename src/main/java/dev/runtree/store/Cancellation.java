package dev.runtree.store;

import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Carries the wish to give up to the statement that runs, whichever thread wishes. */
final class Cancellation {
    private boolean wanted;
    private @Nullable Runnable ending;

    /**
     * A statement runs from now until {@link #done}.
     *
     * @param end ends it, from another thread
     * @throws CancellationException when it is given up already
     */
    synchronized void running(Runnable end) {
        check();
        ending = end;
    }

    synchronized void done() {
        ending = null;
    }

    synchronized void cancel() {
        wanted = true;
        if (ending != null) {
            ending.run();
        }
    }

    synchronized boolean isWanted() {
        return wanted;
    }

    synchronized void check() {
        if (wanted) {
            throw new CancellationException();
        }
    }
}
