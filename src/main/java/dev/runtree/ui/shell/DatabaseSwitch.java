package dev.runtree.ui.shell;

import dev.runtree.settings.DatabaseTarget;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.store.Database;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Job;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Opens the window's database, one at a time, without making the window wait. */
final class DatabaseSwitch {
    private final Background background;
    private final RuntreeHome home;
    private DatabaseTarget target = new DatabaseTarget.Embedded();
    private @Nullable OpenDatabase open;
    private @Nullable Job opening;

    DatabaseSwitch(Background background, RuntreeHome home) {
        this.background = background;
        this.home = home;
    }

    DatabaseTarget target() {
        return target;
    }

    @Nullable OpenDatabase current() {
        return open;
    }

    /**
     * @param changed called on the JavaFX thread when runs have changed, while this database is the one that is open
     * @param opened called once it is there
     * @param failed called with what to tell
     */
    void open(DatabaseTarget wanted, Runnable changed, Consumer<OpenDatabase> opened, Consumer<String> failed) {
        target = wanted;
        close();
        opening = background.call(
                () -> Database.open(wanted, home),
                database -> {
                    var now = OpenDatabase.of(
                            database,
                            () -> background.later(() -> {
                                if (open != null && open.database() == database) {
                                    changed.run();
                                }
                            }));
                    open = now;
                    opened.accept(now);
                },
                failure -> failed.accept(String.valueOf(failure.getMessage())));
    }

    /** Lets go of the database; its connections are closed behind the window's back. */
    void close() {
        if (opening != null) {
            opening.cancel();
            opening = null;
        }
        var before = open;
        open = null;
        if (before != null) {
            background.call(
                    () -> {
                        before.close();
                        return before;
                    },
                    closed -> {},
                    failure -> {});
        }
    }
}
