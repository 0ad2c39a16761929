package dev.runtree.cli;

import dev.runtree.model.Approval;
import dev.runtree.model.ApprovalStatus;
import dev.runtree.model.Figures;
import dev.runtree.store.ApprovalFilter;
import dev.runtree.store.ApprovalQueue;
import dev.runtree.store.Database;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a list of approvals, and printing it. */
final class ApprovalList {
    private static final int AT_ONCE = 500;

    @Option(names = "--all", description = "those that were decided as well")
    private boolean all;

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            split = ",",
            description = "pending, approved, rejected, expired, cancelled (default: pending)")
    private List<ApprovalStatus> statuses = List.of();

    @Option(names = "--tool", paramLabel = "NAME", description = "of this tool")
    private @Nullable String tool;

    @Option(names = "--run", paramLabel = "RUN", description = "of this run, by its whole id")
    private @Nullable String run;

    @Option(names = "--user", paramLabel = "U", description = "asked for on behalf of this user")
    private @Nullable String user;

    @Option(names = "--limit", paramLabel = "N", description = "at most so many (default: ${DEFAULT-VALUE})")
    private int limit = 50;

    @Option(names = "--json", description = "print JSON Lines, one approval each")
    private boolean json;

    void print(Program program, Database database) {
        if (all && !statuses.isEmpty()) {
            throw new WrongUsage("--all lists every --status: give one of them");
        }
        if (limit < 1) {
            throw new WrongUsage("--limit needs a number from 1 on");
        }
        var queue = new ApprovalQueue(database);
        var filter = filter();
        if (json) {
            printJson(program, queue, filter);
            return;
        }
        var found = new ArrayList<Approval>();
        var more = collect(queue, filter, found);
        if (found.isEmpty()) {
            program.out().line(isNarrow() ? "No approval matches." : "Nothing waits for a decision.");
            return;
        }
        new ApprovalText(program.terminal()).table(found);
        if (more) {
            program.out()
                    .line((isNarrow() ? "There are more than these " : "The longest waiting ")
                            + Figures.count(found.size()) + "; --limit N lists more.");
        }
    }

    private void printJson(Program program, ApprovalQueue queue, ApprovalFilter filter) {
        var lines = new Json(program.out());
        var left = limit;
        Approval last = null;
        for (var more = true; more && left > 0; ) {
            var page = queue.list(filter, Math.min(AT_ONCE, left), last).fetch();
            for (var each : page.approvals()) {
                ApprovalText.start(lines, each).endObject().endLine();
                last = each;
            }
            left -= page.approvals().size();
            more = page.more();
        }
    }

    /** Whether there are more. */
    private boolean collect(ApprovalQueue queue, ApprovalFilter filter, List<Approval> found) {
        var more = true;
        while (more && found.size() < limit) {
            var last = found.isEmpty() ? null : found.getLast();
            var page = queue.list(filter, Math.min(AT_ONCE, limit - found.size()), last)
                    .fetch();
            found.addAll(page.approvals());
            more = page.more();
        }
        return more;
    }

    private ApprovalFilter filter() {
        var wanted = statuses.isEmpty()
                ? (all ? EnumSet.allOf(ApprovalStatus.class) : EnumSet.of(ApprovalStatus.PENDING))
                : EnumSet.copyOf(statuses);
        return new ApprovalFilter(wanted, tool, run, user);
    }

    private boolean isNarrow() {
        return all || !statuses.isEmpty() || tool != null || run != null || user != null;
    }
}
