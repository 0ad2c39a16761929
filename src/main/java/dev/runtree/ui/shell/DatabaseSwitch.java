package dev.runtree.ui.shell;

import dev.runtree.settings.DatabaseTarget;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.store.Database;
import dev.runtree.store.Databases;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Job;
import dev.runtree.ui.background.Work;
import dev.runtree.ui.receive.Reception;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Opens the window's database, one at a time, without making the window wait. */
final class DatabaseSwitch {
    private final Background background;
    private final RuntreeHome home;
    private final Reception reception;
    private Consumer<Database> leaving = database -> {};
    private DatabaseTarget target = new DatabaseTarget.Embedded();
    private @Nullable Pair pair;
    private @Nullable OpenDatabase open;
    private @Nullable Job opening;
    private @Nullable EarlyOpening begun;
    private @Nullable String failure;

    DatabaseSwitch(Background background, RuntreeHome home, Reception reception) {
        this.background = background;
        this.home = home;
        this.reception = reception;
    }

    private record Pair(DatabaseTarget traces, DatabaseTarget primary) {}

    /** Beside a database of traces, approvals and sessions are in a primary one, whenever that of the traces is shown. */
    void pair(DatabaseTarget traces, DatabaseTarget primary) {
        pair = new Pair(traces, primary);
    }

    /**
     * A primary database may be away: runs are shown meanwhile.
     *
     * @param primary {@code null} where all is in one database
     */
    static Databases open(DatabaseTarget wanted, @Nullable DatabaseTarget primary, RuntreeHome home) {
        var traces = Database.open(wanted, home);
        if (primary == null) {
            return Databases.of(traces);
        }
        try {
            return new Databases(traces, Database.openPrimaryOrAwait(primary, home));
        } catch (RuntimeException e) {
            traces.close();
            throw e;
        }
    }

    /** The first database that is asked for is this one, if it is the same. */
    void begun(EarlyOpening early) {
        begun = early;
    }

    private Work<Databases> opener(DatabaseTarget wanted) {
        var early = begun;
        begun = null;
        var primary = beside(wanted);
        return early != null && early.isOf(wanted, primary) ? early::get : () -> open(wanted, primary, home);
    }

    private @Nullable DatabaseTarget beside(DatabaseTarget traces) {
        return pair != null && pair.traces().equals(traces) ? pair.primary() : null;
    }

    Shown shown() {
        return new Shown(target, beside(target));
    }

    /** Called with a database that is let go of, while it still can be used; on a thread of its own. */
    void onLeave(Consumer<Database> handler) {
        leaving = handler;
    }

    DatabaseTarget target() {
        return target;
    }

    /** Why the last one could not be opened, fit to be shown; {@code null} otherwise. */
    @Nullable String failure() {
        return failure;
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
        failure = null;
        close(new CompletableFuture<>());
        opening = background.call(
                opener(wanted),
                databases -> {
                    var now = OpenDatabase.of(
                            databases,
                            !reception.isStill(),
                            () -> background.later(() -> {
                                if (open != null && open.databases().equals(databases)) {
                                    changed.run();
                                }
                            }));
                    open = now;
                    reception.use(databases.traces());
                    opened.accept(now);
                },
                why -> {
                    failure = String.valueOf(why.getMessage());
                    failed.accept(failure);
                });
    }

    /**
     * Lets go of the database; its connections are closed behind the window's back, after what was being received is stored.
     *
     * @return completed when that is done, by whatever thread does it
     */
    CompletableFuture<Void> close() {
        var closed = new CompletableFuture<Void>();
        close(closed);
        return closed;
    }

    private void close(CompletableFuture<Void> closed) {
        if (opening != null) {
            opening.cancel();
            opening = null;
        }
        var before = open;
        open = null;
        if (before == null) {
            closed.complete(null);
        } else {
            reception.use(null);
            background.call(() -> close(before, closed), done -> {}, failure -> {});
        }
    }

    private OpenDatabase close(OpenDatabase before, CompletableFuture<Void> closed) {
        try {
            leaving.accept(before.database());
            reception.leave(before.database());
            before.close();
        } finally {
            closed.complete(null);
        }
        return before;
    }
}
