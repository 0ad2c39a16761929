package dev.runtree.ui.shell;

import dev.runtree.settings.DatabaseTarget;
import dev.runtree.store.RunCount;
import dev.runtree.ui.Command;
import dev.runtree.ui.Fxml;
import dev.runtree.ui.Messages;
import dev.runtree.ui.Preferences;
import dev.runtree.ui.Shortcut;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.filter.FilterBarController;
import dev.runtree.ui.filter.TermMenu;
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
    /** A window that is lower has better uses for its height than the histogram. */
    private static final double LOW = 640;

    private final Background background;
    private final Preferences preferences;
    private final ProgressStrip strip;
    private final Errands errands;
    private final ThemeSwitch theme;
    private final DatabaseSwitch databases;
    private final TotalRuns total;
    private final FilterBarController filterBar;
    private final RunPanes runs;
    private final Desk desk;
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
    public MainController(Background background, Preferences preferences, Inlets inlets, Reception reception) {
        this.background = background;
        this.preferences = preferences;
        strip = new ProgressStrip(background);
        this.reception = reception;
        zoom = new ZoomKeys(background, preferences, this::lost);
        theme = new ThemeSwitch(background, preferences, this::lost);
        databases = new DatabaseSwitch(background, preferences.home(), reception);
        runs = new RunPanes(
                background, preferences, this::exportRun, this::deleteRun, told -> status.activity(told), this::lost);
        errands = new Errands(
                background,
                preferences,
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
        total = new TotalRuns(background, this::counted, this::lost);
        desk = new Desk(background, preferences, runs, this::turned, told -> status.activity(told), this::reveal);
        databases.onLeave(database -> {
            errands.leave(database);
            desk.leave(database);
        });
        rail = new RailController(this::act, desk::has, this::showKeys, this::commands);
        OtherViews.into(desk, rail, background, preferences, this::reveal);
        links = new Links(background, runs, desk, banner, told -> status.activity(told));
        filterBar = new FilterBarController(background, desk::filter);
    }

    @FXML
    void initialize() {
        window.getChildren().addFirst(Fxml.load(rail));
        filterSlot.getChildren().add(Fxml.load(filterBar));
        var fit = runs.fill(panes, listSlot, treeSlot, detailSlot);
        views.getChildren().add(fit);
        overlays = new Overlays(root);
        desk.fill(views, fit, overlays, errands, rest -> filterBar.setText(rest.print()));
        bannerSlot.getChildren().addAll(banner, strip, errands.strips());
        runs.onPreview(overlays::preview);
        zoom.watch(root);
        new DropTarget(root, () -> databases.current() != null, files -> desk.take(files, this::importFiles));
        status = new StatusLine(new ReceiveDesk(reception, banner).segment(this::receive), this::showDatabase);
        statusSlot.getChildren().add(status);
        dividers = new Dividers(panes, fit.besideProperty(), background);
        ((StackPane) pageSlot.getParent()).getChildren().add(errands.undoLine());
        pages = new Pages(pageSlot, views, this, reception);
        TermMenu.into(root, filterBar);
        new ShortcutKeys(this::act, this::showKeys).listen(root);
        runs.listen(filterBar, this::lost);
        root.heightProperty().subscribe(this::fit);
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

    /** Beside a database of traces, approvals and sessions are in a primary one; to be said before that of the traces is opened. */
    public void pair(DatabaseTarget traces, DatabaseTarget primary) {
        databases.pair(traces, primary);
    }

    /** A database that is being opened already is taken where it is the first to be shown. */
    public void begun(EarlyOpening opening) {
        databases.begun(opening);
    }

    /** The databases that are shown, or that were last asked for. */
    public Shown shown() {
        return databases.shown();
    }

    /** Why the database could not be opened, fit to be shown; {@code null} otherwise. */
    public @Nullable String openFailure() {
        return databases.failure();
    }

    private void opened(OpenDatabase open) {
        status.open(open.database().describe());
        filterBar.use(open.queries());
        filterBar.keep(preferences, databases.target().toString().replaceAll("\\?.*", ""), this::lost);
        desk.use(open);
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
        desk.refresh();
        total.count(databases.current());
    }

    private void counted(RunCount count) {
        status.runs(count);
        filterBar.showCount(runs.list().countProperty().get(), count);
        fit();
        showPage();
    }

    private void turned(Place place) {
        rail.choose(place);
        filterSlot.setVisible(place.isOfRuns());
        filterSlot.setManaged(place.isOfRuns());
        if (databases.current() != null && (total.isKnown() || !place.isOfRuns())) {
            showPage();
        }
    }

    /** Without a run there is nothing to see but how to come by one, or what needs none. */
    private void showPage() {
        if (desk.shown().isOfRuns() && total.isNone()) {
            pages.welcome(databases.current(), errands.isGathering());
        } else {
            pages.clear();
        }
    }

    private void fit() {
        filterBar.hasRoom(root.getHeight() >= LOW && !total.now().equals(RunCount.NONE));
    }

    private void lost(RuntimeException failure) {
        banner.show(String.valueOf(failure.getMessage()), this::changed);
    }

    /** Shows a view, whatever is in the database. */
    public void show(View view) {
        switch (view) {
            case RUNS -> desk.show(Place.RUNS);
            case TRANSCRIPT -> runs.tab(Shortcut.TRANSCRIPT);
            case STATISTICS -> runs.tab(Shortcut.STATISTICS);
            case SESSIONS -> desk.show(Place.SESSIONS);
            case USERS -> desk.showUsers();
            case COMPARE, COMPARE_TABLE -> desk.comparing().compareAny(view == View.COMPARE_TABLE);
            case REPLAY, MANY, FORK, PLAYGROUND, SAVE_CASE, REPLAY_SESSION, TARGETS, ALERTS -> desk.show(view);
            case REDACT -> runs.preview();
            case AGENTS, WATCH, APPROVALS, CHECKS, SQL -> desk.show(Place.valueOf(view.name()));
            case EMPTY -> pages.welcome(databases.current(), errands.isGathering());
            case CONNECT -> connect();
            case RECEIVE -> receive();
            case DATABASE -> showDatabase();
            case KEYS -> showKeys();
            case PALETTE -> overlays.palette(commands());
        }
    }

    private void act(Shortcut shortcut) {
        switch (shortcut) {
            case RUNS, SESSIONS, AGENTS, WATCH, APPROVALS, CHECKS, SQL ->
                Place.of(shortcut).ifPresent(desk::show);
            case SHOW_SESSION, COMPARE, REPLAY, MANY, FORK, TRY, TARGETS, ALERTS, SAVE_CASE, TURNS ->
                desk.act(shortcut);
            case FILTER -> filterBar.focus();
            case FILTER_BACK -> filterBar.step(-1);
            case FILTER_FORWARD -> filterBar.step(1);
            case VIEWS -> filterBar.showViews();
            case NEXT_PANE, PREVIOUS_PANE -> walk(shortcut == Shortcut.NEXT_PANE ? 1 : -1);
            case OPEN_FILE -> chooseFiles();
            case EXPORT -> exportRun();
            case UNDO -> errands.undo();
            case LINK -> links.copy();
            case COPY_AS -> runs.copyAs();
            case TREE, TRANSCRIPT, STATISTICS -> runs.tab(shortcut);
            case CONNECT -> connect();
            case RECEIVE -> receive();
            case DATABASE -> showDatabase();
            case REFRESH -> desk.readAgain(this::changed);
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
        var all = new ArrayList<>(desk.commands(this::act));
        all.addAll(filterBar.commands());
        all.addAll(runs.commands());
        all.add(new Command(Command.Group.HELP, Messages.text("keys.sheet"), "?", this::showKeys));
        return all;
    }

    private void walk(int by) {
        new PaneWalk(desk.panes(filterSlot, List.of(listSlot, treeSlot, detailSlot))).step(by);
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
        errands.export(overlays, root.getScene().getWindow(), runs);
    }

    private void deleteRun() {
        errands.delete(overlays, runs.selection());
    }

    private void showDatabase() {
        overlays.database(background, databases.current());
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
        overlays.connect(background, preferences.home(), database -> open(database, null));
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
