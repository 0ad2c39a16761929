package dev.runtree.store;

/**
 * Where things are: traces, spans and runs in one database, approvals, audit and what sessions remember in the primary one.
 * Mostly both are the same.
 *
 * @param traces as {@link Database#open} opens it
 * @param primary the same object, or one that {@link Database#openPrimary} has opened
 */
public record Databases(Database traces, Database primary) implements AutoCloseable {

    /** One database for everything. */
    public static Databases of(Database database) {
        return new Databases(database, database);
    }

    /** Whether traces are kept apart from all else. */
    public boolean areTwo() {
        return traces != primary;
    }

    /** Closes both. */
    @Override
    public void close() {
        try (traces) {
            if (areTwo()) {
                primary.close();
            }
        }
    }
}
