package dev.runtree.ui.runs;

import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.query.RunFilter;
import dev.runtree.store.RunCount;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Messages;
import dev.runtree.ui.Shortcut;
import dev.runtree.ui.background.Background;
import java.util.function.Consumer;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** The list of runs: pages as it is scrolled, tells of new ones, says which is selected. */
public final class RunListController {
    private static final int OUTLINES = 12;

    /** The next page is read when so many runs or fewer are left beneath what is seen. */
    private static final int AHEAD = 30;

    private static final Duration SECOND = Duration.seconds(1);

    /** A run whose process is gone is over without anybody telling. */
    private static final int LOOK_AGAIN_SECONDS = 15;

    private final Consumer<Run> selected;
    private final Runnable export;
    private final Runnable delete;
    private final RunFeed feed;
    private final Relaxations relaxations;
    private @Nullable RunQueries queries;
    private final Timeline ticking = new Timeline(new KeyFrame(SECOND, event -> tick()));
    private RunScale scale = new RunScale(1, Long.MAX_VALUE);
    private @Nullable Run current;
    private boolean touched;
    private int seconds;

    @FXML
    private Label title;

    @FXML
    private Button newer;

    @FXML
    private ListView<Run> list;

    @FXML
    private VBox headSlot;

    @FXML
    private VBox outlines;

    @FXML
    private VBox nothing;

    @FXML
    private VBox failed;

    @FXML
    private Label failure;

    /**
     * @param selected told of the run that is selected, and again when it has changed
     * @param export writes the selected run's trace into a file
     * @param delete asks whether the selected run is to be deleted
     */
    @SuppressWarnings("NullAway.Init")
    public RunListController(Background background, Consumer<Run> selected, Runnable export, Runnable delete) {
        this.selected = selected;
        this.export = export;
        this.delete = delete;
        feed = new RunFeed(background, () -> touched);
        relaxations = new Relaxations(background);
        ticking.setCycleCount(Animation.INDEFINITE);
    }

    @FXML
    private void initialize() {
        list.setFixedCellSize(RunCell.HEIGHT);
        list.setCellFactory(view -> cell());
        list.setItems(feed.runs());
        list.setContextMenu(menu());
        list.getSelectionModel().selectedItemProperty().subscribe(this::selectedInList);
        list.addEventFilter(MouseEvent.MOUSE_PRESSED, event -> touched = true);
        list.addEventFilter(ScrollEvent.SCROLL, event -> touched = true);
        list.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        for (int i = 0; i < OUTLINES; i++) {
            var outline = new Region();
            outline.getStyleClass().add("outline");
            outlines.getChildren().add(outline);
        }
        nothing.getChildren().add(relaxations);
        headSlot.getChildren().add(new SearchBar(feed.search(), feed::stop, feed::goOn));
        feed.runs().subscribe(this::runsChanged);
        feed.stateProperty().subscribe(this::show);
        feed.countProperty().subscribe(this::showTitle);
        feed.newerProperty().subscribe(this::showNewer);
    }

    private ContextMenu menu() {
        var item = new MenuItem(Messages.text("export.menu", Shortcut.EXPORT.keys()));
        item.setOnAction(event -> export.run());
        var away = new MenuItem(Messages.text("delete.menu", KeyCode.DELETE.getName()));
        away.setOnAction(event -> delete.run());
        return new ContextMenu(item, away);
    }

    /** The run that is shown; {@code null} when there is none. */
    public @Nullable Run selected() {
        return list.getSelectionModel().getSelectedItem();
    }

    private RunCell cell() {
        var cell = new RunCell(() -> scale, feed.search());
        cell.indexProperty().subscribe(index -> {
            if (index.intValue() > feed.runs().size() - AHEAD) {
                feed.more();
            }
        });
        return cell;
    }

    private void pressed(KeyEvent event) {
        touched = true;
        if (event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        if (event.getCode() == KeyCode.DELETE) {
            delete.run();
            event.consume();
        } else if (event.getCode() == KeyCode.J) {
            step(1);
            event.consume();
        } else if (event.getCode() == KeyCode.K) {
            step(-1);
            event.consume();
        }
    }

    /** Selects the next run, or with -1 the one before. */
    public void step(int by) {
        touched = true;
        int place = list.getSelectionModel().getSelectedIndex() + by;
        if (place >= 0 && place < feed.runs().size()) {
            list.getSelectionModel().clearAndSelect(place);
            list.scrollTo(Math.max(0, place - 3));
        }
    }

    private void runsChanged() {
        scale = RunScale.of(feed.runs());
        if (feed.runs().stream().anyMatch(run -> run.endNanos() == null)) {
            ticking.play();
        } else {
            ticking.stop();
        }
        var run = current;
        if (run == null || list.getSelectionModel().getSelectedItem() != null) {
            return;
        }
        reselect(run);
    }

    /** Of running runs the durations grow. */
    private void tick() {
        for (Node node : list.lookupAll(".run-cell")) {
            if (node instanceof RunCell cell) {
                cell.tick();
            }
        }
        seconds++;
        if (seconds % LOOK_AGAIN_SECONDS == 0) {
            feed.refresh();
        }
    }

    private void reselect(Run run) {
        for (int i = 0; i < feed.runs().size(); i++) {
            if (feed.runs().get(i).id().equals(run.id())) {
                list.getSelectionModel().clearAndSelect(i);
                return;
            }
        }
    }

    /** Selects a run, also one that is not in the list. */
    public void select(Run run) {
        touched = true;
        selectedInList(run);
        list.getSelectionModel().clearSelection();
        reselect(run);
    }

    private void selectedInList(@Nullable Run run) {
        if (run != null && !run.equals(current)) {
            current = run;
            selected.accept(run);
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
        var asked = queries;
        if (state instanceof FeedState.Nothing && asked != null) {
            relaxations.show(asked, feed.filter());
        } else {
            relaxations.hide();
        }
    }

    private void showTitle(RunCount count) {
        title.setText(
                count.text().equals("1") ? Messages.text("runs.title.one") : Messages.text("runs.title", count.text()));
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
    public void use(RunQueries queries) {
        current = null;
        touched = false;
        this.queries = queries;
        feed.use(queries);
    }

    /** Called when the reader leaves out a term of a filter that nothing matches, with what is left of it. */
    public void onRelaxed(Consumer<RunFilter> handler) {
        relaxations.onChosen(handler);
    }

    public void filter(RunFilter filter) {
        touched = false;
        feed.show(filter);
    }

    /** The database has told of a change. */
    public void refresh() {
        feed.refresh();
    }

    /** The run that is shown is gone: the next one is shown instead. */
    public void forget() {
        current = null;
        touched = false;
        list.getSelectionModel().clearSelection();
    }

    /** Selects the newest run, if the reader has not chosen one. */
    public void selectNewest() {
        if (!touched && !feed.runs().isEmpty() && list.getSelectionModel().getSelectedItem() == null) {
            list.getSelectionModel().clearAndSelect(0);
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
        list.requestFocus();
    }
}
