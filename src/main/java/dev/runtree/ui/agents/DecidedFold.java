package dev.runtree.ui.agents;

import dev.runtree.model.Approval;
import dev.runtree.ui.approvals.ApprovalCard;

/** An approval that was decided before: how, and by whom; the whole of it beneath. */
final class DecidedFold extends Fold {
    private final Approval approval;

    DecidedFold(Approval approval) {
        super(String.valueOf(approval.tool()), null);
        this.approval = approval;
        getStyleClass().add("decided");
        lead(ApprovalCard.icon(approval));
        about(ApprovalCard.end(approval));
        content(() -> new ApprovalCard(approval));
    }

    Approval approval() {
        return approval;
    }
}
