package dev.runtree.store;

/**
 * Tells that runs have changed: by {@code LISTEN}, or by asking once a second where that is not possible. Calls the
 * listener on a thread of its own, at most four times a second.
 */
public final class Changes implements AutoCloseable {

    public Changes(Database database, Runnable changed) {}

    @Override
    public void close() {}
}
