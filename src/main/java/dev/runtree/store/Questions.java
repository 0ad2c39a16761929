package dev.runtree.store;

import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Asks one question after the other, on one thread, until it is ended by another. */
public final class Questions {
    private boolean isEnded;
    private @Nullable Query<?> asked;

    /**
     * Asks and waits.
     *
     * @throws CancellationException once {@link #end} was called
     * @throws StoreException when the database does not answer
     */
    public <T> T ask(Query<T> query) {
        synchronized (this) {
            if (isEnded) {
                throw new CancellationException();
            }
            asked = query;
        }
        return query.fetch();
    }

    /** Ends the question that is asked, and asks nothing more. */
    public synchronized void end() {
        isEnded = true;
        if (asked != null) {
            asked.cancel();
        }
    }

    public synchronized boolean areEnded() {
        return isEnded;
    }
}
