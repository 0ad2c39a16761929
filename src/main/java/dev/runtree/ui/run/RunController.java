package dev.runtree.ui.run;

import dev.runtree.model.Annotation;
import dev.runtree.model.Run;
import dev.runtree.model.RunStatus;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.provenance.CallOrigins;
import dev.runtree.store.Query;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Clip;
import dev.runtree.ui.Command;
import dev.runtree.ui.Messages;
import dev.runtree.ui.PaneFit;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.EachSecond;
import dev.runtree.ui.run.RunLoading.Loaded;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** One run: fetches its skeleton, and of opened tools the payload; goes along with a run that still runs. */
public final class RunController {
    /** The title of the tree's tab, see {@link #chooseTab}. */
    public static final String TREE = RunTabs.TREE;

    private final Background background;
    private final InstantSource clock;
    private final Room room;
    private final TreePane pane;
    private final RunTree tree;
    private final PanelReads reads;
    private final FirstLook firstLook;
    private final LoadedPart part = new LoadedPart();
    private final EachSecond ticking = new EachSecond(this::tick);
    private final ReadOnlyObjectWrapper<@Nullable Step> step = new ReadOnlyObjectWrapper<>();
    private @Nullable RunQueries queries;
    private @Nullable Run run;
    private @Nullable SpanId drawn;
    private RunLoading loading;
    private StepsRemoved stepsRemoved;
    private RunTabs tabs;
    private RunHeader header;

    @FXML
    private VBox annotationSlot;

    @FXML
    private VBox shown;

    @FXML
    private FontIcon kind;

    @FXML
    private Label name;

    @FXML
    private Label status;

    @FXML
    private FontIcon statusIcon;

    @FXML
    private Label error;

    @FXML
    private HBox totals;

    @FXML
    private StackPane tabSlot;

    @FXML
    private StackPane treeTab;

    @FXML
    private StackPane treeSlot;

    @FXML
    private Label partly;

    @FXML
    private VBox removed;

    @FXML
    private Label removedWhen;

    @FXML
    private VBox nothing;

    @FXML
    private VBox gone;

    @FXML
    private VBox failed;

    @FXML
    private Label failure;

    @FXML
    private ProgressBar progress;

    @FXML
    private HBox loadingStrip;

    @FXML
    private Label reached;

    public RunController(Background background) {
        this(background, InstantSource.system(), Room.ofMemory());
    }

    @SuppressWarnings("NullAway.Init")
    RunController(Background background, InstantSource clock, Room room) {
        this.background = background;
        this.clock = clock;
        this.room = room;
        pane = new TreePane(background);
        tree = pane.tree();
        reads = new PanelReads(background, tree);
        firstLook = new FirstLook(tree);
    }

    @FXML
    private void initialize() {
        treeSlot.getChildren().add(pane);
        header = new RunHeader(kind, name, status, statusIcon, error, totals);
        loading = new RunLoading(background, room, progress, loadingStrip, reached);
        part.onMore(this::readMore);
        shown.getChildren().add(shown.getChildren().indexOf(tabSlot), part);
        tabs = new RunTabs(tabSlot, treeTab, tree::requestFocus);
        stepsRemoved = new StepsRemoved(treeSlot, removed, removedWhen, partly);
        nothing.getChildren().add(new KeyHints());
        pane.give(TreeAction.COPY_INPUT, () -> reads.copy(false));
        pane.give(TreeAction.COPY_OUTPUT, () -> reads.copy(true));
        tree.selectedSpanProperty().subscribe(this::select);
    }

    /** The step that is selected; {@code null} when there is none. */
    public ReadOnlyObjectProperty<@Nullable Step> stepProperty() {
        return step.getReadOnlyProperty();
    }

    /** @param handler told which steps the tree's filter asks for, {@code null} for all; the test is for any thread */
    public void onFiltered(Consumer<@Nullable Predicate<Span>> handler) {
        tree.narrowing().onApplied(handler);
    }

    /** @param items makes what stands last in the menu of a row, each time that it is shown */
    public void onRowMenu(Supplier<List<MenuItem>> items) {
        pane.menu().more(items);
    }

    /** Adds another way to read the run, as a tab behind those that are there; once the pane is loaded. */
    public void add(Reading reading) {
        tabs.add(reading);
    }

    /** Shows a tab of the run by its {@link Reading#title}, and puts the focus into it. */
    public void chooseTab(String title) {
        PaneFit.reveal(tabSlot);
        tabs.choose(title);
    }

    /** Selects a step, wherever it stands in the tree; as soon as its run is there, if that is still being read. */
    public void select(SpanId span) {
        firstLook.want(span);
        if (!loading.isGoing() && tree.spans().forest().indexOf(span) >= 0) {
            firstLook.at(false);
        }
    }

    /** The spans of the run that is shown, in tree order. */
    public List<Span> spans() {
        return tree.spans().forest().spans();
    }

    /** Asks where the values of a tool come from, to mark them beneath its row; empty when they are not to be marked. */
    public void onMarks(BiFunction<Run, Span, Optional<Query<Optional<CallOrigins>>>> asked) {
        reads.marks(span -> run == null ? Optional.empty() : asked.apply(run, span));
    }

