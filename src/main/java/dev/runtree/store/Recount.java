package dev.runtree.store;

import dev.runtree.model.Run;
import dev.runtree.model.rollup.Contribution;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

    private static final Logger LOG = LoggerFactory.getLogger(Recount.class);

    private final Database database;
    private final Transactions transactions;
    private final Set<String> passedOver = new HashSet<>();

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
        var asked = new ArrayList<String>();
        try {
            transactions.run(connection -> {
                asked.clear();
                asked.addAll(next(connection, traces));
                count(connection, asked);
            });
        } catch (SQLException | RuntimeException e) {
            if (asked.isEmpty() || Failure.isAway(e)) {
                throw failure(e);
            }
            asked.forEach(this::countAlone);
        }
        return !asked.isEmpty();
    }

    /** One that cannot be counted must not hold up the others. It is tried again by the next process. */
    private void countAlone(String traceId) {
        try {
            transactions.run(connection -> count(connection, List.of(traceId)));
        } catch (SQLException | RuntimeException e) {
            if (Failure.isAway(e)) {
                throw failure(e);
            }
            passedOver.add(traceId);
            LOG.warn("Trace {} cannot be counted and stays out of the roll-ups", traceId, e);
        }
    }

    private RuntimeException failure(Exception e) {
        return switch (e) {
            case SQLException sql -> database.failure(sql);
            case RuntimeException told -> told;
            default -> new IllegalStateException(e);
        };
    }

    private List<String> next(Connection connection, int traces) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT trace_id, span_count FROM agno_traces WHERE "
                + UNCOUNTED + " AND trace_id <> ALL (?) ORDER BY start_time DESC LIMIT ?")) {
            statement.setArray(1, connection.createArrayOf("text", passedOver.toArray()));
            statement.setInt(2, traces);
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

    private static void count(Connection connection, List<String> traceIds) throws SQLException {
        if (!traceIds.isEmpty()) {
            TraceLocks.lock(connection, traceIds);
            countLocked(connection, stillUncounted(connection, traceIds));
        }
    }

    private static void countLocked(Connection connection, List<Uncounted> traces) throws SQLException {
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
    private static void countWithoutSpans(Connection connection, List<Uncounted> traces) throws SQLException {
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
