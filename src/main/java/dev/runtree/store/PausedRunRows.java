package dev.runtree.store;

import dev.runtree.model.RunType;
import dev.runtree.store.PausedRun.Asked;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements about paused runs, for the caller's transaction. */
final class PausedRunRows {
    static final String SELECT = "SELECT run_id, type, runner_id, name, user_id, session_id, definition,"
            + " definition_digest, %s FROM runtree_paused_runs";

    private static final String INSERT = "INSERT INTO runtree_paused_runs (run_id, type, runner_id, name, user_id,"
            + " session_id, definition, definition_digest, frames, holder, held_until)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?::json, ?, ";

    static final String UNTIL = "now() + make_interval(secs => " + PausedRuns.LEASE_SECONDS + ")";

    private static final String PAUSE = INSERT + "NULL) ON CONFLICT (run_id) DO UPDATE SET frames = excluded.frames,"
            + " definition = excluded.definition, definition_digest = excluded.definition_digest, begun = '{}',"
            + " held_until = NULL, claims = 0, updated_at = now() WHERE runtree_paused_runs.holder = excluded.holder";

    private static final String ANNOUNCE = INSERT + UNTIL + ") ON CONFLICT (run_id) DO UPDATE SET held_until = " + UNTIL
            + " WHERE runtree_paused_runs.holder = excluded.holder AND runtree_paused_runs.held_until IS NOT NULL";

    private static final String ASK = "INSERT INTO agno_approvals (id, run_id, top_run_id, session_id, source_type,"
            + " source_name, tool_name, tool_args, requirements, context, expires_at, agent_id, team_id, workflow_id,"
            + " user_id, created_at, updated_at, run_status) VALUES (?, ?, ?, ?, ?, ?, ?, ?::json, ?::json, ?::json, ?,"
            + " ?, ?, ?, ?, ?, now(), ?) ON CONFLICT (id) DO NOTHING";

    private final Connection connection;

    PausedRunRows(Connection connection) {
        this.connection = connection;
    }

    static PausedRun read(ResultSet row) throws SQLException {
        return new PausedRun(
                row.getString(1),
                RunType.ofWord(row.getString(2)),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9));
    }

    /**
     * Nobody has it from then on, until somebody claims it; the holder that stays in its row is the one that paused it.
     *
     * @return whether it was nobody's, or this holder's
     */
    boolean pause(PausedRun run, String holder) throws SQLException {
        try (var statement = connection.prepareStatement(PAUSE)) {
            set(statement, run);
            statement.setString(9, JsonCleaner.clean(run.frames()));
            statement.setString(10, holder);
            return statement.executeUpdate() == 1;
        }
    }

    /** @return whether it was nobody's, or this holder's */
    boolean announce(PausedRun run, String holder) throws SQLException {
        try (var statement = connection.prepareStatement(ANNOUNCE)) {
            set(statement, run);
            statement.setString(9, null);
            statement.setString(10, holder);
            return statement.executeUpdate() == 1;
        }
    }

    private static void set(PreparedStatement statement, PausedRun run) throws SQLException {
        statement.setString(1, run.runId());
        statement.setString(2, run.type().word());
        statement.setString(3, SpanCleaner.key(run.runnerId()));
        statement.setString(4, SpanCleaner.key(run.name()));
        statement.setString(5, key(run.userId()));
        statement.setString(6, key(run.sessionId()));
        statement.setString(7, run.definition());
        statement.setString(8, run.definitionDigest());
    }

    private static @Nullable String key(@Nullable String key) {
        return key == null ? null : SpanCleaner.key(key);
    }

    /** @param status of the run, as its approvals tell it */
    void ask(PausedRun run, List<Asked> approvals, String status) throws SQLException {
        try (var statement = connection.prepareStatement(ASK)) {
            for (var asked : approvals) {
                statement.setString(1, asked.id());
                statement.setString(2, asked.runId());
                statement.setString(3, run.runId());
                statement.setString(4, key(run.sessionId()));
                statement.setString(5, asked.type().word());
                statement.setString(6, SpanCleaner.key(asked.sourceName()));
                statement.setString(7, SpanCleaner.key(asked.tool()));
                statement.setString(8, JsonCleaner.clean(asked.arguments()));
                statement.setString(9, ApprovalRows.requirements(asked.description(), asked.schema()));
                statement.setString(10, ApprovalRows.context(asked.tool(), asked.sourceName()));
                statement.setObject(11, time(asked.deadline()));
                var source = SpanCleaner.key(asked.sourceId());
                statement.setString(12, asked.type() == RunType.AGENT ? source : null);
                statement.setString(13, asked.type() == RunType.TEAM ? source : null);
                statement.setString(14, asked.type() == RunType.WORKFLOW ? source : null);
                statement.setString(15, key(run.userId()));
                statement.setObject(16, time(asked.askedAt()));
                statement.setString(17, status);
                statement.addBatch();
            }
            statement.executeBatch();
        }
        setStatus(run.runId(), status);
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }

    void setStatus(String runId, String status) throws SQLException {
        try (var statement = connection.prepareStatement("UPDATE agno_approvals SET run_status = ?"
                + " WHERE top_run_id = ? AND run_status IS DISTINCT FROM ?")) {
            statement.setString(1, status);
            statement.setString(2, runId);
            statement.setString(3, status);
            statement.executeUpdate();
        }
    }

    /** Takes away runs that were deleted, and gives those of them that were there. */
    List<String> forget(Collection<String> runIds) throws SQLException {
        try (var statement = connection.prepareStatement(
                "DELETE FROM runtree_paused_runs WHERE run_id = ANY (?) RETURNING run_id")) {
            statement.setArray(1, connection.createArrayOf("text", runIds.toArray()));
            return ids(statement);
        }
    }

    /** The same of all that waits of a session or a user; none of runs that are named one by one. */
    List<String> forget(Deletion.Scope scope) throws SQLException {
        return switch (scope) {
            case Deletion.Runs _ -> List.of();
            case Deletion.Session session -> forget("session_id", session.id());
            case Deletion.User user -> forget("user_id", user.id());
        };
    }

    private List<String> forget(String column, String key) throws SQLException {
        try (var statement = connection.prepareStatement(
                "DELETE FROM runtree_paused_runs WHERE " + column + " = ? RETURNING run_id")) {
            statement.setString(1, SpanCleaner.key(key));
            return ids(statement);
        }
    }

    /** Removes those whose process ended before it stored them, and says which they were. */
    List<String> takeLost() throws SQLException {
        try (var statement = connection.prepareStatement("DELETE FROM runtree_paused_runs WHERE run_id IN"
                + " (SELECT run_id FROM runtree_paused_runs WHERE frames IS NULL AND held_until < now()"
                + " FOR UPDATE SKIP LOCKED) RETURNING run_id")) {
            return ids(statement);
        }
    }

    private static List<String> ids(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            var ids = new ArrayList<String>();
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
            return ids;
        }
    }
}
