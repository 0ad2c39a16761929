package dev.runtree.ui.runs;

import dev.runtree.model.Annotation.Subject;
import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.query.RunFilter;
import dev.runtree.store.Annotations;
import dev.runtree.store.Facets;
import dev.runtree.store.RunCount;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Messages;
import dev.runtree.ui.PaneFit;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.EachSecond;
import dev.runtree.ui.filter.AddTerm;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.SelectionMode;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The list of runs: pages as it is scrolled, tells of new ones, says which are selected. */
public final class RunListController {
    private static final int OUTLINES = 12;

    /** A run whose process is gone is over without anybody telling. */
    private static final int LOOK_AGAIN_SECONDS = 15;

    private final Background background;
    private final Consumer<Run> selected;
    private Runnable compare = () -> {};
    private Consumer<RunAgain> replay = what -> {};
    private final RunFeed feed;
    private final Relaxations relaxations;
    private final RunMenu.Does does;
    private final TagBar tagging;
    private final SelectionBar selectionBar;
    private final FacetPane facets;
    private final EachSecond ticking = new EachSecond(this::tick);
    private Consumer<String> writeTerm = term -> {};
    private @Nullable AddTerm filter;
    private Consumer<Run> showSession = run -> {};
    private Consumer<RuntimeException> failedToChange = failure -> {};
    private RunTable table;
    private RunSelection selection;
    private @Nullable RunQueries queries;
    private @Nullable Annotations annotations;
    private boolean touched;
    private int seconds;

    @FXML
    private Label title;

    @FXML
    private Button newer;

    @FXML
    private HBox header;

    @FXML
    private MenuButton columns;

    @FXML
    private VBox headSlot;

    @FXML
    private VBox facetSlot;

    @FXML
    private ListView<Run> list;

    @FXML
    private VBox outlines;

    @FXML
    private VBox nothing;

    @FXML
    private Label nothingTitle;

    @FXML
    private Label nothingText;

    @FXML
    private VBox failed;

    @FXML
    private Label failure;

    /**
     * @param selected told of the run that is selected, and again when it has changed
     * @param export writes the selected runs' traces into a file
     * @param delete takes the selected runs away
     */
    @SuppressWarnings("NullAway.Init")
    public RunListController(Background background, Consumer<Run> selected, Runnable export, Runnable delete) {
        this.background = background;
        this.selected = selected;
        feed = new RunFeed(background, () -> touched, () -> table.inSight());
        relaxations = new Relaxations(background);
        does = new RunMenu.Does(
                this::star,
                this::tag,
                run -> showSession.accept(run),
                () -> compare.run(),
                what -> replay.accept(what),
                export,
                delete,
                () -> selection.selectAll(),
                this::addToFilter);
        tagging =
                new TagBar(background, this::selection, this::refresh, why -> failedToChange.accept(why), this::focus);
        selectionBar = new SelectionBar(does);
        facets = new FacetPane(background, this::addToFilter, term -> writeTerm.accept(term));
    }

    @FXML
    private void initialize() {
        list.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        table = new RunTable(list, feed, feed::sort);
        table.onFilterBy(this::addToFilter);
        headSlot.getChildren()
                .addAll(tagging, table.heads(), new SearchBar(feed.reach().reachedProperty(), feed::stop, feed::goOn));
        header.getChildren().add(header.getChildren().indexOf(columns), selectionBar);
        new ColumnMenu(columns, table);
        selection = new RunSelection(list, feed.shown(), this::chosen);
        list.setContextMenu(new RunMenu(this::selection, does));
        list.addEventFilter(MouseEvent.MOUSE_PRESSED, event -> touched = true);
        list.addEventFilter(ScrollEvent.SCROLL, event -> touched = true);
        new RunKeys(does, this::step, feed::more, () -> touched = true).listen(list);
        for (int i = 0; i < OUTLINES; i++) {
            var outline = new Region();
            outline.getStyleClass().add("outline");
            outlines.getChildren().add(outline);
        }
        nothing.getChildren().add(relaxations);
        facetSlot.getChildren().add(facets);
        ((Region) facetSlot.getParent()).heightProperty().subscribe(height -> facets.room(height.doubleValue()));
        feed.shown().subscribe(this::runsChanged);
        feed.onMarked(table::again);
        feed.onCounted(this::showHeads);
        feed.stateProperty().subscribe(this::show);
        feed.countProperty().subscribe(this::showTitle);
        feed.newerProperty().subscribe(this::showNewer);
        feed.sortProperty().subscribe(this::showHeads);
    }

    /** The run that is shown; {@code null} when there is none. */
    public @Nullable Run selected() {
        return selection.shown();
    }

    /** The runs that are selected, from the top down. */
    public List<Run> selection() {
        return selection.all();
    }

    private void chosen(@Nullable Run run) {
        if (run != null) {
            selected.accept(run);
        }
        showTitle();
    }

    /** Selects the next run, or with -1 the one before. */
    public void step(int by) {
        touched = true;
        selection.step(by);
    }

    private void runsChanged() {
        table.rescale();
        if (feed.shown().stream().anyMatch(run -> run.endNanos() == null)) {
            ticking.play();
        } else {
            ticking.stop();
        }
        selection.keep();
        if (feed.stateProperty().get() instanceof FeedState.Shown) {
            // A filter has left only other runs.
            selectNewest();
        }
    }

    /** Of running runs the durations grow. */
    private void tick() {
        table.again();
        seconds++;
        if (seconds % LOOK_AGAIN_SECONDS == 0) {
            feed.refresh();
        }
    }

