package dev.runtree.ui.approvals;

import dev.runtree.model.Approval;
import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import java.time.Instant;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** An approval in a list: the tool, who asks, its arguments, and how long it waits or how it ended. */
final class ApprovalCell extends ListCell<Approval> {
    static final double HEIGHT = 70;

    private static final PseudoClass URGENT = PseudoClass.getPseudoClass("urgent");

    private final Label tool = CellLines.label("approval-tool");
    private final Label time = CellLines.label("approval-time");
    private final Label asked = CellLines.label("approval-asked");
    private final Label left = CellLines.label("approval-left");
    private final Label arguments = CellLines.label("approval-arguments");
    private final VBox lines;

    ApprovalCell() {
        CellLines.style(this);
        lines = CellLines.of(tool, time, asked, left, arguments);
    }

    @Override
    protected void updateItem(@Nullable Approval item, boolean empty) {
        super.updateItem(item, empty);
        if (empty || item == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        tool.setText(ApprovalWords.tool(item));
        var icon = Icons.icon(ApprovalWords.icon(item), ApprovalWords.styleClass(item.status()));
        tool.setGraphic(icon);
        asked.setText(ApprovalWords.asked(item));
        arguments.setText(ApprovalWords.arguments(item));
        tell();
        setGraphic(lines);
        setAccessibleText(Messages.text(
                "approvals.row.spoken",
                tool.getText(),
                asked.getText(),
                ApprovalWords.status(item),
                time.getText() + " " + left.getText(),
                arguments.getText()));
    }

    /** What time changes. */
    void tell() {
        var item = getItem();
        if (item == null || isEmpty()) {
            return;
        }
        var now = Instant.now();
        pseudoClassStateChanged(URGENT, ApprovalWords.isUrgent(item, now));
        if (item.isPending()) {
            time.setText(ApprovalWords.waited(item, now));
            left.setText(ApprovalWords.left(item, now));
            return;
        }
        var decision = item.decision();
        time.setText(ApprovalWords.time(decision == null ? item.askedAt() : decision.at()));
        left.setText(
                decision == null || decision.by() == null
                        ? ApprovalWords.status(item)
                        : Messages.text(
                                "approvals.row.by", ApprovalWords.status(item), ApprovalWords.oneLine(decision.by())));
    }
}
