package dev.runtree.store;

import java.sql.Connection;
import java.sql.SQLException;
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

    /** Whether questions go to another server than what is written: to a replica. */
    default boolean readsElsewhere() {
        return false;
    }

    /** A connection for questions, which may see a little less than what was just written. */
    default Connection connectToRead() throws SQLException {
        return connect();
    }

    /** What messages call it. */
    String place();

    /** What the status line calls it. */
    String describe(String version);

    @Override
    void close();
}
