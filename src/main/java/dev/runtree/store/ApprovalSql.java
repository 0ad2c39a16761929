package dev.runtree.store;

import dev.runtree.model.Approval;
import dev.runtree.model.ApprovalStatus;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The statement of a list of approvals. */
final class ApprovalSql {
    /** By the indexes, however many others there are: an OR would have the list be walked until a page is full. */
    private static final String OF_RUN = "id IN (SELECT id FROM agno_approvals WHERE run_id = ?"
            + " UNION ALL SELECT id FROM agno_approvals WHERE top_run_id = ?)";

    private ApprovalSql() {}

    static Sql list(ApprovalFilter filter, @Nullable Approval after) {
        var sql = Sql.of(ApprovalRows.IN_LISTS + " WHERE " + statuses(filter.statuses()));
        sql = filter.tool() == null ? sql : sql.and("tool_name = ?", filter.tool());
        sql = filter.run() == null ? sql : sql.and(OF_RUN, filter.run(), filter.run());
        sql = filter.user() == null ? sql : sql.and("user_id = ?", filter.user());
        if (after != null) {
            sql = sql.and(
                    "(created_at, id) " + (filter.isOldestFirst() ? ">" : "<") + " (?::timestamptz, ?)",
                    after.askedAt().atOffset(ZoneOffset.UTC),
                    after.id());
        }
        return sql.plus(filter.isOldestFirst() ? " ORDER BY created_at, id" : " ORDER BY created_at DESC, id DESC");
    }

    /** By the status that is stored, for the index, and whether a deadline has passed that nobody wrote yet. */
    private static String statuses(Set<ApprovalStatus> statuses) {
        if (statuses.isEmpty()) {
            return "true";
        }
        var stored = statuses.stream()
                .map(status -> "'" + status.word() + "'")
                .sorted()
                .collect(Collectors.joining(", ", "status IN (", ")"));
        var isPending = statuses.contains(ApprovalStatus.PENDING);
        var isExpired = statuses.contains(ApprovalStatus.EXPIRED);
        if (isPending && !isExpired) {
            return "(" + stored + " AND NOT (status = 'pending' AND coalesce(expires_at <= now(), false)))";
        }
        return isExpired && !isPending ? "(" + stored + " OR (status = 'pending' AND expires_at <= now()))" : stored;
    }
}
