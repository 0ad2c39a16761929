package dev.runtree.ui.shell;

import dev.runtree.store.Changes;
import dev.runtree.store.Database;
import dev.runtree.store.RunCopier;
import dev.runtree.store.RunQueries;
import dev.runtree.store.Upkeep;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The database that the window shows. */
record OpenDatabase(
        Database database,
        RunQueries queries,
        Changes changes,
        Upkeep upkeep,
        @Nullable RunCopier copier) implements AutoCloseable {

    /** What is not copied by then is copied by the next Runtree. */
    private static final Duration LONGEST_END = Duration.ofSeconds(3);

    /** @param copier copies its sessions to a primary database; {@code null} where there is none beside it */
    static OpenDatabase of(Database database, @Nullable RunCopier copier, Runnable changed) {
        return new OpenDatabase(
                database, new RunQueries(database), new Changes(database, changed), Upkeep.start(database), copier);
    }

    @Override
    public void close() {
        upkeep.close();
        changes.close();
        if (copier != null) {
            copier.finish(LONGEST_END);
            copier.close();
        }
        database.close();
    }
}
