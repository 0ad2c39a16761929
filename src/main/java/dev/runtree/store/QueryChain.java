package dev.runtree.store;

import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Questions asked one after the other, each in a transaction of its own; giving up ends the one that is asked. */
public abstract class QueryChain<T> implements Query<T> {
    private @Nullable Query<?> asked;
    private boolean isCancelled;

    /**
     * Asks the next question and waits.
     *
     * @throws CancellationException when the whole has been given up
     */
    protected final <R> R ask(Query<R> query) {
        synchronized (this) {
            if (isCancelled) {
                throw new CancellationException();
            }
            asked = query;
        }
        return query.fetch();
    }

    @Override
    public final synchronized void cancel() {
        isCancelled = true;
        if (asked != null) {
            asked.cancel();
        }
    }
}
