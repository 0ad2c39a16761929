package dev.runtree.cli;

import dev.runtree.cli.Table.Cell;
import dev.runtree.cli.Table.Column;
import dev.runtree.model.Approval;
import dev.runtree.model.ApprovalStatus;
import dev.runtree.model.Figures;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Approvals for reading and as JSON. */
final class ApprovalText {
    private static final List<Column> COLUMNS = List.of(
            new Column("ID", false, 12),
            new Column("STATUS", false, 9),
            new Column("TOOL", false, 24),
            new Column("ASKED BY", false, 20),
            new Column("USER", false, 14),
            new Column("ASKED", false, 17),
            new Column("WAITS, DECIDED", false, 30),
            new Column("ARGUMENTS", false, Integer.MAX_VALUE));
    private static final int SHORT_ID = 8;
    private static final int LONGER_ID = 12;

    private final Terminal terminal;
    private final Instant now = Instant.now();
    private final ZoneId zone = ZoneId.systemDefault();

    ApprovalText(Terminal terminal) {
        this.terminal = terminal;
    }

    void table(List<Approval> approvals) {
        var table = new Table(terminal, COLUMNS);
        var alike = alike(approvals);
        for (var each : approvals) {
            table.row(List.of(
                    new Cell(shortId(each, alike), Style.FAINT),
                    new Cell(each.status().word(), style(each.status())),
                    new Cell(text(each.tool()), Style.STRONG),
                    new Cell(text(each.sourceName())),
                    new Cell(text(each.actor().userId())),
                    new Cell(Figures.time(each.askedAt(), now, zone)),
                    new Cell(state(each)),
                    new Cell(arguments(each))));
        }
        table.print();
    }

    /** Everything that is known of one. */
    void whole(Approval approval) {
        var out = terminal.out();
        out.line(terminal.styled(Style.STRONG, Width.oneLine(text(approval.tool()))) + "  "
                + terminal.styled(style(approval.status()), approval.status().word()) + "  "
                + terminal.styled(Style.FAINT, approval.id()));
        line("Asked by", text(approval.sourceName()) + ", " + Figures.time(approval.askedAt(), now, zone));
        line("For", approval.actor().userId());
        line("Session", approval.actor().sessionId());
        line("Run", approval.runId());
        line("Tool", approval.description());
        if (approval.isPending()) {
            line("Waits", state(approval));
        }
        var decision = approval.decision();
        if (decision != null) {
            line(
                    approval.isEdited() ? "Edited" : "Decided",
                    by(decision.by()) + Figures.time(decision.at(), now, zone));
            line("Reason", decision.reason());
        }
        if (approval.erasedAt() != null) {
            line("Erased", Figures.time(approval.erasedAt(), now, zone) + ": a person's values are gone");
        }
        value("Arguments", approval.arguments());
        value("Called with", decision == null ? null : decision.arguments());
    }

    private static String by(@Nullable String name) {
        return name == null ? "" : "by " + name + ", ";
    }

    private void line(String label, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            terminal.out().line(label + ": " + Width.oneLine(value));
        }
    }

    private void value(String label, @Nullable String json) {
        if (json != null) {
            terminal.out().line(label + ":");
            PrettyJson.lines(json).forEach(line -> terminal.out().line("  " + Width.printable(line)));
        }
    }

    /** {@code 3 min}, {@code 3 min, until 12:00:00}, {@code by bo, 12:00:00}. */
    private String state(Approval approval) {
        var decision = approval.decision();
        if (approval.isPending()) {
            var waits = Figures.waiting(
                    Math.max(0, Duration.between(approval.askedAt(), now).toNanos()));
            return approval.deadline() == null
                    ? waits
                    : waits + ", until " + Figures.time(approval.deadline(), now, zone);
        }
        if (decision == null) {
            return approval.deadline() == null ? "" : Figures.time(approval.deadline(), now, zone);
        }
        return by(decision.by()) + Figures.time(decision.at(), now, zone) + (approval.isEdited() ? ", edited" : "");
    }

    private static String arguments(Approval approval) {
        return approval.erasedAt() != null && approval.arguments() == null ? "(erased)" : text(approval.arguments());
    }

    static Style style(ApprovalStatus status) {
        return switch (status) {
            case PENDING -> Style.WAITING;
            case APPROVED -> Style.GOOD;
            case REJECTED, EXPIRED -> Style.BAD;
            case CANCELLED -> Style.FAINT;
        };
    }

    /** As much of the id as tells those of the list apart. */
    private static String shortId(Approval approval, Set<String> alike) {
        var begin = begin(approval, SHORT_ID);
        return alike.contains(begin) ? begin(approval, LONGER_ID) : begin;
    }

    private static String begin(Approval approval, int length) {
        return approval.id().substring(0, Math.min(length, approval.id().length()));
    }

    private static Set<String> alike(List<Approval> approvals) {
        var seen = new HashSet<String>();
        var alike = new HashSet<String>();
        for (var each : approvals) {
            var begin = begin(each, SHORT_ID);
            if (!seen.add(begin)) {
                alike.add(begin);
            }
        }
        return alike;
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    /** An object with its members, to which more may be added before it is ended. */
    static Json start(Json json, Approval approval) {
        var decision = approval.decision();
        return json.startObject()
                .text("approval_id", approval.id())
                .text("run_id", approval.runId())
                .text("top_run_id", approval.topRunId())
                .text("status", approval.status().word())
                .text("tool", approval.tool())
                .jsonOrText("arguments", approval.arguments())
                .text("asked_by", approval.sourceName())
                .text("agent_id", approval.actor().agentId())
                .text("team_id", approval.actor().teamId())
                .text("workflow_id", approval.actor().workflowId())
                .text("user_id", approval.actor().userId())
                .text("session_id", approval.actor().sessionId())
                .text("asked_at", approval.askedAt().toString())
                .text("deadline", time(approval.deadline()))
                .text("decided_by", decision == null ? null : decision.by())
                .text("decided_at", decision == null ? null : time(decision.at()))
                .text("reason", decision == null ? null : decision.reason())
                .jsonOrText("edited_arguments", decision == null ? null : decision.arguments())
                .text("run_status", approval.runStatus())
                .text("erased_at", time(approval.erasedAt()));
    }

    private static @Nullable String time(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
