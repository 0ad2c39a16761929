package dev.runtree.store;

import dev.runtree.model.SpanId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What sessions of the embedded runtime remember: their state, and what was said in their last runs. */
public final class SessionStore {
    /** What was said is kept of this many runs of one session with one agent. */
    public static final int TURNS_KEPT = 100;

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final String STATE = "SELECT state::text FROM runtree_sessions WHERE session_id = ? AND user_id = ?";

    private static final String TURNS = "SELECT messages::text FROM runtree_turns"
            + " WHERE session_id = ? AND user_id = ? AND component_id = ? ORDER BY ended_at DESC, span_id LIMIT ?";

    private static final String REMEMBER = "INSERT INTO runtree_sessions AS s (session_id, user_id, state)"
            + " VALUES (?, ?, ?::jsonb) ON CONFLICT (session_id, user_id) DO UPDATE SET"
            + " state = (s.state - ?::text[]) || excluded.state, updated_at = now()";

    private static final String SAY = "INSERT INTO runtree_turns (session_id, user_id, component_id, ended_at,"
            + " trace_id, span_id, messages) VALUES (?, ?, ?, ?, ?, ?, ?::json) ON CONFLICT DO NOTHING";

    private static final String FORGET = "DELETE FROM runtree_turns WHERE session_id = ? AND user_id = ?"
            + " AND component_id = ? AND ended_at < (SELECT ended_at FROM runtree_turns WHERE session_id = ?"
            + " AND user_id = ? AND component_id = ? ORDER BY ended_at DESC OFFSET " + (TURNS_KEPT - 1) + " LIMIT 1)";

    private final Database database;
    private final Transactions transactions;

    /** @param database the primary one where there are two */
    public SessionStore(Database database) {
        this.database = database;
        this.transactions = new Transactions(database.dataSource(), LIMIT);
    }

    /**
     * Which session is meant.
     *
     * @param userId sessions of one id are other ones for other users; {@code null} for nobody
     */
    public record Key(String sessionId, @Nullable String userId) {}

    /**
     * What is remembered.
     *
     * @param state a JSON object; {@code null} for a session that is new
     * @param turns what was said in the last runs, the oldest first, as it was given
     */
    public record Remembered(@Nullable String state, List<String> turns) {
        public Remembered {
            turns = List.copyOf(turns);
        }
    }

    /**
     * What a run leaves.
     *
     * @param changes values of the state that were set, a JSON object
     * @param removed names of those that were taken away
     * @param messages what was said; {@code null} when it is not to be remembered
     */
    public record Left(
            Key key,
            String componentId,
            SpanId run,
            Instant endedAt,
            String changes,
            List<String> removed,
            @Nullable String messages) {
        public Left {
            removed = List.copyOf(removed);
        }

        boolean changesState() {
            return !removed.isEmpty() || !changes.equals("{}");
        }
    }

