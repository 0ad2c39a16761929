package dev.runtree.ui.approvals;

import dev.runtree.model.Approval;
import dev.runtree.ui.Messages;
import dev.runtree.ui.PaneFocus;
import dev.runtree.ui.WrappedLabel;
import dev.runtree.ui.background.Background;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionMode;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** A list of approvals in which any number can be selected. What is selected stays so while the list changes. */
final class ApprovalListView extends StackPane {
    private static final int AHEAD = 40;

    private final ApprovalFeed feed;
    private final Consumer<List<Approval>> selected;
    private final Consumer<KeyEvent> keys;
    private final ListView<Approval> list = new ListView<>();
    private final List<ApprovalCell> cells = new ArrayList<>();
    private final Label nothing = new WrappedLabel();
    private final Label failure = new WrappedLabel();
    private final VBox failed;
    private List<Approval> told = List.of();
    private boolean changing;
    private boolean wantsOne;

    /**
     * @param name what the list is, for those who hear it
     * @param selected told which ones are selected
     * @param keys offered the keys that the list has no use for
     */
    ApprovalListView(Background background, String name, Consumer<List<Approval>> selected, Consumer<KeyEvent> keys) {
        this.selected = selected;
        this.keys = keys;
        feed = new ApprovalFeed(background);
        getStyleClass().add("approval-body");
        list.setFixedCellSize(ApprovalCell.HEIGHT);
        list.setCellFactory(view -> cell());
        list.setItems(FXCollections.observableArrayList());
        list.setAccessibleText(name);
        list.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        list.getSelectionModel().getSelectedItems().addListener((ListChangeListener<Approval>)
                change -> tellSelected());
        list.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        PaneFocus.goesTo(list);
        nothing.getStyleClass().add("hint");
        failure.getStyleClass().add("turn-error");
        var again = new Button(Messages.text("retry"));
        again.getStyleClass().add("small");
        again.setOnAction(event -> feed.refresh());
        failed = new VBox(failure, again);
        failed.getStyleClass().add("pane-message");
        getChildren().addAll(list, nothing, failed);
        nothing.setVisible(false);
        failed.setVisible(false);
        feed.found().addListener((ListChangeListener<Approval>) change -> update());
        feed.stateProperty().subscribe(this::show);
    }

    ApprovalFeed feed() {
        return feed;
    }

    /** What is said where there is nothing. */
    void setNothing(String words) {
        nothing.setText(words);
    }

    /** Time has gone by. */
    void tick() {
        cells.forEach(ApprovalCell::tell);
    }

    private ApprovalCell cell() {
        var cell = new ApprovalCell();
        cells.add(cell);
        cell.indexProperty().subscribe(index -> {
            if (index.intValue() > list.getItems().size() - AHEAD) {
                feed.more();
            }
        });
        return cell;
    }

    private void show(ApprovalFeed.State state) {
        var isReady = state instanceof ApprovalFeed.State.Ready;
        nothing.setVisible(isReady && feed.found().isEmpty());
        failed.setVisible(
                state instanceof ApprovalFeed.State.Failed && feed.found().isEmpty());
        if (state instanceof ApprovalFeed.State.Failed broken) {
            failure.setText(Messages.text("approvals.unread", broken.why()));
        }
    }

    /** The same ones stay selected; of those that have gone nothing is told, so that what became of them can be read. */
    private void update() {
        var ids = new HashSet<String>();
        list.getSelectionModel().getSelectedItems().forEach(each -> ids.add(each.id()));
        changing = true;
        var items = list.getItems();
        var found = feed.found();
        if (found.size() > items.size() && items.equals(found.subList(0, items.size()))) {
            items.addAll(found.subList(items.size(), found.size()));
        } else {
            items.setAll(found);
            list.getSelectionModel().clearSelection();
            for (var at = 0; at < items.size(); at++) {
                if (ids.contains(items.get(at).id())) {
                    list.getSelectionModel().select(at);
                }
            }
        }
        changing = false;
        if (wantsOne && !items.isEmpty()) {
            wantsOne = false;
            selectFirst();
        }
        nothing.setVisible(found.isEmpty() && feed.stateProperty().get() instanceof ApprovalFeed.State.Ready);
        if (!list.getSelectionModel().isEmpty()) {
            tellSelected();
        }
    }

    private void tellSelected() {
        var now = selection();
        if (!changing && !now.isEmpty() && !ids(now).equals(ids(told))) {
            told = now;
            selected.accept(now);
        }
    }

    private static List<String> ids(List<Approval> approvals) {
        return approvals.stream().map(Approval::id).toList();
    }

    List<Approval> selection() {
        return list.getSelectionModel().getSelectedItems().stream()
                .filter(Objects::nonNull)
                .toList();
    }

    /** Selects the first of those that come next, when none is selected. */
    void selectFirstOnce() {
        wantsOne = true;
    }

    private void selectFirst() {
        if (list.getSelectionModel().isEmpty()) {
            list.getSelectionModel().clearAndSelect(0);
        }
    }

    void clearSelection() {
        list.getSelectionModel().clearSelection();
    }

    /** The next selection is told, even of what was told before. */
    void forget() {
        told = List.of();
    }

    private void pressed(KeyEvent event) {
        if (event.isAltDown() || event.isMetaDown()) {
            return;
        }
        int by = event.getCode() == KeyCode.J ? 1 : event.getCode() == KeyCode.K ? -1 : 0;
        if (by != 0 && !event.isShortcutDown()) {
            move(by);
            event.consume();
        } else {
            keys.accept(event);
        }
    }

    private void move(int by) {
        var selection = list.getSelectionModel();
        var from = selection.isEmpty()
                ? list.getFocusModel().getFocusedIndex() - Math.max(0, by)
                : selection.getSelectedIndex();
        var to = Math.clamp(from + by, 0, Math.max(0, list.getItems().size() - 1));
        if (!list.getItems().isEmpty()) {
            selection.clearAndSelect(to);
            list.getFocusModel().focus(to);
            list.scrollTo(Math.max(0, to - 3));
        }
    }

    void focusList() {
        list.requestFocus();
    }
}
