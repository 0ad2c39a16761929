package dev.runtree.store;

import dev.runtree.model.Approval;
import dev.runtree.store.PausedRun.Claim;
import dev.runtree.store.PausedRun.Claimed;
import dev.runtree.store.PausedRuns.Runner;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Statements about who has the right to go on with paused runs, for the caller's transaction. */
final class ClaimRows {
    /** Those that another process has, alive, and those that it is just taking are left to it. */
    private static final String CLAIM = "UPDATE runtree_paused_runs SET holder = ?, held_until = " + PausedRunRows.UNTIL
            + ", claims = claims + 1 WHERE run_id IN (SELECT run_id FROM runtree_paused_runs p"
            + " WHERE frames IS NOT NULL AND (held_until IS NULL OR held_until < now()) AND (%s)"
            + " AND run_id <> ALL (?)"
            + " AND NOT EXISTS (SELECT 1 FROM agno_approvals a WHERE a.top_run_id = p.run_id AND a.status = 'pending')"
            + " ORDER BY created_at, run_id LIMIT ? FOR UPDATE SKIP LOCKED)"
            + " RETURNING run_id, type, runner_id, name, user_id, session_id, definition, definition_digest,"
            + " frames::text, begun, claims";

    private static final String THESE_RUNNERS =
            "(runner_id, coalesce(definition_digest, '')) IN" + " (SELECT * FROM unnest(?::text[], ?::text[]))";

    private final Connection connection;

    ClaimRows(Connection connection) {
        this.connection = connection;
    }

    /** Whether it is this holder's; then nobody takes it until the transaction ends. */
    boolean lock(Claim claim) throws SQLException {
        try (var question = connection.prepareStatement(
                "SELECT 1 FROM runtree_paused_runs WHERE run_id = ? AND holder = ? AND held_until IS NOT NULL FOR UPDATE")) {
            question.setString(1, claim.runId());
            question.setString(2, claim.holder());
            try (var row = question.executeQuery()) {
                return row.next();
            }
        }
    }

    /**
     * @param runId the one that is wanted; {@code null} for any of these runners
     * @param goingOn those that this process goes on with: they are not taken twice when their claim has lapsed
     */
    List<Claimed> claim(Collection<Runner> runners, @Nullable String runId, int limit, Collection<String> goingOn)
            throws SQLException {
        var holder = Claim.token();
        var claimed = new ArrayList<Claimed>();
        try (var statement =
                connection.prepareStatement(CLAIM.formatted(runId == null ? THESE_RUNNERS : "run_id = ?"))) {
            statement.setString(1, holder);
            var next = 2;
            if (runId == null) {
                statement.setArray(next++, texts(runners, Runner::id));
                statement.setArray(
                        next++, texts(runners, runner -> Objects.requireNonNullElse(runner.definitionDigest(), "")));
            } else {
                statement.setString(next++, runId);
            }
            statement.setArray(next++, connection.createArrayOf("text", goingOn.toArray()));
            statement.setInt(next, limit);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var run = PausedRunRows.read(rows);
                    claimed.add(new Claimed(
                            run,
                            new Claim(run.runId(), holder),
                            List.of(),
                            Set.of((String[]) rows.getArray(10).getArray()),
                            rows.getInt(11)));
                }
            }
        }
        var whole = new ArrayList<Claimed>();
        for (var each : claimed) {
            var approvals = approvals(each.run().runId());
            whole.add(new Claimed(each.run(), each.claim(), approvals, each.begun(), each.claims()));
            new PausedRunRows(connection).setStatus(each.run().runId(), "running");
        }
        return whole;
    }

    private <T> Array texts(Collection<T> values, Function<T, String> text) throws SQLException {
        return connection.createArrayOf("text", values.stream().map(text).toArray());
    }

    private List<Approval> approvals(String runId) throws SQLException {
        try (var question =
                connection.prepareStatement(ApprovalRows.WHOLE + " WHERE top_run_id = ? ORDER BY created_at, id")) {
            question.setString(1, runId);
            try (var rows = question.executeQuery()) {
                var approvals = new ArrayList<Approval>();
                while (rows.next()) {
                    approvals.add(ApprovalRows.read(rows));
                }
                return approvals;
            }
        }
    }

    /** @return those that do not hold any more */
    Set<Claim> renew(Collection<Claim> claims) throws SQLException {
        var lost = new HashSet<>(claims);
        try (var statement =
                connection.prepareStatement("UPDATE runtree_paused_runs r SET held_until = " + PausedRunRows.UNTIL
                        + " FROM unnest(?::text[], ?::text[]) AS c (run_id, holder)"
                        + " WHERE r.run_id = c.run_id AND r.holder = c.holder AND r.held_until IS NOT NULL"
                        + " RETURNING r.run_id, r.holder")) {
            statement.setArray(1, texts(claims, Claim::runId));
            statement.setArray(2, texts(claims, Claim::holder));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    lost.remove(new Claim(rows.getString(1), rows.getString(2)));
                }
            }
        }
        return lost;
    }

    boolean begin(Claim claim, String approvalId) throws SQLException {
        try (var statement = connection.prepareStatement("UPDATE runtree_paused_runs SET begun = begun || ?::text,"
                + " held_until = " + PausedRunRows.UNTIL
                + " WHERE run_id = ? AND holder = ? AND held_until IS NOT NULL AND NOT ?::text = ANY (begun)")) {
            statement.setString(1, approvalId);
            statement.setString(2, claim.runId());
            statement.setString(3, claim.holder());
            statement.setString(4, approvalId);
            return statement.executeUpdate() == 1;
        }
    }

    /** Also one that this claim has paused, when nobody has claimed it since. */
    boolean remove(Claim claim) throws SQLException {
        try (var statement =
                connection.prepareStatement("DELETE FROM runtree_paused_runs WHERE run_id = ? AND holder = ?")) {
            statement.setString(1, claim.runId());
            statement.setString(2, claim.holder());
            return statement.executeUpdate() == 1;
        }
    }

    void release(Claim claim) throws SQLException {
        try (var statement =
                connection.prepareStatement("UPDATE runtree_paused_runs SET holder = NULL, held_until = NULL,"
                        + " claims = greatest(claims - 1, 0) WHERE run_id = ? AND holder = ?")) {
            statement.setString(1, claim.runId());
            statement.setString(2, claim.holder());
            if (statement.executeUpdate() == 1) {
                new PausedRunRows(connection).setStatus(claim.runId(), "paused");
            }
        }
    }
}