    /**
     * What a session remembers.
     *
     * @param turns how many runs of this agent
     * @throws StoreException when the database does not answer
     */
    public Remembered read(Key key, String componentId, int turns) {
        try (var connection = database.dataSource().getConnection()) {
            return new Remembered(state(connection, key), turns(connection, key, componentId, turns));
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    private static @Nullable String state(Connection connection, Key key) throws SQLException {
        try (var question = connection.prepareStatement(STATE)) {
            question.setString(1, SpanCleaner.key(key.sessionId()));
            question.setString(2, user(key));
            try (var row = question.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }

    private static List<String> turns(Connection connection, Key key, String componentId, int most)
            throws SQLException {
        if (most == 0) {
            return List.of();
        }
        try (var question = connection.prepareStatement(TURNS)) {
            question.setString(1, SpanCleaner.key(key.sessionId()));
            question.setString(2, user(key));
            question.setString(3, SpanCleaner.key(componentId));
            question.setInt(4, most);
            var turns = new ArrayList<String>();
            try (var rows = question.executeQuery()) {
                while (rows.next()) {
                    turns.add(rows.getString(1));
                }
            }
            Collections.reverse(turns);
            return turns;
        }
    }

    /**
     * Keeps what runs leave, in one transaction.
     *
     * @throws StoreException when it cannot be stored
     */
    public void write(List<Left> runs) {
        try {
            transactions.run(connection -> {
                remember(connection, runs);
                say(connection, runs);
                forgetOldest(connection, runs);
            });
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    /** Whether what was to be written had nothing to do with it, so that it may be stored later. */
    public static boolean isAway(StoreException problem) {
        return Failure.isAway(problem);
    }

    private static void remember(Connection connection, List<Left> runs) throws SQLException {
        try (var statement = connection.prepareStatement(REMEMBER)) {
            for (var run : runs) {
                if (run.changesState()) {
                    statement.setString(1, SpanCleaner.key(run.key().sessionId()));
                    statement.setString(2, user(run.key()));
                    statement.setString(3, JsonCleaner.clean(run.changes()));
                    statement.setArray(
                            4,
                            connection.createArrayOf(
                                    "text",
                                    run.removed().stream()
                                            .map(SpanCleaner::text)
                                            .toArray()));
                    statement.addBatch();
                }
            }
            statement.executeBatch();
        }
    }

    private static void say(Connection connection, List<Left> runs) throws SQLException {
        try (var statement = connection.prepareStatement(SAY)) {
            for (var run : runs) {
                if (run.messages() != null) {
                    setWhose(statement, 1, Whose.of(run));
                    statement.setObject(4, run.endedAt().atOffset(ZoneOffset.UTC));
                    statement.setString(5, run.run().traceId());
                    statement.setString(6, run.run().spanId());
                    statement.setString(7, JsonCleaner.clean(run.messages()));
                    statement.addBatch();
                }
            }
            statement.executeBatch();
        }
    }

    /** Once for all the turns that a conversation got. */
    private static void forgetOldest(Connection connection, List<Left> runs) throws SQLException {
        var longer = new LinkedHashSet<Whose>();
        runs.stream().filter(run -> run.messages() != null).map(Whose::of).forEach(longer::add);
        try (var statement = connection.prepareStatement(FORGET)) {
            for (var whose : longer) {
                setWhose(statement, 1, whose);
                setWhose(statement, 4, whose);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Whose turns: a component's in a session. */
    private record Whose(Key key, String componentId) {
        static Whose of(Left run) {
            return new Whose(run.key(), run.componentId());
        }
    }

    private static void setWhose(PreparedStatement statement, int first, Whose whose) throws SQLException {
        statement.setString(first, SpanCleaner.key(whose.key().sessionId()));
        statement.setString(first + 1, user(whose.key()));
        statement.setString(first + 2, SpanCleaner.key(whose.componentId()));
    }

    private static String user(Key key) {
        return key.userId() == null ? "" : SpanCleaner.key(key.userId());
    }

    /**
     * Takes away what sessions remember of what is deleted; that of runs goes with their traces. For the caller's transaction.
     *
     * @return how many sessions were remembered
     */
    static long forget(Connection connection, Deletion.Scope scope) throws SQLException {
        var condition = condition(scope);
        if (condition == null) {
            return 0;
        }
        try (var statement = connection.prepareStatement(forgetAll(condition.text()))) {
            for (var i = 1; i <= 2; i++) {
                statement.setObject(i, condition.values().getFirst());
            }
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static @Nullable Sql condition(Deletion.Scope scope) {
        return switch (scope) {
            case Deletion.Runs _ -> null;
            case Deletion.Session session -> Sql.of("session_id = ?", SpanCleaner.key(session.id()));
            case Deletion.User user -> Sql.of("user_id = ?", SpanCleaner.key(user.id()));
        };
    }

    /** How many sessions are remembered of what is to be deleted, or have a run that waits. */
    static Sql remembered(Deletion.Scope scope) {
        var condition = condition(scope);
        if (condition == null) {
            return Sql.of("SELECT 0");
        }
        var question = Sql.of("SELECT count(*) FROM (");
        var between = "";
        for (var table : List.of("runtree_turns", "runtree_sessions", "runtree_paused_runs")) {
            question = question.plus(between + "SELECT coalesce(session_id, ''), coalesce(user_id, '') FROM " + table
                            + " WHERE ")
                    .plus(condition);
            between = " UNION ";
        }
        return question.plus(") remembered");
    }

    /** A session without a state has turns alone. */
    private static String forgetAll(String condition) {
        return "WITH turns AS (DELETE FROM runtree_turns WHERE " + condition
                + " RETURNING session_id, user_id), sessions AS (DELETE FROM runtree_sessions WHERE " + condition
                + " RETURNING session_id, user_id)"
                + " SELECT count(*) FROM (SELECT * FROM turns UNION SELECT * FROM sessions) gone";
    }
}
