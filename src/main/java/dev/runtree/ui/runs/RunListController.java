package dev.runtree.ui.runs;

import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.query.RunFilter;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The list of runs: pages as it is scrolled, tells of new ones, says which is selected. */
public final class RunListController {
    private static final int OUTLINES = 12;

    private final Consumer<Run> selected;
    private final RunFeed feed;
    private RunScale scale = new RunScale(1, Long.MAX_VALUE);
    private @Nullable Run current;
    private boolean touched;

    @FXML
    private Label title;

    @FXML
    private Button newer;

    @FXML
    private ListView<Run> list;

    @FXML
    private VBox outlines;

    @FXML
    private VBox nothing;

    @FXML
    private VBox failed;

    @FXML
    private Label failure;

    /** @param selected told of the run that is selected, and again when it has changed */
    @SuppressWarnings("NullAway.Init")
    public RunListController(Background background, Consumer<Run> selected) {
        this.selected = selected;
        feed = new RunFeed(background, () -> touched);
    }

    @FXML
    private void initialize() {
        list.setFixedCellSize(RunCell.HEIGHT);
        list.setCellFactory(view -> new RunCell(() -> scale));
        list.setItems(feed.runs());
        list.getSelectionModel().selectedItemProperty().subscribe(this::selectedInList);
        list.addEventFilter(MouseEvent.MOUSE_PRESSED, event -> touched = true);
        list.addEventFilter(ScrollEvent.SCROLL, event -> touched = true);
        list.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        list.skinProperty().subscribe(skin -> watchScrolling());
        for (int i = 0; i < OUTLINES; i++) {
            var outline = new Region();
            outline.getStyleClass().add("outline");
            outlines.getChildren().add(outline);
        }
        feed.runs().subscribe(this::runsChanged);
        feed.stateProperty().subscribe(this::show);
        feed.countProperty().subscribe(this::showTitle);
        feed.newerProperty().subscribe(this::showNewer);
    }

    private void watchScrolling() {
        for (Node node : list.lookupAll(".scroll-bar:vertical")) {
            if (node instanceof ScrollBar bar) {
                bar.valueProperty().subscribe(value -> {
                    if (bar.isVisible() && value.doubleValue() > bar.getMax() - bar.getVisibleAmount() * 2) {
                        feed.more();
                    }
                });
            }
        }
    }

    private void pressed(KeyEvent event) {
        touched = true;
        if (event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        if (event.getCode() == KeyCode.J) {
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
        var run = current;
        if (run == null || list.getSelectionModel().getSelectedItem() != null) {
            return;
        }
        reselect(run);
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
    }

    private void showTitle(Number count) {
        int runs = count.intValue();
        title.setText(
                runs == 1
                        ? Messages.text("runs.title.one")
                        : Messages.text("runs.title", Figures.capped(runs, RunFeed.COUNTED)));
    }

    private void showNewer(Number count) {
        newer.setVisible(count.intValue() > 0);
        newer.setText(Messages.text("runs.newer", Figures.count(count.intValue())));
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
        feed.use(queries);
    }

    public void filter(RunFilter filter) {
        touched = false;
        feed.show(filter);
    }

    /** The database has told of a change. */
    public void refresh() {
        feed.refresh();
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
    public ReadOnlyIntegerProperty countProperty() {
        return feed.countProperty();
    }

    public void focus() {
        list.requestFocus();
    }
}
