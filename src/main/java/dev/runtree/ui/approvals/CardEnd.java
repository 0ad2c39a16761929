package dev.runtree.ui.approvals;

import dev.runtree.model.Approval;
import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import dev.runtree.ui.WrappedLabel;
import dev.runtree.ui.detail.LongText;
import dev.runtree.ui.text.JsonText;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The last lines of the card of an approval that has ended: how, what was edited, and why. */
final class CardEnd extends VBox {

    CardEnd(Approval approval) {
        getStyleClass().add("approval-end");
        var how = new WrappedLabel(ApprovalWords.end(approval));
        how.setMinHeight(USE_PREF_SIZE);
        HBox.setHgrow(how, Priority.ALWAYS);
        var line = new HBox(Icons.icon(ApprovalWords.icon(approval)), how);
        line.getStyleClass().add("approval-how");
        getChildren().add(line);
        var decision = approval.decision();
        if (decision != null && decision.arguments() != null) {
            getChildren().add(edits(approval, decision.arguments()));
        }
        if (decision != null && decision.reason() != null) {
            var reason = new LongText(decision.reason());
            reason.getStyleClass().add("approval-why");
            getChildren().add(reason);
        }
    }

    /** What was changed, each with what it was; all of it when the two cannot be told apart member by member, or there are very many. */
    private static GridPane edits(Approval approval, String arguments) {
        var visible = VisibleJson.of(arguments);
        var changes = Edit.between(approval.arguments() == null ? null : VisibleJson.of(approval.arguments()), visible);
        var grid = new GridPane();
        grid.getStyleClass().add("approval-edits");
        if (changes.isEmpty() || changes.size() > ApprovalCard.MOST_ROWS) {
            grid.addRow(0, new LongText(visible, "json-plain"));
            return grid;
        }
        for (var change : changes) {
            var key = new Label(change.key());
            key.getStyleClass().add("fact-key");
            var was = new Label(Messages.text(
                    "approvals.was",
                    change.was() == null
                            ? Messages.text("approvals.was.nothing")
                            : ApprovalWords.oneLine(change.was())));
            was.getStyleClass().add("said");
            was.setMinWidth(0);
            var value = change.now() == null
                    ? new LongText(Messages.text("approvals.taken.out"))
                    : LongText.of(JsonText.members(EditedArguments.object(
                                    List.of(new EditedArguments.Part(change.key(), change.now()))))
                            .orElseThrow()
                            .getFirst());
            grid.addRow(grid.getRowCount(), key, value, was);
        }
        return grid;
    }
}
