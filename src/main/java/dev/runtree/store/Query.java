package dev.runtree.store;

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
}
