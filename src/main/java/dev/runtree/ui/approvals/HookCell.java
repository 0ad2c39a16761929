package dev.runtree.ui.approvals;

import dev.runtree.model.Figures;
import dev.runtree.store.ParkedHook;
import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** A parked hook in a list: its name, whose it is, how often it was tried, and what went wrong. */
final class HookCell extends ListCell<ParkedHook> {
    private final Label name = CellLines.label("approval-tool");
    private final Label time = CellLines.label("approval-time");
    private final Label of = CellLines.label("approval-asked");
    private final Label tries = CellLines.label("approval-left");
    private final Label error = CellLines.label("hook-error");
    private final VBox lines;

    HookCell() {
        CellLines.style(this);
        name.setGraphic(Icons.icon(BootstrapIcons.LINK_45DEG, "kind-hook"));
        lines = CellLines.of(name, time, of, tries, error);
    }

    @Override
    protected void updateItem(@Nullable ParkedHook item, boolean empty) {
        super.updateItem(item, empty);
        if (empty || item == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        name.setText(item.hook());
        time.setText(ApprovalWords.time(item.parkedAt() == null ? item.createdAt() : item.parkedAt()));
        of.setText(item.component());
        tries.setText(tries(item));
        error.setText(ApprovalWords.oneLine(item.error()));
        setGraphic(lines);
        setAccessibleText(Messages.text(
                "approvals.hooks.spoken", item.hook(), item.component(), tries.getText(), error.getText()));
    }

    static String tries(ParkedHook hook) {
        return hook.tries() == 1
                ? Messages.text("approvals.hooks.try")
                : Messages.text("approvals.hooks.tries", Figures.count(hook.tries()));
    }
}
