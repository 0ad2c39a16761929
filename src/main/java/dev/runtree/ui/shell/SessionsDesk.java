package dev.runtree.ui.shell;

import dev.runtree.model.Run;
import dev.runtree.model.SpanId;
import dev.runtree.query.RunFilter;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Fxml;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.sessions.SessionsController;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** Turns between the runs and the view of sessions, which have the filter in common. */
final class SessionsDesk {
    private final SessionsController sessions;
    private final RunPanes runs;
    private final Consumer<Boolean> turned;
    private @Nullable Node runPanes;
    private @Nullable StackPane slot;

    /** @param turned told whether sessions are shown now */
    SessionsDesk(Background background, RunPanes runs, Consumer<Boolean> turned) {
        this.runs = runs;
        this.turned = turned;
        sessions = new SessionsController(background);
        sessions.onOpenRun(this::open);
        sessions.onOpenStep(this::open);
    }

    /** @param filter writes another filter into the bar */
    void fill(Node panes, StackPane sessionsSlot, Consumer<RunFilter> filter) {
        runPanes = panes;
        slot = sessionsSlot;
        sessionsSlot.getChildren().setAll(Fxml.load(sessions));
        sessions.onShowRuns(wanted -> {
            show(false);
            filter.accept(wanted);
        });
    }

    private void open(Run run) {
        show(false);
        runs.select(run);
    }

    private void open(Run run, SpanId step) {
        show(false);
        runs.select(run, step);
    }

    void use(RunQueries queries) {
        sessions.use(queries);
    }

    void filter(RunFilter filter) {
        sessions.filter(filter);
    }

    void refresh() {
        sessions.refresh();
    }

    boolean isShown() {
        return slot != null && slot.isVisible();
    }

    void show(boolean wanted) {
        if (slot == null || runPanes == null) {
            return;
        }
        slot.setVisible(wanted);
        runPanes.setVisible(!wanted);
        sessions.setActive(wanted);
        turned.accept(wanted);
        if (wanted) {
            sessions.focus();
        } else {
            runs.focus();
        }
    }

    /** Shows the users instead of the sessions. */
    void showUsers() {
        show(true);
        sessions.showUsers();
    }
}
