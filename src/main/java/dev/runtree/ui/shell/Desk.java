package dev.runtree.ui.shell;

import dev.runtree.model.Run;
import dev.runtree.model.SpanId;
import dev.runtree.query.RunFilter;
import dev.runtree.store.Database;
import dev.runtree.ui.Command;
import dev.runtree.ui.Highlight;
import dev.runtree.ui.MainView;
import dev.runtree.ui.Marking;
import dev.runtree.ui.Messages;
import dev.runtree.ui.Preferences;
import dev.runtree.ui.Shortcut;
import dev.runtree.ui.SqlAsked;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.runs.RunAgain;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/**
 * The views of a database, of which one is shown: its runs and its sessions, which have the filter in common, and what else
 * the rail leads to.
 */
final class Desk {
    private final SessionsDesk sessions;
    private final RunPanes runs;
    private final Consumer<Place> turned;
    private final Consumer<String> told;
    private final CompareDesk comparing;
    private final ReplayDesk replaying;
    private final ManyDesk many;
    private final TargetsDesk targets;
    private final AlertsDesk alerts;
    private final CheckDesk checks;
    private final TurnDesk turns;
    private final Map<Place, MainView> others = new EnumMap<>(Place.class);
    private final Map<Place, Node> nodes = new EnumMap<>(Place.class);
    private Place shown = Place.RUNS;
    private Consumer<String> sqlAsked = sql -> {};
    private Consumer<RunFilter> filter = wanted -> {};
    private @Nullable StackPane views;

    /**
     * @param turned told which view is shown now
     * @param told a sentence for the status line
     * @param reveal shows a run or a step by its id
     */
    Desk(
            Background background,
            Preferences preferences,
            RunPanes runs,
            Consumer<Place> turned,
            Consumer<String> told,
            Consumer<String> reveal) {
        this.runs = runs;
        this.turned = turned;
        this.told = told;
        sessions = new SessionsDesk(background, this, this::showRuns);
        others.put(Place.SESSIONS, sessions);
        comparing = new CompareDesk(background, preferences, this, runs, told);
        others.put(Place.COMPARE, comparing);
        replaying = new ReplayDesk(background, preferences.home(), this, runs, told);
        others.put(Place.FORK, replaying);
        many = new ManyDesk(background, replaying.prices(), this, runs, told);
        others.put(Place.MANY, many);
        targets = new TargetsDesk(background, preferences.home(), runs, reveal);
        alerts = new AlertsDesk(background, told, this::showRuns, () -> show(Place.APPROVALS));
        checks = new CheckDesk(background, preferences, this, runs, told);
        others.put(Place.CHECKS, checks);
        turns = new TurnDesk(background, replaying.prices(), this, told);
        others.put(Place.TURNS, turns);
        runs.onShow(this::reveal, comparing::compareSelected);
        runs.onReplay(replaying::replaySelected, this::again);
        runs.onFork(() -> replaying.forkSelected(false), () -> replaying.forkSelected(true));
        runs.onSaveCase(checks::saveStep);
        runs.onCompareWithOriginal(replaying::compareWithOriginal);
    }

    /**
     * @param stack where they stand one behind the other, each from when it is shown for the first time
     * @param panes those of the runs
     * @param overlays what is laid over the window
     * @param errands sends runs
     * @param writer writes another filter into the bar
     */
    void fill(StackPane stack, Node panes, Overlays overlays, Errands errands, Consumer<RunFilter> writer) {
        views = stack;
        replaying.fill(overlays);
        many.fill(overlays);
        targets.fill(overlays, errands::send);
        alerts.fill(overlays);
        checks.fill(overlays);
        turns.fill(overlays);
        filter = writer;
        nodes.put(Place.RUNS, panes);
        SqlAsked.listen(stack, sql -> {
            show(Place.SQL);
            sqlAsked.accept(sql);
        });
    }

    /** @param handler shows a statement that another view tells of, after the console is shown */
    void onSql(Consumer<String> handler) {
        sqlAsked = handler;
    }

    /** Shows the runs that a filter finds, which takes the place of the one in the bar. */
    void showRuns(RunFilter wanted) {
        show(Place.RUNS);
        filter.accept(wanted);
    }

    /** Another view; before {@link #fill}. */
    void add(Place place, MainView view) {
        others.put(place, view);
    }

    /** Whether there is such a view. */
    boolean has(Place place) {
        return place.isOfRuns() || others.containsKey(place);
    }

    Place shown() {
        return shown;
    }

    /** Runs side by side. */
    CompareDesk comparing() {
        return comparing;
    }

    /** Runs that are kept as cases. */
    CheckDesk checks() {
        return checks;
    }

    /** Runs that are run again. */
    ReplayDesk replaying() {
        return replaying;
    }

    /** Does what a key asks for with what is selected among the runs. */
    void act(Shortcut shortcut) {
        switch (shortcut) {
            case SHOW_SESSION -> revealSelected();
            case COMPARE -> comparing.compareSelected();
            case REPLAY, MANY -> replay(shortcut == Shortcut.MANY);
            case FORK -> replaying.forkSelected(false);
            case TRY -> replaying.forkSelected(true);
            case TARGETS -> targets.show();
            case ALERTS -> alerts.show(null);
            case SAVE_CASE -> checks.saveRun();
            case TURNS -> replaySession();
            default -> throw new IllegalArgumentException(shortcut.name());
        }
    }

