package dev.runtree.cli;

import dev.runtree.model.Approval;
import dev.runtree.model.ApprovalStatus;
import dev.runtree.model.Figures;
import dev.runtree.store.ApprovalQueue.Outcome;
import java.time.Instant;
import java.time.ZoneId;

/** Says what came of a decision. */
final class Decide {
    private Decide() {}

    /** The approval as it is now. */
    static Outcome.Decided done(Outcome outcome, Approval asked) {
        return switch (outcome) {
            case Outcome.Decided decided -> decided;
            case Outcome.TooLate late -> throw new Failure(tooLate(late.now()));
            case Outcome.Unknown _ -> throw new Failure("There is no approval \"" + asked.id() + "\" any more.");
        };
    }

    private static String tooLate(Approval now) {
        var decision = now.decision();
        var when = decision == null ? now.deadline() : decision.at();
        var time = when == null ? "" : " at " + Figures.time(when, Instant.now(), ZoneId.systemDefault());
        var by = decision == null || decision.by() == null ? "" : " by " + decision.by();
        var what = switch (now.status()) {
            case EXPIRED -> "expired" + time;
            case CANCELLED -> "was cancelled with its run" + time;
            case APPROVED, REJECTED, PENDING -> "was already " + now.status().word() + by + time;
        };
        return "The approval " + now.id() + " (" + now.tool() + ") " + what + ": nothing was changed.";
    }

    static String text(Outcome.Decided decided) {
        var now = decided.now();
        var decision = now.decision();
        return (now.status() == ApprovalStatus.APPROVED ? "Approved" : "Rejected") + ": " + now.tool()
                + (now.actor().userId() == null ? "" : " for " + now.actor().userId())
                + (decision == null || decision.by() == null ? "" : ", by " + decision.by())
                + (now.isEdited() ? ", with edited arguments" : "");
    }
}
