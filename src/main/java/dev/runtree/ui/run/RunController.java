package dev.runtree.ui.run;

import dev.runtree.model.Run;
import dev.runtree.model.RunStatus;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.Trace;
import dev.runtree.otlp.ContentReader;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Job;
import dev.runtree.ui.prose.Clip;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.animation.KeyFrame;
import javafx.animation.PauseTransition;
import javafx.animation.Timeline;
import javafx.beans.InvalidationListener;
import javafx.beans.Observable;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** One run: fetches its skeleton, and of opened tools the payload; goes along with a run that still runs. */
public final class RunController {
    /** The title of the tree's tab, see {@link #chooseTab}. */
    public static final String TREE = RunTabs.TREE;

    private static final Duration UNNOTICED = Duration.millis(150);
    private static final Duration SECOND = Duration.seconds(1);

    private final Background background;
    private final InstantSource clock;
    private final RunTree tree = new RunTree();
    private final List<Job> panelJobs = new ArrayList<>();
    private final PauseTransition slow = new PauseTransition(UNNOTICED);
    private final Timeline ticking = new Timeline(new KeyFrame(SECOND, event -> tick()));
    private final ReadOnlyObjectWrapper<@Nullable Step> step = new ReadOnlyObjectWrapper<>();
    private @Nullable RunQueries queries;
    private @Nullable Run run;
    private @Nullable SpanId drawn;
    private @Nullable Job load;
    private @Nullable SpanId wantedStep;
    private boolean again;
    private StepsRemoved stepsRemoved;
    private RunTabs tabs;
    private RunHeader header;

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

    public RunController(Background background) {
        this(background, InstantSource.system());
    }

    @SuppressWarnings("NullAway.Init")
    RunController(Background background, InstantSource clock) {
        this.background = background;
        this.clock = clock;
        ticking.setCycleCount(Timeline.INDEFINITE);
        slow.setOnFinished(event -> progress.setVisible(true));
    }

    @FXML
    private void initialize() {
        treeSlot.getChildren().add(tree);
        header = new RunHeader(kind, name, status, statusIcon, error, totals);
        tabs = new RunTabs(tabSlot, treeTab, tree::requestFocus);
        stepsRemoved = new StepsRemoved(treeSlot, removed, removedWhen, partly);
        nothing.getChildren().add(new KeyHints());
        tree.onPanelWanted(this::loadPanel);
        tree.selectedSpanProperty().subscribe(this::select);
    }

    /** The step that is selected; {@code null} when there is none. */
    public ReadOnlyObjectProperty<@Nullable Step> stepProperty() {
        return step.getReadOnlyProperty();
    }

    /** Adds another way to read the run, as a tab behind those that are there; once the pane is loaded. */
    public void add(Reading reading) {
        tabs.add(reading);
    }

    /** Shows a tab of the run by its {@link Reading#title}, and puts the focus into it. */
    public void chooseTab(String title) {
        tabs.choose(title);
    }

    /** Selects a step, wherever it stands in the tree; as soon as its run is there, if that is still being read. */
    public void select(SpanId span) {
        if (load == null && tree.spans().forest().indexOf(span) >= 0) {
            jump(tree.spans().forest().indexOf(span));
        } else {
            wantedStep = span;
        }
    }

    /** The spans of the run that is shown, in tree order. */
    public List<Span> spans() {
        return tree.spans().forest().spans();
    }

    /** Reads from another database; shows nothing until told what. */
    public void use(RunQueries other) {
        queries = other;
        tabs.use(other);
        show(null);
    }

    /** Shows a run, or nothing. A run that is shown already is read again, and what the reader looks at stays. */
    public void show(@Nullable Run wanted) {
        var before = run;
        run = wanted;
        if (wanted == null) {
            stop();
            drawn = null;
            step.set(null);
            tabs.show(null);
            only(nothing);
        } else if (before != null && before.id().equals(wanted.id())) {
            reload();
        } else {
            stop();
            load(wanted);
        }
    }

    /** The database has told of a change: a run that is not over is read again. */
    public void refresh() {
        var open = run;
        if (open != null && (open.status() == RunStatus.RUNNING || open.status() == RunStatus.PAUSED)) {
            reload();
        }
    }

    public void focus() {
        tabs.focus();
    }

    @FXML
    private void retry() {
        var wanted = run;
        if (wanted != null) {
            stop();
            load(wanted);
        }
    }

