package dev.runtree.ui.shell;

import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.store.Database;
import dev.runtree.store.Databases;
import dev.runtree.store.Deletion;
import dev.runtree.store.StoreException;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes runs. They are out of sight at once, and out of the database when the time for Undo has passed, when further runs are
 * deleted, or when the database is let go of; until then nothing has happened to them. Of several it is asked first.
 */
final class Deleting {
    static final Duration UNDO = Duration.seconds(10);

    private static final Logger log = LoggerFactory.getLogger(Deleting.class);

    private final Background background;
    private final UndoLine line;
    private final Listeners listeners;
    private final AtomicReference<@Nullable Pending> pending = new AtomicReference<>();

    /** What is being deleted now; of the JavaFX thread. */
    private final List<Pending> underWay = new ArrayList<>();

    /**
     * Who hears of it.
     *
     * @param says a sentence for the status line
     * @param failed told why they could not be deleted
     * @param hidden the ids of runs that are to be out of sight; none, when all are to be seen again
     * @param gone the ids of runs that are there no more
     */
    record Listeners(
            Consumer<String> says,
            Consumer<RuntimeException> failed,
            Consumer<Set<String>> hidden,
            Consumer<Set<String>> gone) {}

    /** Runs that are still there, and are to go. */
    private record Pending(Databases databases, Deletion.Scope scope, Set<String> runIds) {
        Deletion.Receipt delete() {
            return new Deletion(databases).delete(scope);
        }
    }

    Deleting(Background background, UndoLine line, Listeners listeners) {
        this.background = background;
        this.line = line;
        this.listeners = listeners;
    }

    void ask(Overlays overlays, @Nullable OpenDatabase open, List<Run> runs) {
        if (open == null || runs.isEmpty()) {
            return;
        }
        var scope = new Deletion.Runs(runs.stream().map(Run::id).toList());
        background.run(
                new Deletion(open.databases()).going(scope),
                going -> {
                    var delete = new Pending(open.databases(), scope, going.runIds());
                    if (runs.size() == 1) {
                        begin(delete, going.preview());
                    } else {
                        overlays.ask(
                                Messages.text("delete.title", Figures.count(runs.size())),
                                text(going.preview()),
                                Messages.text("delete.yes"),
                                () -> begin(delete, going.preview()));
                    }
                },
                listeners.failed());
    }

    private static String text(Deletion.Preview preview) {
        return Messages.text(
                "delete.text",
                Messages.counted(preview.runs(), "runs.title.one", "runs.title"),
                steps(preview),
                UNDO.toSeconds());
    }

    private static String steps(Deletion.Preview preview) {
        return Messages.counted(preview.spans(), "delete.step", "delete.steps");
    }

    private void begin(Pending delete, Deletion.Preview preview) {
        finish();
        if (delete.runIds().isEmpty()) {
            return;
        }
        pending.set(delete);
        tellHidden();
        line.show(
                Messages.text(
                        preview.runs() == 1 ? "delete.hidden.one" : "delete.hidden",
                        Figures.count(preview.runs()),
                        steps(preview)),
                UNDO,
                this::undo,
                this::finish);
    }

    /** Nothing was deleted, if the time has not passed. */
    void undo() {
        if (pending.getAndSet(null) != null) {
            line.hide();
            tellHidden();
        }
    }

    /** What waits to be deleted is out of sight, and what is being deleted. */
    private void tellHidden() {
        var ids = new HashSet<String>();
        underWay.forEach(each -> ids.addAll(each.runIds()));
        var waits = pending.get();
        if (waits != null) {
            ids.addAll(waits.runIds());
        }
        listeners.hidden().accept(ids);
    }

    /** Deletes what waits, now. */
    private void finish() {
        var now = pending.getAndSet(null);
        if (now == null) {
            return;
        }
        line.hide();
        underWay.add(now);
        background.call(
                now::delete,
                receipt -> {
                    underWay.remove(now);
                    listeners.says().accept(done(receipt));
                    listeners.gone().accept(now.runIds());
                    tellHidden();
                },
                failure -> {
                    underWay.remove(now);
                    tellHidden();
                    listeners.failed().accept(failure);
                });
    }

    /** Deletes what waits in a database that is let go of, before that; on the thread that does so. */
    void leave(Database database) {
        var now = pending.get();
        if (now != null && now.databases().traces() == database && pending.compareAndSet(now, null)) {
            background.later(line::hide);
            try {
                now.delete();
            } catch (StoreException e) {
                log.warn("Runs were not deleted while their database was closed; they are still there", e);
            }
        }
    }

    private static String done(Deletion.Receipt receipt) {
        return Messages.text(
                receipt.runs() == 1 ? "delete.done.one" : "delete.done",
                Figures.count(receipt.runs()),
                Figures.count(receipt.spans()),
                Figures.count(receipt.logs()),
                Figures.bytes(receipt.bytes()));
    }
}
