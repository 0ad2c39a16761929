package dev.runtree.ui.shell;

import dev.runtree.model.Run;
import dev.runtree.query.RunFilter;
import dev.runtree.settings.DatabaseTarget;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.settings.ThemeChoice;
import dev.runtree.store.RunCount;
import dev.runtree.ui.Fxml;
import dev.runtree.ui.Messages;
import dev.runtree.ui.Preferences;
import dev.runtree.ui.Shortcut;
import dev.runtree.ui.Theme;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Latest;
import dev.runtree.ui.detail.DetailController;
import dev.runtree.ui.filter.FilterBarController;
import dev.runtree.ui.receive.Reception;
import dev.runtree.ui.run.RunController;
import dev.runtree.ui.runs.FeedState;
import dev.runtree.ui.runs.RunListController;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** The window: shows the runs of a database, or the page that says why there are none. */
public final class MainController implements Actions {
    private static final int COUNTED = 1_000;

    private final Background background;
    private final RuntreeHome home;
    private final ProgressStrip strip;
    private final Gathering gathering;
    private final Exporting exporting;
    private final Deleting deleting;
    private final DatabaseSwitch databases;
    private final Latest counting;
    private final FilterBarController filterBar;
    private final RunListController runList;
    private final RunController run;
    private final DetailController detail;
    private final Reception reception;
    private final Banner banner = new Banner();
    private @Nullable String wanted;
    private @Nullable String openFailure;
    private @Nullable WelcomeController welcome;
    private RunCount all = RunCount.NONE;
    private Dividers dividers;
    private StatusLine status;
    private Overlays overlays;

    @FXML
    private StackPane root;

    @FXML
    private Button themeButton;

    @FXML
    private Button connectButton;

    @FXML
    private Button helpButton;

    @FXML
    private StackPane filterSlot;

