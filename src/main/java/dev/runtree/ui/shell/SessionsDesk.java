package dev.runtree.ui.shell;

import dev.runtree.model.Run;
import dev.runtree.query.RunFilter;
import dev.runtree.store.Database;
import dev.runtree.store.Databases;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Command;
import dev.runtree.ui.Fxml;
import dev.runtree.ui.MainView;
import dev.runtree.ui.PaneFit;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.sessions.SessionsController;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.scene.Parent;
import javafx.scene.control.SplitPane;
import org.jspecify.annotations.Nullable;

/** The sessions and users among the views: they have the filter in common with the runs, and lead to them. */
final class SessionsDesk implements MainView {
    private final Background background;
    private final Desk views;
    private final Consumer<RunFilter> showRuns;
    private @Nullable SessionsController made;
    private @Nullable RunQueries queries;
    private RunFilter filter = RunFilter.ALL;

    /** @param showRuns shows the runs of another filter */
    SessionsDesk(Background background, Desk views, Consumer<RunFilter> showRuns) {
        this.background = background;
        this.views = views;
        this.showRuns = showRuns;
    }

    @Override
    public Parent node() {
        var sessions = new SessionsController(background);
        sessions.onOpenRun(views::open);
        sessions.onOpenStep(views::open);
        sessions.onShowRuns(showRuns);
        sessions.onReplay(views::replay);
        var node = new PaneFit((SplitPane) Fxml.load(sessions), sessions.parts());
        var asked = queries;
        if (asked != null) {
            sessions.use(asked);
        }
        sessions.filter(filter);
        made = sessions;
        return node;
    }

    @Override
    public void use(Databases databases) {
        var asked = new RunQueries(databases.traces());
        queries = asked;
        if (made != null) {
            made.use(asked);
        }
    }

    /** Only sessions of which a run matches are of interest from now on. */
    void filter(RunFilter wanted) {
        filter = wanted;
        if (made != null) {
            made.filter(wanted);
        }
    }

    @Override
    public void refresh() {
        if (made != null) {
            made.refresh();
        }
    }

    @Override
    public void leave(Database database) {
        // Nothing of it is kept open.
    }

    @Override
    public void setActive(boolean now) {
        if (made != null) {
            made.setActive(now);
        }
    }

    /** Shows the session of a run, at its turn. */
    void reveal(Run run) {
        views.show(Place.SESSIONS);
        shown().reveal(run);
    }

    /** The session whose turns are shown; {@code null} for none, or a user. */
    @Nullable String session() {
        return shown().session();
    }

    /** Shows the users instead of the sessions. */
    void showUsers() {
        views.show(Place.SESSIONS);
        shown().showUsers();
    }

    @Override
    public List<? extends Parent> panes() {
        return shown().panes();
    }

    @Override
    public List<Command> commands() {
        return List.of();
    }

    @Override
    public void focus() {
        shown().focus();
    }

    private SessionsController shown() {
        return Objects.requireNonNull(made, "it was not shown yet");
    }
}
