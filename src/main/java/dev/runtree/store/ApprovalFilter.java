package dev.runtree.store;

import dev.runtree.model.ApprovalStatus;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which approvals.
 *
 * @param statuses none for all
 * @param run the run that asks, or the one that waits as a whole
 * @param user for whom
 */
public record ApprovalFilter(
        Set<ApprovalStatus> statuses,
        @Nullable String tool,
        @Nullable String run,
        @Nullable String user) {
    public static final ApprovalFilter ALL = new ApprovalFilter(Set.of(), null, null, null);

    /** Those that nobody has decided. */
    public static final ApprovalFilter PENDING = new ApprovalFilter(Set.of(ApprovalStatus.PENDING), null, null, null);

    /** Those that have ended, one way or the other. */
    public static final ApprovalFilter HISTORY =
            new ApprovalFilter(EnumSet.complementOf(EnumSet.of(ApprovalStatus.PENDING)), null, null, null);

    public ApprovalFilter {
        statuses = Set.copyOf(statuses);
    }

    public ApprovalFilter ofTool(String name) {
        return new ApprovalFilter(statuses, name, run, user);
    }

    public ApprovalFilter ofRun(String runId) {
        return new ApprovalFilter(statuses, tool, runId, user);
    }

    public ApprovalFilter ofUser(String userId) {
        return new ApprovalFilter(statuses, tool, run, userId);
    }

    /** Of those that wait, the one that has waited longest comes first; of all others, the newest. */
    boolean isOldestFirst() {
        return statuses.equals(Set.of(ApprovalStatus.PENDING));
    }
}
