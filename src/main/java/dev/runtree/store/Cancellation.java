package dev.runtree.store;

import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Carries the wish to give up to the statement that runs, whichever thread wishes. */
final class Cancellation {
    private boolean wanted;
    private org.jooq.@Nullable Query running;

    /** @throws CancellationException when it is given up already */
    synchronized void running(org.jooq.Query query) {
        check();
        running = query;
    }

    synchronized void done() {
        running = null;
    }

    synchronized void cancel() {
        wanted = true;
        if (running != null) {
            running.cancel();
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
