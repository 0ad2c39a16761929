package dev.runtree.ui.shell;

import dev.runtree.store.Changes;
import dev.runtree.store.Database;
import dev.runtree.store.RunQueries;
import dev.runtree.store.Upkeep;

/** The database that the window shows. */
record OpenDatabase(Database database, RunQueries queries, Changes changes, Upkeep upkeep) implements AutoCloseable {

    static OpenDatabase of(Database database, Runnable changed) {
        return new OpenDatabase(
                database, new RunQueries(database), new Changes(database, changed), Upkeep.start(database));
    }

    @Override
    public void close() {
        upkeep.close();
        changes.close();
        database.close();
    }
}
