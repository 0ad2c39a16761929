package dev.runtree.store;

import dev.runtree.model.Approval;
import dev.runtree.model.ApprovalStatus;
import dev.runtree.store.ApprovalQueue.Verdict;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ends approvals, each with its row in the audit. For the caller's transaction; approvals are locked before the audit is. */
final class ApprovalEnd {
    private static final String UPDATE =
            "UPDATE agno_approvals SET status = ?, resolved_by = ?, resolution_data = ?::json,"
                    + " resolved_at = clock_timestamp(), updated_at = clock_timestamp() WHERE id = ? RETURNING resolved_at";

    private static final String PAST_DEADLINE = " WHERE status = 'pending' AND expires_at <= now()"
            + " ORDER BY created_at, id LIMIT 1000 FOR UPDATE SKIP LOCKED";

    private ApprovalEnd() {}

    /** It, whole, and nobody else's until the transaction ends; {@code null} when there is none of that id. */
    static @Nullable Approval lock(Connection connection, String id) throws SQLException {
        var found = read(connection, ApprovalRows.WHOLE + " WHERE id = ? FOR UPDATE", List.of(id));
        return found.isEmpty() ? null : found.getFirst();
    }

    static void end(Connection connection, Approval asked, Verdict verdict) throws SQLException {
        Instant at;
        try (var update = connection.prepareStatement(UPDATE)) {
            update.setString(1, verdict.status().word());
            update.setString(2, verdict.by());
            update.setString(3, ApprovalRows.resolution(verdict.reason(), verdict.arguments()));
            update.setString(4, asked.id());
            try (var row = update.executeQuery()) {
                row.next();
                at = row.getObject(1, OffsetDateTime.class).toInstant();
            }
        }
        AuditTrail.append(
                connection,
                at,
                verdict.by() == null ? "deadline" : verdict.by(),
                action(verdict.status()),
                "approval " + asked.id(),
                ApprovalRows.details(asked, verdict.reason(), verdict.arguments()));
    }

    private static String action(ApprovalStatus status) {
        return switch (status) {
            case APPROVED -> "approval.approve";
            case REJECTED -> "approval.reject";
            case EXPIRED -> "approval.expire";
            case CANCELLED -> "approval.cancel";
            case PENDING -> throw new IllegalArgumentException("pending is no end");
        };
    }

    /**
     * Ends those that wait.
     *
     * @param condition with a {@code ?} for each value
     * @return how many
     */
    static int endAll(Connection connection, String condition, List<?> values, Verdict verdict) throws SQLException {
        var waiting = read(
                connection,
                ApprovalRows.WHOLE + " WHERE status = 'pending' AND " + condition
                        + " ORDER BY created_at, id FOR UPDATE",
                values);
        for (var asked : waiting) {
            end(connection, asked, verdict);
        }
        return waiting.size();
    }

    /** Ends those whose deadline has passed; those that somebody else is about to end are left to them. */
    static int expire(Connection connection) throws SQLException {
        var late = read(connection, ApprovalRows.WHOLE + PAST_DEADLINE, List.of());
        for (var asked : late) {
            end(connection, asked, new Verdict(ApprovalStatus.EXPIRED, null, null, null));
        }
        return late.size();
    }

    /** Whether a run waits for no decision any more, and can be taken up. */
    static boolean isReady(Connection connection, @Nullable String topRunId) throws SQLException {
        try (var question = connection.prepareStatement("SELECT EXISTS (SELECT 1 FROM runtree_paused_runs"
                + " WHERE run_id = ? AND frames IS NOT NULL) AND NOT EXISTS (SELECT 1 FROM agno_approvals"
                + " WHERE top_run_id = ? AND status = 'pending')")) {
            question.setString(1, topRunId);
            question.setString(2, topRunId);
            try (var row = question.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private static List<Approval> read(Connection connection, String sql, List<?> values) throws SQLException {
        try (var question = connection.prepareStatement(sql)) {
            for (var i = 0; i < values.size(); i++) {
                question.setObject(i + 1, values.get(i));
            }
            try (var rows = question.executeQuery()) {
                var found = new ArrayList<Approval>();
                while (rows.next()) {
                    found.add(ApprovalRows.read(rows));
                }
                return found;
            }
        }
    }
}
