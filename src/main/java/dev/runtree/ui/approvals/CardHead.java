package dev.runtree.ui.approvals;

import dev.runtree.model.Approval;
import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import java.time.Instant;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** The first line of a card: what is asked, by whom, and how long it waits. */
final class CardHead extends HBox {
    private static final PseudoClass URGENT = PseudoClass.getPseudoClass("urgent");

    private final Approval approval;
    private final Label waits = new Label();

    CardHead(Approval approval) {
        this.approval = approval;
        getStyleClass().add("approval-head");
        var title = new Label(
                approval.isPending()
                        ? Messages.text("approvals.card.title", ApprovalWords.tool(approval))
                        : ApprovalWords.tool(approval));
        title.getStyleClass().add("approval-title");
        title.setMinWidth(0);
        title.setTooltip(new Tooltip(ApprovalWords.tool(approval)));
        var asker = ApprovalWords.asker(approval);
        var asked = new Label(asker.isEmpty() ? "" : Messages.text("approvals.card.asked", asker));
        asked.getStyleClass().add("approval-asker");
        asked.setMinWidth(0);
        asked.setTooltip(new Tooltip(ApprovalWords.asked(approval)));
        waits.getStyleClass().add("approval-waits");
        waits.setGraphic(Icons.icon(BootstrapIcons.CLOCK));
        waits.setMinWidth(USE_PREF_SIZE);
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        getChildren().addAll(Icons.icon(ApprovalWords.icon(approval)), title, asked, space, waits);
        tell();
        if (approval.isPending()) {
            Seconds.whileSeen(this, this::tell);
        }
    }

    private void tell() {
        var now = Instant.now();
        if (!approval.isPending()) {
            waits.setText(ApprovalWords.status(approval));
            waits.setGraphic(null);
            return;
        }
        var left = ApprovalWords.left(approval, now);
        var waiting = Messages.text("approvals.waiting", ApprovalWords.waited(approval, now));
        waits.setText(left.isEmpty() ? waiting : waiting + ", " + left);
        pseudoClassStateChanged(URGENT, ApprovalWords.isUrgent(approval, now));
    }
}
