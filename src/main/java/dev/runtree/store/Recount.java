package dev.runtree.store;

import dev.runtree.model.Run;
import dev.runtree.model.rollup.Contribution;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts traces that are not in the roll-ups, or were counted by older rules: those stored before there were roll-ups. Their
 * runs are made anew from their spans too. Each step is a transaction of its own, newest traces first, so it may be given up
 * and taken up again at any time, by any process.
 */
final class Recount {
    /** As the condition of the index agno_traces_uncounted. */
    static final String UNCOUNTED =
            "(counted IS NULL OR NOT starts_with(counted, '" + ContributionText.BEGINNING + "'))";

    /** More spans at once would hold their traces' locks and our memory too long. */
    private static final int MOST_SPANS = 20_000;

    private final Database database;
    private final Transactions transactions;

    Recount(Database database) {
        this.database = database;
        this.transactions = new Transactions(database.dataSource());
    }

    /**
     * Counts some traces.
     *
     * @param traces the most that are counted
     * @return whether any were left to be counted; {@code false} when all are
     * @throws StoreException when the database does not answer or refuses
     */
    boolean step(int traces) {
        var found = new boolean[1];
        try {
            transactions.run(connection -> {
                var traceIds = next(connection, traces);
                found[0] = !traceIds.isEmpty();
                if (found[0]) {
                    TraceLocks.lock(connection, traceIds);
                    count(connection, stillUncounted(connection, traceIds));
                }
            });
        } catch (SQLException e) {
            throw database.failure(e);
        }
        return found[0];
    }

    private static List<String> next(Connection connection, int traces) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT trace_id, span_count FROM agno_traces WHERE "
                + UNCOUNTED + " ORDER BY start_time DESC LIMIT ?")) {
            statement.setInt(1, traces);
            try (var row = statement.executeQuery()) {
                var traceIds = new ArrayList<String>();
                var spans = 0;
                while (row.next() && (traceIds.isEmpty() || spans + row.getInt(2) <= MOST_SPANS)) {
                    traceIds.add(row.getString(1));
                    spans += row.getInt(2);
                }
                return traceIds;
            }
        }
    }

    /**
     * A trace that is to be counted again.
     *
     * @param counted what it has in the roll-ups by older rules; {@code null} when nothing
     * @param stepsRemoved whether its spans are gone, so that nothing can be made of them anew
     */
    private record Uncounted(String traceId, @Nullable String counted, boolean stepsRemoved) {}

    /** Another process may have counted some before we had their locks. */
    private static List<Uncounted> stillUncounted(Connection connection, List<String> traceIds) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT trace_id, counted, steps_removed_at IS NOT NULL"
                + " FROM agno_traces WHERE trace_id = ANY (?) AND " + UNCOUNTED)) {
            statement.setArray(1, connection.createArrayOf("text", traceIds.toArray()));
            try (var row = statement.executeQuery()) {
                var uncounted = new ArrayList<Uncounted>();
                while (row.next()) {
                    uncounted.add(new Uncounted(row.getString(1), row.getString(2), row.getBoolean(3)));
                }
                return uncounted;
            }
        }
    }

    private void count(Connection connection, List<Uncounted> traces) throws SQLException {
        var stored = StoredTraces.search(
                connection, traces.stream().map(Uncounted::traceId).toList());
        var whole = new TreeMap<String, KnownTrace>();
        var others = new ArrayList<Uncounted>();
        for (var trace : traces) {
            var known = stored.get(trace.traceId());
            if (known == null
                    || trace.stepsRemoved()
                    || known.stepsRemoved() != null
                    || known.spans().size() == 0) {
                others.add(trace);
            } else {
                whole.put(trace.traceId(), known);
            }
        }
        if (others.isEmpty()) {
            new RunWriting(connection, true).writeAnew(whole.values());
        } else {
            // The roll-ups are changed once in a transaction; the whole traces are found again by the next step.
            countWithoutSpans(connection, others);
        }
    }

    /** Once its steps are gone, a trace keeps what it counted; else only its runs can be counted. */
    private void countWithoutSpans(Connection connection, List<Uncounted> traces) throws SQLException {
        var rollUps = new RollUps();
        for (var trace : traces) {
            var before = RollUps.former(trace.counted());
            var now = trace.counted() == null ? Contribution.ofRuns(runs(connection, trace.traceId())) : before;
            rollUps.change(before, now);
            try (var statement = connection.prepareStatement("UPDATE agno_traces SET counted = ? WHERE trace_id = ?")) {
                statement.setString(1, ContributionText.print(now));
                statement.setString(2, trace.traceId());
                statement.executeUpdate();
            }
        }
        rollUps.write(connection);
    }

    private static List<Run> runs(Connection connection, String traceId) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT " + RunRows.COLUMNS
                + " FROM runtree_runs WHERE trace_id = ? AND status NOT IN ('running', 'paused')")) {
            statement.setString(1, traceId);
            try (var row = statement.executeQuery()) {
                var runs = new ArrayList<Run>();
                while (row.next()) {
                    runs.add(RunRows.run(row));
                }
                return runs;
            }
        }
    }
}