    /** Whether values are marked has changed. */
    public void remark() {
        reads.remark();
    }

    /** Shows something of it beneath its name, such as what people say, below what stands there. */
    public void annotations(Node bar) {
        annotationSlot.getChildren().add(bar);
    }

    /** Marks the steps of which people say something. */
    public void mark(Map<SpanId, Annotation> said) {
        tree.marks().show(said);
    }

    /** Reads from another database; shows nothing until told what. */
    public void use(RunQueries other) {
        queries = other;
        reads.use(other);
        pane.use(other);
        tabs.use(other);
        show(null);
    }

    /** Shows a run, or nothing. A run that is shown already is read again, and what the reader looks at stays. */
    public void show(@Nullable Run wanted) {
        var before = run;
        run = wanted;
        if (wanted == null || before == null || !before.id().equals(wanted.id())) {
            stop();
        }
        if (wanted == null || spans().size() > room.usual()) {
            forget(nothing);
        }
        load(wanted);
    }

    /** The database has told of a change: a run that is not over is read again. */
    public void refresh() {
        if (run != null && (run.status() == RunStatus.RUNNING || run.status() == RunStatus.PAUSED)) {
            load(run);
        }
    }

    /** Keeps the newest step in view from now on, until the reader scrolls. */
    public void follow() {
        pane.setFollow(true);
    }

    /** Everything that can be done in the tree, for menus and the palette. */
    public List<Command> commands() {
        return pane.commands();
    }

    /**
     * How the reader wants runs to be shown.
     *
     * @param kept what was chosen before, by its names
     * @param chosen told what to keep; an empty text takes a choice back
     */
    public void choices(Map<String, String> kept, Consumer<Map<String, String>> chosen) {
        pane.choices(kept, chosen);
    }

    /** Called with a term that the reader wants to add to the filter of the list of runs. */
    public void onFilterRuns(Consumer<String> handler) {
        pane.onToRuns(handler);
    }

    /** Called when the reader wants to go on in the details of the selected step. */
    public void onDetail(Runnable handler) {
        pane.give(TreeAction.DETAIL, handler);
    }

    /** @param handler told to go to the next run, or with -1 to the one before */
    public void onWalkRuns(IntConsumer handler) {
        pane.give(TreeAction.NEXT_RUN, () -> handler.accept(1));
        pane.give(TreeAction.PREVIOUS_RUN, () -> handler.accept(-1));
    }

    public void focus() {
        PaneFit.reveal(tabSlot);
        tabs.focus();
    }

    @FXML
    private void cancelLoading() {
        loading.cancel();
        if (drawn == null || run == null || !drawn.equals(run.id())) {
            failure.setText(Messages.text("run.loading.cancelled"));
            only(failed);
        }
    }

    @FXML
    private void retry() {
        stop();
        load(run);
    }

    private void readMore() {
        loading.wantMore();
        forget(nothing);
        retry();
    }

    private void stop() {
        loading.cancel();
        reads.cancel();
        ticking.stop();
    }

    private void load(@Nullable Run wanted) {
        if (queries != null && wanted != null) {
            loading.read(queries, wanted, this::loaded, this::couldNotLoad);
        }
    }

    private void loaded(Optional<Loaded> found) {
        if (found.isPresent()) {
            draw(found.get());
        } else {
            forget(gone);
        }
    }

    private void forget(Node instead) {
        drawn = null;
        step.set(null);
        // A large run is not kept in memory for nobody.
        pane.show(RunSpans.NONE, now());
        tabs.show(null);
        only(instead);
    }

    void draw(Loaded loaded) {
        run = loaded.run();
        var now = now();
        var same = loaded.run().id().equals(drawn);
        // Set first: selecting makes a step of this run.
        drawn = loaded.run().id();
        if (same) {
            pane.update(loaded.spans(), now);
        } else {
            pane.show(loaded.spans(), now);
        }
        firstLook.at(!same);
        header.show(loaded.run(), now);
        part.show(loaded.read(), loaded.all(), room.most());
        stepsRemoved.show(
                loaded.trace().stepsRemovedAt(), loaded.spans().forest().size() == 0);
        tabs.show(loaded.trace());
        only(shown);
        if (loaded.spans().running()) {
            ticking.play();
        } else {
            ticking.stop();
        }
    }

    private void couldNotLoad(RuntimeException why) {
        failure.setText(why.getMessage());
        only(failed);
    }

    private void only(Node state) {
        for (var one : List.of(shown, nothing, gone, failed)) {
            one.setVisible(one.equals(state));
        }
    }

    private void select(@Nullable Span span) {
        step.set(span == null || run == null ? null : Step.of(run, tree.spans(), tree.selected()));
    }

    private void tick() {
        var now = now();
        tree.setNow(now);
        header.tick(run, now);
        if (loading.isDue(tree.spans().end(), now)) {
            refresh();
        }
    }

    private long now() {
        return ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant());
    }

    @FXML
    private void copyId() {
        if (run != null) {
            Clip.putExact(run.runId());
        }
    }
}
