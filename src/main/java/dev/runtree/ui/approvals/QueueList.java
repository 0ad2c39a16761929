package dev.runtree.ui.approvals;

import dev.runtree.model.Approval;
import dev.runtree.store.ApprovalLists;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What waits for a decision, the longest waiting or the newest first. */
final class QueueList extends VBox {
    private final ApprovalListView view;
    private final Label hint = new Label();
    private final ToggleButton newest = new ToggleButton(Messages.text("approvals.newest"));
    private @Nullable ApprovalLists lists;

    QueueList(Background background, Consumer<List<Approval>> selected, Consumer<KeyEvent> keys) {
        view = new ApprovalListView(background, Messages.text("approvals.queue"), selected, keys);
        view.setNothing(Messages.text("approvals.queue.empty"));
        hint.getStyleClass().add("approval-bar-hint");
        hint.setMinWidth(0);
        newest.getStyleClass().add("segment");
        newest.setMinWidth(Region.USE_PREF_SIZE);
        newest.selectedProperty().subscribe(on -> {
            hint.setText(Messages.text(on ? "approvals.queue.newest" : "approvals.queue.hint"));
            show();
        });
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var choice = new HBox(newest);
        choice.getStyleClass().add("segments");
        choice.setMaxHeight(USE_PREF_SIZE);
        var bar = new HBox(hint, space, choice);
        bar.getStyleClass().add("approval-bar");
        setVgrow(view, Priority.ALWAYS);
        getChildren().addAll(bar, view);
        Seconds.whileSeen(this, this::tick);
    }

    ApprovalListView view() {
        return view;
    }

    void use(ApprovalLists other) {
        lists = other;
        view.feed().clear();
        view.forget();
    }

    void show() {
        var from = lists;
        if (from != null) {
            var order = newest.isSelected();
            view.feed().show((limit, after) -> from.waiting(order, limit, after));
        }
    }

    void turnOrder() {
        newest.setSelected(!newest.isSelected());
    }

    /** What has lapsed is no longer waiting, whether or not somebody has written it yet. */
    private void tick() {
        view.tick();
        var now = Instant.now();
        if (view.feed().found().stream()
                .anyMatch(each -> each.deadline() != null && !each.deadline().isAfter(now))) {
            view.feed().refresh();
        }
    }
}