    private void stop() {
        if (load != null) {
            load.cancel();
            load = null;
        }
        again = false;
        panelJobs.forEach(Job::cancel);
        panelJobs.clear();
        ticking.stop();
        waited();
    }

    private void reload() {
        if (load != null) {
            again = true;
        } else if (run != null) {
            load(run);
        }
    }

    private void load(Run wanted) {
        if (queries == null) {
            return;
        }
        slow.playFromStart();
        load = background.run(
                queries.run(wanted.id()).map(found -> found.map(Loaded::of)), this::loaded, this::couldNotLoad);
    }

    /** A trace, made ready to be drawn where it was fetched. */
    record Loaded(Trace trace, RunSpans spans) {
        static Loaded of(Trace trace) {
            return new Loaded(trace, RunSpans.of(trace));
        }

        Run run() {
            return trace.run();
        }
    }

    private void waited() {
        slow.stop();
        progress.setVisible(false);
    }

    private void loaded(Optional<Loaded> found) {
        load = null;
        waited();
        if (found.isEmpty()) {
            drawn = null;
            step.set(null);
            tabs.show(null);
            only(gone);
            return;
        }
        draw(found.get());
        if (again) {
            again = false;
            reload();
        }
    }

    void draw(Loaded loaded) {
        run = loaded.run();
        var now = now();
        var same = loaded.run().id().equals(drawn);
        // Set first: selecting makes a step of this run.
        drawn = loaded.run().id();
        if (same) {
            tree.update(loaded.spans(), now);
        } else {
            tree.show(loaded.spans(), now);
        }
        selectWanted(!same);
        header.show(loaded.run(), now);
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

    /** @param fresh whether the run has just come, and nothing in it is selected */
    private void selectWanted(boolean fresh) {
        var place = wantedStep == null ? -1 : tree.rows().forest().indexOf(wantedStep);
        wantedStep = null;
        if (place >= 0) {
            jump(place);
        } else if (fresh) {
            selectTelling();
        }
    }

    /** Most often it is what the reader came for: where it failed, in view; else the last model call. */
    private void selectTelling() {
        var forest = tree.rows().forest();
        var failed = tree.rows().next(-1, 1, forest::errorStarts);
        if (failed < 0) {
            tree.select(tree.rows().next(-1, -1, span -> forest.span(span).kind() == SpanKind.LLM));
            tree.scrollTo(0);
            return;
        }
        if (RowPainter.canOpen(forest.span(failed))) {
            tree.setOpen(failed, true);
        }
        jump(failed);
    }

    private void jump(int span) {
        if (tree.viewportHeight() > 0) {
            tree.jump(span);
        } else {
            tree.select(span);
            tree.scrollTo(0);
            jumpOnceLaidOut(span);
        }
    }

    private void jumpOnceLaidOut(int span) {
        var of = drawn;
        tree.heightProperty().addListener(new InvalidationListener() {
            @Override
            public void invalidated(Observable height) {
                tree.heightProperty().removeListener(this);
                if (of != null && of.equals(drawn) && tree.selected() == span) {
                    tree.jump(span);
                }
            }
        });
    }

    private void couldNotLoad(RuntimeException why) {
        load = null;
        again = false;
        waited();
        failure.setText(why.getMessage());
        only(failed);
    }

    private void only(Node state) {
        for (var one : List.of(shown, nothing, gone, failed)) {
            one.setVisible(one.equals(state));
        }
    }

    private void select(@Nullable Span span) {
        var open = run;
        step.set(
                span == null || open == null ? null : Step.of(open, tree.spans().forest(), tree.selected()));
    }

    private void tick() {
        var open = run;
        if (open != null) {
            tree.setNow(now());
            header.tick(open, now());
        }
    }

    private long now() {
        Instant instant = clock.instant();
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }

    private void loadPanel(Span span) {
        if (queries == null) {
            return;
        }
        var query = queries.payload(span.id())
                .map(found -> found.map(recorded -> ToolPanel.of(recorded, ContentReader.read(recorded))));
        panelJobs.add(background.run(
                query,
                found -> tree.setPanel(span.id(), found.orElse(ToolPanel.failed(Messages.text("run.panel.gone")))),
                why -> tree.setPanel(span.id(), ToolPanel.failed(String.valueOf(why.getMessage())))));
    }

    @FXML
    private void copyId() {
        var open = run;
        if (open != null) {
            Clip.put(open.runId());
        }
    }
}
