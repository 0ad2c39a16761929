package dev.runtree.ui.approvals;

import dev.runtree.model.Approval;
import dev.runtree.model.ApprovalStatus;
import dev.runtree.model.Figures;
import dev.runtree.ui.Messages;
import dev.runtree.ui.OneLine;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** What is said of approvals, in lists and on cards. */
final class ApprovalWords {
    private static final int SHORT = 300;

    private ApprovalWords() {}

    static String tool(Approval approval) {
        return approval.tool() == null ? Messages.text("approvals.no.tool") : oneLine(approval.tool());
    }

    /** The agent, team or workflow that asks; empty when nobody said. */
    static String asker(Approval approval) {
        return Stream.of(
                        approval.sourceName(),
                        approval.actor().agentId(),
                        approval.actor().teamId(),
                        approval.actor().workflowId())
                .filter(Objects::nonNull)
                .findFirst()
                .map(ApprovalWords::oneLine)
                .orElse("");
    }

    /** Who asked, for whom, and in which conversation: {@code Travel desk for ana in trip-berlin}. */
    static String asked(Approval approval) {
        var words = new ArrayList<String>();
        if (!asker(approval).isEmpty()) {
            words.add(asker(approval));
        }
        if (approval.actor().userId() != null) {
            words.add(Messages.text("approvals.for", oneLine(approval.actor().userId())));
        }
        if (approval.actor().sessionId() != null) {
            words.add(Messages.text("approvals.in", oneLine(approval.actor().sessionId())));
        }
        return String.join(" ", words);
    }

    /** How long it waits, or waited: {@code 41 s}. */
    static String waited(Approval approval, Instant now) {
        var decision = approval.decision();
        var deadline = approval.deadline();
        var end = decision != null
                ? decision.at()
                : approval.status() == ApprovalStatus.EXPIRED && deadline != null ? deadline : now;
        return Figures.waiting(nanos(approval.askedAt(), end));
    }

    /** How long it may still wait: {@code lapses in 2m 10s}; empty when for ever. */
    static String left(Approval approval, Instant now) {
        var deadline = approval.deadline();
        if (deadline == null || !approval.isPending()) {
            return "";
        }
        return deadline.isAfter(now)
                ? Messages.text("approvals.lapses", Figures.waiting(nanos(now, deadline)))
                : Messages.text("approvals.lapsed");
    }

    /** Whether a deadline is so near that the reader has to hurry. */
    static boolean isUrgent(Approval approval, Instant now) {
        var deadline = approval.deadline();
        return approval.isPending()
                && deadline != null
                && Duration.between(now, deadline).compareTo(Duration.ofMinutes(1)) < 0;
    }

    private static long nanos(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toSeconds()) * 1_000_000_000L;
    }

    static String time(Instant time) {
        return Figures.time(time, Instant.now(), ZoneId.systemDefault());
    }

    /** One word: approved, or edited for one that was approved with other arguments. */
    static String status(Approval approval) {
        return switch (approval.status()) {
            case PENDING -> Messages.text("approvals.pending");
            case APPROVED -> Messages.text(approval.isEdited() ? "approvals.edited" : "approvals.approved");
            case REJECTED -> Messages.text("approvals.rejected");
            case EXPIRED -> Messages.text("approvals.expired");
            case CANCELLED -> Messages.text("approvals.cancelled");
        };
    }

    static Ikon icon(Approval approval) {
        return switch (approval.status()) {
            case PENDING -> BootstrapIcons.PERSON_CHECK_FILL;
            case APPROVED -> approval.isEdited() ? BootstrapIcons.PENCIL_SQUARE : BootstrapIcons.CHECK_CIRCLE_FILL;
            case REJECTED -> BootstrapIcons.X_CIRCLE_FILL;
            case EXPIRED -> BootstrapIcons.HOURGLASS_BOTTOM;
            case CANCELLED -> BootstrapIcons.SLASH_CIRCLE;
        };
    }

    /** The style class that colours what became of it: {@code approval-rejected}. */
    static String styleClass(ApprovalStatus status) {
        return "approval-" + status.word();
    }

    /** How it ended, in a sentence: {@code rejected by bo at 14:02:11, after 41 s}. */
    static String end(Approval approval) {
        var decision = approval.decision();
        if (decision == null) {
            return status(approval);
        }
        var waited = waited(approval, decision.at());
        var how = approval.isEdited() ? Messages.text("approvals.approved.edited") : status(approval);
        return decision.by() == null
                ? Messages.text("approvals.end", how, time(decision.at()), waited)
                : Messages.text("approvals.end.by", how, oneLine(decision.by()), time(decision.at()), waited);
    }

    /** That somebody else, or its deadline, came first. */
    static String tooLate(Approval now) {
        var decision = now.decision();
        return decision == null || decision.by() == null
                ? Messages.text("approvals.too.late", tool(now), status(now))
                : Messages.text(
                        "approvals.too.late.by", tool(now), status(now), oneLine(decision.by()), time(decision.at()));
    }

    /** The arguments on one line, without spaces that nobody needs. */
    static String arguments(Approval approval) {
        if (approval.arguments() == null) {
            return Messages.text(approval.erasedAt() == null ? "approvals.no.arguments" : "approvals.erased.short");
        }
        return oneLine(approval.arguments());
    }

    /** The beginning of what a stranger says. */
    static String oneLine(@Nullable String text) {
        return OneLine.of(text, SHORT);
    }
}
