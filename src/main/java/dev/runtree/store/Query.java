package dev.runtree.store;

import java.util.function.Function;

/** A question to the database that can be given up while it runs, from any thread. */
public interface Query<T> {

    /**
     * Asks and waits. Once for each query.
     *
     * @throws StoreException when the database does not answer or refuses
     */
    T fetch();

    /** Ends {@link #fetch} with a {@link java.util.concurrent.CancellationException}; the connection is kept. */
    void cancel();

    /** The same question with its answer made into something else, where it is fetched. */
    default <R> Query<R> map(Function<? super T, ? extends R> made) {
        var asked = this;
        return new Query<>() {
            @Override
            public R fetch() {
                return made.apply(asked.fetch());
            }

            @Override
            public void cancel() {
                asked.cancel();
            }
        };
    }
}
