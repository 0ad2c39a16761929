package dev.runtree.ui.shell;

import dev.runtree.settings.DatabaseTarget;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.store.RunCount;
import dev.runtree.ui.Command;
import dev.runtree.ui.Fxml;
import dev.runtree.ui.Messages;
import dev.runtree.ui.Shortcut;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.filter.FilterBarController;
import dev.runtree.ui.receive.Reception;
import dev.runtree.ui.runs.RunListController;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javafx.fxml.FXML;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The window: shows the runs of a database, or the page that says why there are none. */
public final class MainController implements Actions {
    private final Background background;
    private final RuntreeHome home;
    private final ProgressStrip strip;
    private final Errands errands;
    private final ThemeSwitch theme;
    private final DatabaseSwitch databases;
    private final TotalRuns total;
    private final FilterBarController filterBar;
    private final RunPanes runs;
    private final SessionsDesk sessions;
    private final Reception reception;
    private final RailController rail;
    private final ZoomKeys zoom;
    private final Links links;
    private final Banner banner = new Banner();
    private Dividers dividers;
    private Pages pages;
    private StatusLine status;
    private Overlays overlays;

    @FXML
    private StackPane root;

    @FXML
    private HBox window;

    @FXML
    private StackPane filterSlot;

    @FXML
    private VBox bannerSlot;

    @FXML
    private StackPane views;

    @FXML
    private SplitPane panes;

    @FXML
    private StackPane listSlot;

    @FXML
    private StackPane treeSlot;

    @FXML
    private StackPane detailSlot;

    @FXML
    private StackPane pageSlot;

    @FXML
    private StackPane statusSlot;

    @SuppressWarnings("NullAway.Init")
    public MainController(Background background, RuntreeHome home, Inlets inlets, Reception reception) {
        this.background = background;
        this.home = home;
        strip = new ProgressStrip(background);
        this.reception = reception;
        zoom = new ZoomKeys(background, home, this::lost);
        theme = new ThemeSwitch(background, home, this::lost);
        databases = new DatabaseSwitch(background, home, reception);
        runs = new RunPanes(
                background, home, this::exportRun, this::deleteRun, told -> status.activity(told), this::lost);
        errands = new Errands(
                background,
                home,
                inlets,
                strip,
                databases::current,
                new Errands.Listeners(
                        this::gathers,
                        this::gathered,
                        told -> status.activity(told),
                        this::lost,
                        runs::hide,
                        runs::gone));
        databases.onLeave(errands::leave);
        total = new TotalRuns(background, this::counted, this::lost);
        rail = new RailController(this::act, this::showKeys, this::commands);
        sessions = new SessionsDesk(background, runs, rail::choose);
        links = new Links(background, runs, sessions, banner, told -> status.activity(told));
        filterBar = new FilterBarController(background, sessions::filter);
    }

    @FXML
    void initialize() {
        window.getChildren().addFirst(Fxml.load(rail));
        filterSlot.getChildren().add(Fxml.load(filterBar));
        runs.fill(listSlot, treeSlot, detailSlot);
        sessions.fill(views, panes, rest -> filterBar.setText(rest.print()));
        bannerSlot.getChildren().addAll(banner, strip);
        overlays = new Overlays(root);
        zoom.watch(root);
        new DropTarget(root, () -> databases.current() != null, this::importFiles);
        status = new StatusLine(new ReceiveDesk(reception, banner).segment(this::receive), this::showDatabase);
        statusSlot.getChildren().add(status);
        dividers = new Dividers(panes, background);
        ((StackPane) pageSlot.getParent()).getChildren().add(errands.undoLine());
        pages = new Pages(pageSlot, views, this, reception);
        new ShortcutKeys(this::act, this::showKeys).listen(root);
        runs.listen(filterBar, this::lost);
        runs.onLink(this::reveal);
        filterBar.onRun(run -> reveal(run.runId()));
        runs.list().countProperty().subscribe(count -> filterBar.showCount(count, total.now()));
    }

    Dividers dividers() {
        return dividers;
    }

    /**
     * Shows another database.
     *
     * @param word a run to select, as {@link #reveal} takes it; {@code null} is the newest
     */
    public void open(DatabaseTarget target, @Nullable String word) {
        links.later(word);
        String place = target instanceof DatabaseTarget.Embedded
                ? Messages.text("main.opening.embedded")
                : Messages.text("main.opening.server", target);
        status.opening(place);
        banner.hide();
        pages.opening(place);
        databases.open(target, this::changed, this::opened, this::openFailed);
    }

    /** Called once, when there is something to read or to start. */
    public void onUsable(Runnable handler) {
        pages.onUsable(handler);
    }

    /** @param browser opens a web address that the reader has seen and confirmed */
    public void onBrowse(Consumer<URI> browser) {
        runs.onBrowse(browser);
    }

    RunListController runList() {
        return runs.list();
    }

    /** Copies sessions of a database of traces to a primary one while it is shown. */
    public void copySessions(DatabaseTarget traces, DatabaseTarget primary) {
        databases.copySessions(traces, primary);
    }

    /** The database that is shown, or that was last asked for. */
    public DatabaseTarget target() {
        return databases.target();
    }

    /** Why the database could not be opened, fit to be shown; {@code null} otherwise. */
    public @Nullable String openFailure() {
        return databases.failure();
    }

