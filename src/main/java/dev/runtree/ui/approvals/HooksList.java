package dev.runtree.ui.approvals;

import dev.runtree.store.ParkedHook;
import dev.runtree.store.ParkedHooks;
import dev.runtree.ui.Messages;
import dev.runtree.ui.PaneFocus;
import dev.runtree.ui.WrappedLabel;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Latest;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** The background hooks that were parked, the longest parked first. */
final class HooksList extends StackPane {
    static final int MOST = 1_000;

    private final Latest reading;
    private final ListView<ParkedHook> list = new ListView<>();
    private final Label nothing = new WrappedLabel(Messages.text("approvals.hooks.empty"));
    private final ReadOnlyIntegerWrapper count = new ReadOnlyIntegerWrapper();
    private @Nullable ParkedHooks hooks;

    /** @param selected told which one is selected */
    HooksList(Background background, Consumer<ParkedHook> selected) {
        reading = new Latest(background, Duration.millis(100));
        getStyleClass().add("approval-body");
        list.setFixedCellSize(ApprovalCell.HEIGHT);
        list.setCellFactory(view -> new HookCell());
        list.setAccessibleText(Messages.text("approvals.hooks"));
        list.getSelectionModel().selectedItemProperty().subscribe(hook -> {
            if (hook != null) {
                selected.accept(hook);
            }
        });
        PaneFocus.goesTo(list);
        nothing.getStyleClass().add("hint");
        nothing.setVisible(false);
        getChildren().addAll(list, nothing);
    }

    void use(ParkedHooks other) {
        hooks = other;
        reading.cancel();
        list.getItems().clear();
        count.set(0);
    }

    /** How many are parked; {@link #MOST} and more are not told apart. */
    ReadOnlyIntegerProperty countProperty() {
        return count.getReadOnlyProperty();
    }

    void refresh() {
        var from = hooks;
        if (from != null) {
            reading.again(() -> from.waiting(MOST), this::show, why -> {
                nothing.setText(Messages.text("approvals.unread", String.valueOf(why.getMessage())));
                nothing.setVisible(list.getItems().isEmpty());
            });
        }
    }

    private void show(List<ParkedHook> found) {
        nothing.setText(Messages.text("approvals.hooks.empty"));
        nothing.setVisible(found.isEmpty());
        count.set(found.size());
        if (!list.getItems().equals(found)) {
            var selected = list.getSelectionModel().getSelectedItem();
            list.getItems().setAll(found);
            list.getSelectionModel().clearSelection();
            found.stream()
                    .filter(each -> selected != null && each.eventId().equals(selected.eventId()))
                    .findFirst()
                    .ifPresent(each -> list.getSelectionModel().select(each));
        }
    }

    void clearSelection() {
        list.getSelectionModel().clearSelection();
    }

    void focusList() {
        list.requestFocus();
    }
}