    /** Selects a run, also one that is not in the list. */
    public void select(Run run) {
        touched = true;
        selection.select(run);
    }

    private void star() {
        var database = annotations;
        var runs = selection();
        if (database == null || runs.isEmpty()) {
            return;
        }
        boolean starred = !runs.stream().allMatch(run -> feed.marks(run.id()).starred());
        var subjects = runs.stream().map(Subject::of).toList();
        background.call(() -> database.star(subjects, starred), count -> refresh(), why -> failedToChange.accept(why));
    }

    private void tag() {
        tagging.open();
    }

    private void addToFilter(RunColumn.Term term, boolean without) {
        if (filter != null) {
            term.addTo(filter, without);
        }
    }

    private void show(FeedState state) {
        outlines.setVisible(state instanceof FeedState.Loading);
        nothing.setVisible(state instanceof FeedState.Nothing);
        failed.setVisible(state instanceof FeedState.Failed);
        list.setVisible(state instanceof FeedState.Shown);
        if (state instanceof FeedState.Failed why) {
            failure.setText(why.message());
        }
        boolean stopped = feed.reach().isStopped();
        nothingTitle.setText(Messages.text(stopped ? "runs.search.none" : "runs.nothing.title"));
        nothingText.setText(Messages.text(stopped ? "runs.search.stopped" : "runs.nothing.text"));
        var asked = queries;
        if (state instanceof FeedState.Nothing && asked != null && !stopped) {
            relaxations.show(asked, feed.filter());
        } else {
            relaxations.hide();
        }
        showTitle();
    }

    private void showHeads() {
        table.sorted(feed.sortProperty().get(), feed.isFew());
    }

    private void showTitle() {
        var count = feed.matching();
        int chosen = selection.size();
        selectionBar.setVisible(chosen > 1);
        if (chosen > 1) {
            boolean all = chosen == feed.shown().size();
            title.setText(Messages.text(
                    all && !feed.isWhole() ? "runs.title.selected.loaded" : "runs.title.selected",
                    Figures.count(chosen),
                    count.text()));
        } else {
            title.setText(
                    count.text().equals("1")
                            ? Messages.text("runs.title.one")
                            : Messages.text("runs.title", count.text()));
        }
    }

    private void showNewer(Number count) {
        newer.setVisible(count.intValue() > 0);
        newer.setText(Messages.text("runs.newer", Figures.capped(count.intValue(), RunFeed.PAGE)));
    }

    @FXML
    private void letIn() {
        feed.letIn();
        list.scrollTo(0);
        touched = false;
    }

    /** Asks again for what could not be had. */
    @FXML
    public void retry() {
        feed.show(feed.filter());
    }

    /** Reads from another database. */
    public void use(RunQueries queries, Annotations annotations, Facets counts) {
        selection.forget();
        touched = false;
        this.queries = queries;
        this.annotations = annotations;
        tagging.use(annotations);
        feed.use(queries, annotations);
        facets.use(counts);
    }

    /** Called when the reader leaves out a term of a filter that nothing matches, with what is left of it. */
    public void onRelaxed(Consumer<RunFilter> handler) {
        relaxations.onChosen(handler);
    }

    /**
     * Where values go that the reader wants in the filter.
     *
     * @param write takes whole terms, as they are written
     */
    public void onFilterBy(AddTerm to, Consumer<String> write) {
        filter = to;
        writeTerm = write;
    }

    /** Whether counts by value are shown. */
    public void facets(boolean open) {
        facets.open(open);
    }

    /** Called with whether counts by value are shown, when the reader has chosen. */
    public void onFacets(Consumer<Boolean> handler) {
        facets.onChosen(handler);
    }

    /** Called when the reader wants to see a run in its session, or the selected runs side by side. */
    public void onShow(Consumer<Run> inSession, Runnable sideBySide) {
        showSession = inSession;
        compare = sideBySide;
    }

    /** @param again runs the selected runs again; told what for */
    public void onReplay(Consumer<RunAgain> again) {
        replay = again;
    }

    /** Called when stars or tags could not be changed. */
    public void onFailure(Consumer<RuntimeException> handler) {
        failedToChange = handler;
    }

    /** The columns as they were when they were last chosen. */
    public void columns(String remembered) {
        table.columns(ColumnSet.parse(remembered));
    }

    /** Called with the columns when the reader has changed them, to be given to {@link #columns} another time. */
    public void onColumns(Consumer<String> handler) {
        table.onChosen(set -> handler.accept(set.print()));
    }

    public void filter(RunFilter filter) {
        touched = false;
        feed.show(filter);
        facets.filter(filter);
    }

    /** The database has told of a change. */
    public void refresh() {
        feed.refresh();
        facets.refresh();
    }

    /** Leaves runs out that are about to be deleted; none, to show all again. The next run is selected instead. */
    public void hide(Set<String> runIds) {
        selection.moveOff(run -> runIds.contains(run.runId()));
        feed.hide(runIds);
        showTitle();
    }

    /** These runs are there no more. */
    public void gone(Set<String> runIds) {
        selection.moveOff(run -> runIds.contains(run.runId()));
        feed.drop(runIds);
    }

    /** Selects the newest run, if the reader has not chosen one. */
    public void selectNewest() {
        if (!touched && selection.size() == 0) {
            selection.selectAt(0);
        }
    }

    public ReadOnlyObjectProperty<FeedState> stateProperty() {
        return feed.stateProperty();
    }

    /** How many runs match, counted up to 1,000. */
    public ReadOnlyObjectProperty<RunCount> countProperty() {
        return feed.countProperty();
    }

    public void focus() {
        PaneFit.reveal(list);
        list.requestFocus();
    }
}
