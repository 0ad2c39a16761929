package dev.runtree.settings;

import org.jspecify.annotations.Nullable;

/** Which database to work on: what {@code --db} names. */
public sealed interface DatabaseTarget {

    /** The one in the data folder. */
    record Embedded() implements DatabaseTarget {}

    /**
     * A server of the user's.
     *
     * @param url a JDBC URL without a password
     * @param password {@code null} when the server asks for none; never printed
     */
    record Server(
            String url, @Nullable String user, @Nullable String password) implements DatabaseTarget {
        @Override
        public String toString() {
            return url;
        }
    }
}
