package dev.runtree.ui.sql;

import dev.runtree.store.Database;
import dev.runtree.store.Databases;
import dev.runtree.ui.Standing;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A statement that somebody asked for in another view. It waits where the console was not shown yet. */
public final class AskedSql implements Standing {
    private @Nullable String waiting;
    private @Nullable Consumer<String> console;

    /** Shows a statement in the console; it is not run. */
    public void open(String sql) {
        if (console == null) {
            waiting = sql;
        } else {
            console.accept(sql);
        }
    }

    void onOpen(Consumer<String> handler) {
        console = handler;
        if (waiting != null) {
            handler.accept(waiting);
            waiting = null;
        }
    }

    @Override
    public void use(Databases databases) {
        // A statement is of no database.
    }

    @Override
    public void refresh() {
        // Nothing is shown of what has changed.
    }

    @Override
    public void leave(Database database) {
        // Nothing runs before the console was shown.
    }
}