    /**
     * Replays what is selected among the runs, one or several.
     *
     * @param withModels whether models are asked, rather than the record
     */
    private void replay(boolean withModels) {
        if (withModels || runs.selection().size() > 1) {
            many.askSelected(withModels);
        } else {
            replaying.replaySelected();
        }
    }

    /** Replays a session turn by turn. */
    void replay(String session) {
        turns.ask(session);
    }

    /** Replays the session that is shown, or that of the run that is selected, turn by turn. */
    private void replaySession() {
        var run = runs.selected() == null ? runs.showing() : runs.selected();
        var session = shown == Place.SESSIONS
                ? sessions.session()
                : run == null ? null : run.actor().sessionId();
        if (session == null) {
            told.accept(Messages.text("turns.select"));
        } else {
            turns.ask(session);
        }
    }

    private void again(RunAgain what) {
        switch (what) {
            case FROM_RECORD, WITH_MODELS -> replay(what == RunAgain.WITH_MODELS);
            case AS_CASE -> checks.saveRun();
        }
    }

    /** Alerts, and how many of them fire. */
    AlertsDesk alerts() {
        return alerts;
    }

    /** Shows what lies over the window or beside what is selected. */
    void show(View view) {
        switch (view) {
            case TARGETS -> targets.show();
            case ALERTS -> alerts.show(null);
            case REPLAY, MANY -> replay(view == View.MANY);
            case FORK -> replaying.forkSelected(false);
            case PLAYGROUND -> replaying.forkSelected(true);
            case SAVE_CASE -> checks.saveRun();
            case REPLAY_SESSION -> replaySession();
            default -> throw new IllegalArgumentException(view.name());
        }
    }

    /** Reads again what is shown, after all has been told of a change. */
    void readAgain(Runnable changed) {
        changed.run();
        comparing.readAgain();
    }

    /** Shows a run among the runs. */
    void open(Run run) {
        show(Place.RUNS);
        runs.select(run);
    }

    /** Shows a run among the turns of its session, if it has one. */
    void reveal(Run run) {
        if (run.actor().sessionId() != null) {
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
        show(Place.RUNS);
        runs.select(run, step);
    }

    /** Reads from another database. */
    void use(OpenDatabase open) {
        runs.use(open);
        targets.use(open);
        alerts.use(open);
        others.values().forEach(view -> view.use(open.databases()));
    }

    /** Lets go of a database, while it still can be used; on a thread of its own. */
    void leave(Database database) {
        runs.leave();
        others.values().forEach(view -> view.leave(database));
    }

    /** What is asked for by words is marked wherever it is read. */
    void filter(RunFilter wanted) {
        if (views != null && views.getScene() != null) {
            Marking.of(views.getScene()).set(Highlight.of(wanted));
        }
        runs.filter(wanted);
        sessions.filter(wanted);
    }

    /** The database has told of a change. */
    void refresh() {
        runs.refresh();
        others.values().forEach(MainView::refresh);
    }

    /** The panes that are shown, in their order. */
    List<? extends Parent> panes(Parent bar, List<? extends Parent> ofRuns) {
        var view = others.get(shown);
        var all = new ArrayList<Parent>();
        if (shown.isOfRuns()) {
            all.add(bar);
        }
        all.addAll(view == null ? ofRuns : view.panes());
        return all;
    }

    /**
     * The keys of the window that lead to something, and what can be done in the view that is shown, but for that of the runs.
     *
     * @param act does what a key does
     */
    List<Command> commands(Consumer<Shortcut> act) {
        var all = new ArrayList<Command>();
        for (var shortcut : Shortcut.values()) {
            if (Place.of(shortcut).map(this::has).orElse(true)) {
                all.add(Command.of(shortcut, () -> act.accept(shortcut)));
            }
        }
        many.wayBack().forEach(all::add);
        var view = others.get(shown);
        if (view != null) {
            all.addAll(view.commands());
        }
        return all;
    }

    /**
     * Gives files that were dropped to the view that is shown.
     *
     * @param otherwise takes them when it does not
     */
    void take(List<Path> files, Consumer<List<Path>> otherwise) {
        var view = others.get(shown);
        if (view == null || !view.take(files)) {
            otherwise.accept(files);
        }
    }

    void show(Place wanted) {
        var stack = views;
        if (stack == null || !has(wanted)) {
            return;
        }
        var view = others.get(wanted);
        if (view != null && !nodes.containsKey(wanted)) {
            var node = view.node();
            nodes.put(wanted, node);
            stack.getChildren().add(node);
        }
        shown = wanted;
        nodes.forEach((place, node) -> node.setVisible(place == wanted));
        others.forEach((place, each) -> each.setActive(place == wanted));
        turned.accept(wanted);
        if (view != null) {
            view.focus();
        } else {
            runs.focus();
        }
    }

    /** Shows the users instead of the sessions. */
    void showUsers() {
        sessions.showUsers();
    }
}