    private void opened(OpenDatabase open) {
        status.open(open.database().describe());
        filterBar.use(open.queries());
        filterBar.keep(home, databases.target().toString().replaceAll("\\?.*", ""), this::lost);
        sessions.use(open);
        total.count(open);
        links.resume(open);
        errands.resume(open);
    }

    /** Shows a run by its id, a beginning of it, or a trace id; or what a link leads to. */
    public void reveal(String word) {
        links.follow(databases.current(), word);
    }

    private void openFailed(String message) {
        status.away(Messages.text("main.no.database"));
        pages.failed(message);
    }

    void changed() {
        filterBar.refresh();
        sessions.refresh();
        total.count(databases.current());
    }

    private void counted(RunCount count) {
        status.runs(count);
        filterBar.showCount(runs.list().countProperty().get(), count);
        if (count.equals(RunCount.NONE)) {
            showWelcome();
        } else {
            pages.clear();
        }
    }

    private void showWelcome() {
        var open = databases.current();
        if (open != null) {
            pages.welcome(open, errands.isGathering());
        }
    }

    private void lost(RuntimeException failure) {
        banner.show(String.valueOf(failure.getMessage()), this::changed);
    }

    /** Shows a view, whatever is in the database. */
    public void show(View view) {
        switch (view) {
            case RUNS -> sessions.show(false);
            case TRANSCRIPT -> runs.tab(Shortcut.TRANSCRIPT);
            case STATISTICS -> runs.tab(Shortcut.STATISTICS);
            case SESSIONS -> sessions.show(true);
            case USERS -> sessions.showUsers();
            case EMPTY -> showWelcome();
            case CONNECT -> connect();
            case RECEIVE -> receive();
            case DATABASE -> showDatabase();
            case KEYS -> showKeys();
            case PALETTE -> overlays.palette(commands());
        }
    }

    private void act(Shortcut shortcut) {
        switch (shortcut) {
            case RUNS -> sessions.show(false);
            case SESSIONS -> sessions.show(true);
            case SHOW_SESSION -> sessions.revealSelected();
            case FILTER -> filterBar.focus();
            case FILTER_BACK -> filterBar.step(-1);
            case FILTER_FORWARD -> filterBar.step(1);
            case VIEWS -> filterBar.showViews();
            case NEXT_PANE -> walk(1);
            case PREVIOUS_PANE -> walk(-1);
            case OPEN_FILE -> chooseFiles();
            case EXPORT -> exportRun();
            case UNDO -> errands.undo();
            case LINK -> links.copy();
            case COPY_AS -> runs.copyAs();
            case TREE, TRANSCRIPT, STATISTICS -> runs.tab(shortcut);
            case CONNECT -> connect();
            case RECEIVE -> receive();
            case DATABASE -> showDatabase();
            case REFRESH -> changed();
            case THEME -> theme.turn(root.getScene());
            case LARGER -> zoom.larger();
            case SMALLER -> zoom.smaller();
            case USUAL_SIZE -> zoom.usual();
            case PALETTE -> overlays.palette(commands());
            case MENU -> rail.openMenu();
            case CLOSE, QUIT -> root.getScene().getWindow().hide();
        }
    }

    /** Everything the window can be told to do, as it is now. */
    List<Command> commands() {
        var all = new ArrayList<Command>();
        for (Shortcut shortcut : Shortcut.values()) {
            all.add(Command.of(shortcut, () -> act(shortcut)));
        }
        all.addAll(filterBar.commands());
        all.addAll(runs.commands());
        all.add(new Command(Command.Group.HELP, Messages.text("keys.sheet"), "?", this::showKeys));
        return all;
    }

    private void walk(int by) {
        new PaneWalk(sessions.panes(filterSlot, List.of(listSlot, treeSlot, detailSlot))).step(by);
    }

    public void showKeys() {
        overlays.keys(commands());
    }

    @Override
    public void runDemo() {
        errands.runDemo();
    }

    @Override
    public void chooseFiles() {
        errands.chooseFiles(root.getScene().getWindow());
    }

    private void exportRun() {
        errands.export(overlays, root.getScene().getWindow(), runs.selection());
    }

    private void deleteRun() {
        errands.delete(overlays, runs.selection());
    }

    private void showDatabase() {
        var open = databases.current();
        if (open != null) {
            overlays.database(background, open.database());
        }
    }

    /** Writes the trace of the run that is selected, in the form that the file's name asks for. */
    public void export(Path file) {
        errands.export(runs.selected(), file);
    }

    @Override
    public void importFiles(List<Path> files) {
        errands.importFiles(files);
    }

    private void gathered(Inlets.Result result) {
        if (result.complaint() != null) {
            banner.show(result.complaint(), null);
        }
        if (result.filter() != null) {
            filterBar.setText(result.filter());
        }
        changed();
    }

    private void gathers(boolean now, String what) {
        pages.busy(now);
        status.activity(what);
    }

    @Override
    public void connect() {
        overlays.connect(background, home, database -> open(database, null));
    }

    @Override
    public void receive() {
        overlays.receive(reception);
    }

    @Override
    public void retry() {
        open(databases.target(), links.waiting());
    }

    /**
     * Lets go of the database.
     *
     * @return completed when what was being received is stored and the database is closed
     */
    public CompletableFuture<Void> close() {
        return databases.close();
    }
}
