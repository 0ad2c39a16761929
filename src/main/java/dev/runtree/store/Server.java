package dev.runtree.store;

import org.jspecify.annotations.Nullable;

/** A server and a database on it, as a place to connect to. */
sealed interface Server extends Connector.Source, AutoCloseable permits EmbeddedServer, UserServer {

    /** The JDBC URL, without a password. */
    String url();

    @Nullable String user();

    /** The schema that is wanted; {@code null} when the server's own search path decides. */
    default @Nullable String schema() {
        return null;
    }

    /** What tells it from other databases, however it is reached: on what waits on disk for it. Without a password. */
    String identity();

    /** What messages call it. */
    String place();

    /** What the status line calls it. */
    String describe(String version);

    @Override
    void close();
}
