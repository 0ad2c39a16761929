package dev.runtree.ui.shell;

import dev.runtree.store.Changes;
import dev.runtree.store.Database;
import dev.runtree.store.RunQueries;

/** The database that the window shows. */
record OpenDatabase(Database database, RunQueries queries, Changes changes) implements AutoCloseable {

    static OpenDatabase of(Database database, Runnable changed) {
        return new OpenDatabase(database, new RunQueries(database), new Changes(database, changed));
    }

    @Override
    public void close() {
        changes.close();
        database.close();
    }
}
