package dev.runtree.ui.provenance;

import dev.runtree.store.Query;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Several questions to the database, one after the other, of which the later depend on the earlier; given up together. */
final class Chain<T> implements Query<T> {
    private final Steps<T> steps;
    private volatile @Nullable Query<?> current;
    private volatile boolean cancelled;

    Chain(Steps<T> steps) {
        this.steps = steps;
    }

    /** What is asked. */
    interface Steps<T> {
        T ask(Chain<T> chain);
    }

    /** Asks one question of the chain. */
    <A> A fetch(Query<A> query) {
        current = query;
        check();
        return query.fetch();
    }

    /** @throws CancellationException when the chain is given up */
    void check() {
        if (cancelled) {
            throw new CancellationException();
        }
    }

    @Override
    public T fetch() {
        check();
        return steps.ask(this);
    }

    @Override
    public void cancel() {
        cancelled = true;
        var asked = current;
        if (asked != null) {
            asked.cancel();
        }
    }
}