    @FXML
    private VBox bannerSlot;

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
        gathering = new Gathering(background, inlets, strip, this::gathers, this::gathered);
        exporting = new Exporting(background, told -> status.activity(told), this::lost);
        deleting = new Deleting(background, told -> status.activity(told), this::lost, this::deleted);
        this.reception = reception;
        databases = new DatabaseSwitch(background, home, reception);
        run = new RunController(background);
        detail = new DetailController(background);
        counting = new Latest(background, Duration.millis(250));
        runList = new RunListController(background, run::show, this::exportRun, this::deleteRun);
        filterBar = new FilterBarController(background, runList::filter);
    }

    @FXML
    void initialize() {
        filterSlot.getChildren().add(Fxml.load(filterBar));
        listSlot.getChildren().add(Fxml.load(runList));
        treeSlot.getChildren().setAll(Fxml.load(run));
        detailSlot.getChildren().setAll(Fxml.load(detail));
        run.stepProperty().subscribe(step -> detail.show(step));
        bannerSlot.getChildren().addAll(banner, strip);
        overlays = new Overlays(root);
        new DropTarget(root, () -> databases.current() != null, this::importFiles);
        status = new StatusLine(new ReceiveDesk(reception, banner).segment(this::receive), this::showDatabase);
        statusSlot.getChildren().add(status);
        dividers = new Dividers(panes, background);
        themeButton.setTooltip(Shortcut.THEME.tooltip());
        connectButton.setTooltip(Shortcut.CONNECT.tooltip());
        helpButton.setTooltip(new Tooltip(Messages.text("keys.sheet") + "   ?"));
        new ShortcutKeys(this::act, this::showKeys).listen(root);
        runList.onRelaxed(rest -> filterBar.setText(rest.print()));
        runList.stateProperty().subscribe(this::listChanged);
        runList.countProperty().subscribe(count -> filterBar.showCount(count, all));
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
        wanted = word;
        openFailure = null;
        String place = target instanceof DatabaseTarget.Embedded
                ? Messages.text("main.opening.embedded")
                : Messages.text("main.opening.server", target);
        status.opening(place);
        banner.hide();
        page(MessagePage.opening(place));
        databases.open(target, this::changed, this::opened, this::openFailed);
    }

    RunListController runList() {
        return runList;
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
        return openFailure;
    }

    private void opened(OpenDatabase open) {
        status.open(open.database().describe());
        filterBar.use(open.queries());
        detail.use(open.queries());
        run.use(open.queries());
        runList.use(open.queries());
        count();
        var word = wanted;
        if (word != null) {
            wanted = null;
            reveal(word);
        }
        gathering.resume(open);
    }

    /** Shows a run by its id, a beginning of it, or a trace id. */
    public void reveal(String word) {
        var open = databases.current();
        if (open == null) {
            wanted = word;
            return;
        }
        background.run(open.queries().named(word), runs -> found(word, runs), this::lost);
    }

    private void found(String word, List<Run> runs) {
        if (runs.isEmpty()) {
            banner.show(Messages.text("main.run.none", word), null);
        } else {
            runList.select(runs.getFirst());
        }
    }

    private void openFailed(String message) {
        openFailure = message;
        status.away(Messages.text("main.no.database"));
        page(MessagePage.failed(message, this));
    }

    void changed() {
        runList.refresh();
        run.refresh();
        count();
    }

    /** How many runs there are at all tells the empty database from a filter that finds nothing. */
    private void count() {
        var open = databases.current();
        if (open != null) {
            counting.askNow(open.queries().count(RunFilter.ALL, COUNTED), this::counted, this::lost);
        }
    }

    private void counted(RunCount runs) {
        all = runs;
        status.runs(runs);
        filterBar.showCount(runList.countProperty().get(), all);
        if (runs.equals(RunCount.NONE)) {
            showWelcome();
        } else {
            pageSlot.getChildren().clear();
            panes.setVisible(true);
        }
    }

    private void showWelcome() {
        var open = databases.current();
        boolean there = !pageSlot.getChildren().isEmpty()
                && pageSlot.getChildren().getFirst().getStyleClass().contains("welcome-scroll");
        if (open != null && !there) {
            welcome = new WelcomeController(this, open.database(), reception);
            page(Fxml.load(welcome));
            welcome.busy(gathering.isBusy());
        }
    }

    private void lost(RuntimeException failure) {
        banner.show(String.valueOf(failure.getMessage()), this::changed);
    }

    private void page(Node page) {
        panes.setVisible(false);
        pageSlot.getChildren().setAll(page);
    }

    private void listChanged(FeedState state) {
        if (state instanceof FeedState.Shown) {
            runList.selectNewest();
        }
    }

    /** Shows a view, whatever is in the database. */
    public void show(View view) {
        switch (view) {
            case RUNS -> showRuns();
            case EMPTY -> showWelcome();
            case CONNECT -> connect();
            case RECEIVE -> receive();
            case DATABASE -> showDatabase();
            case KEYS -> showKeys();
        }
    }

    private void act(Shortcut shortcut) {
        switch (shortcut) {
            case FILTER -> filterBar.focus();
            case NEXT_PANE -> walk(1);
            case PREVIOUS_PANE -> walk(-1);
            case OPEN_FILE -> chooseFiles();
            case EXPORT -> exportRun();
            case CONNECT -> connect();
            case RECEIVE -> receive();
            case DATABASE -> showDatabase();
            case REFRESH -> changed();
            case THEME -> changeTheme();
            case CLOSE, QUIT -> root.getScene().getWindow().hide();
        }
    }

    private void walk(int by) {
        new PaneWalk(List.of(filterSlot, listSlot, treeSlot, detailSlot)).step(by);
    }

    @FXML
    private void showRuns() {
        runList.focus();
    }

    @FXML
    private void changeTheme() {
        var theme = Theme.opposite(root.getScene());
        theme.apply(root.getScene());
        var choice = theme == Theme.DARK ? ThemeChoice.DARK : ThemeChoice.LIGHT;
        background.call(() -> Preferences.theme(home, choice), kept -> {}, this::lost);
    }

    @FXML
    public void showKeys() {
        overlays.keys();
    }

    @Override
    public void runDemo() {
        gathering.runDemo(databases.current());
    }

    @Override
    public void chooseFiles() {
        importFiles(Gathering.choose(root.getScene().getWindow()));
    }

    private void exportRun() {
        exporting.ask(root.getScene().getWindow(), databases.current(), runList.selected());
    }

    private void deleteRun() {
        deleting.ask(overlays, databases.current(), runList.selected());
    }

    private void deleted() {
        runList.forget();
        run.show(null);
        changed();
    }

    private void showDatabase() {
        var open = databases.current();
        if (open != null) {
            overlays.database(background, open.database());
        }
    }

    /** Writes the trace of the run that is selected, in the form that the file's name asks for. */
    public void export(Path file) {
        exporting.write(databases.current(), runList.selected(), file);
    }

    @Override
    public void importFiles(List<Path> files) {
        gathering.importFiles(databases.current(), files);
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
        if (welcome != null) {
            welcome.busy(now);
        }
        status.activity(what);
    }

    @Override
    @FXML
    public void connect() {
        overlays.connect(background, home, database -> open(database, null));
    }

    @Override
    public void receive() {
        overlays.receive(reception);
    }

    @Override
    public void retry() {
        open(databases.target(), wanted);
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
