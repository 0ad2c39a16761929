package dev.runtree.ui.shell;

import dev.runtree.model.Run;
import dev.runtree.model.SpanId;
import dev.runtree.query.RunFilter;
import dev.runtree.ui.Fxml;
import dev.runtree.ui.Highlight;
import dev.runtree.ui.Marking;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.sessions.SessionsController;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** The views of a database: its runs and its sessions, which have the filter in common; one of them is shown. */
final class SessionsDesk {
    private final SessionsController sessions;
    private final RunPanes runs;
    private final Consumer<Boolean> turned;
    private @Nullable Node runPanes;
    private @Nullable Parent view;

    /** @param turned told whether sessions are shown now */
    SessionsDesk(Background background, RunPanes runs, Consumer<Boolean> turned) {
        this.runs = runs;
        this.turned = turned;
        sessions = new SessionsController(background);
        sessions.onOpenRun(this::open);
        sessions.onOpenStep(this::open);
        runs.onShowSession(this::reveal);
    }

    /**
     * @param views where they stand one behind the other
     * @param panes those of the runs
     * @param filter writes another filter into the bar
     */
    void fill(StackPane views, Node panes, Consumer<RunFilter> filter) {
        var loaded = Fxml.load(sessions);
        loaded.setVisible(false);
        views.getChildren().add(loaded);
        runPanes = panes;
        view = loaded;
        sessions.onShowRuns(wanted -> {
            show(false);
            filter.accept(wanted);
        });
    }

    /** Shows a run among the runs. */
    void open(Run run) {
        show(false);
        runs.select(run);
    }

    /** Shows a run among the turns of its session, if it has one. */
    void reveal(Run run) {
        if (run.actor().sessionId() != null) {
            show(true);
            sessions.reveal(run);
        }
    }

    /** Does so with the run that is selected. */
    void revealSelected() {
        var run = runs.selected();
        if (run != null) {
            reveal(run);
        }
    }

    /** Shows a step of a run. */
    void open(Run run, SpanId step) {
        show(false);
        runs.select(run, step);
    }

    /** Reads from another database. */
    void use(OpenDatabase open) {
        runs.use(open);
        sessions.use(open.queries());
    }

    /** What is asked for by words is marked wherever it is read. */
    void filter(RunFilter filter) {
        if (view != null && view.getScene() != null) {
            Marking.of(view.getScene()).set(Highlight.of(filter));
        }
        runs.filter(filter);
        sessions.filter(filter);
    }

    /** The database has told of a change. */
    void refresh() {
        runs.refresh();
        sessions.refresh();
    }

    /** The panes that are shown, in their order. */
    List<? extends Parent> panes(Parent filter, List<? extends Parent> ofRuns) {
        var shown = new ArrayList<Parent>();
        shown.add(filter);
        shown.addAll(view != null && view.isVisible() ? sessions.panes() : ofRuns);
        return shown;
    }

    void show(boolean wanted) {
        if (view == null || runPanes == null) {
            return;
        }
        view.setVisible(wanted);
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
