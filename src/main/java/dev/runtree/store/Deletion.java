package dev.runtree.store;

import dev.runtree.model.SpanId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Deletes what the user names, for good, with a receipt and a row in the audit. A run takes all that is beneath it, and its
 * whole trace when no other run is outside of it. What sessions remember goes with it, and runs that wait; approvals and the
 * audit itself stay, and what such a run still waited for is cancelled.
 *
 * <p>It goes in pieces, each a transaction with its own row in the audit; one that was ended in the middle is taken up by
 * asking again. Where there are two databases, a piece is gone from the primary one, with its row in the audit, before it is
 * gone from that of the traces: what is left when one of them fails is found again by its runs.
 */
public final class Deletion {
    private static final int TRACES_AT_ONCE = 100;

    /** What is asked about before it is deleted is counted up to here. */
    private static final int TRACES_COUNTED = 10_000;

    private final Database database;
    private final Databases databases;
    private final Clock clock;
    private final Transactions transactions;

    /** In one database that has everything. */
    public Deletion(Database database) {
        this(Databases.of(database));
    }

    public Deletion(Databases databases) {
        this(databases, Clock.systemUTC());
    }

    Deletion(Databases databases, Clock clock) {
        this.databases = databases;
        this.database = databases.traces();
        this.clock = clock;
        this.transactions = new Transactions(database.dataSource());
    }

    /** What is to be deleted. */
    public sealed interface Scope {
        /** For a sentence and the audit: {@code run 4bf9...-00f0...}, {@code session chat-7}. */
        String words();
    }

    /** These runs. */
    public record Runs(List<SpanId> ids) implements Scope {
        public Runs {
            ids = List.copyOf(ids);
        }

        @Override
        public String words() {
            return (ids.size() == 1 ? "run " : "runs ")
                    + String.join(", ", ids.stream().map(SpanId::runId).toList());
        }
    }

    /** All runs of a conversation. */
    public record Session(String id) implements Scope {
        @Override
        public String words() {
            return "session " + id;
        }
    }

    /** All runs of a user. */
    public record User(String id) implements Scope {
        @Override
        public String words() {
            return "user " + id;
        }
    }

    /**
     * How much would go.
     *
     * @param more whether there is more than was counted
     */
    public record Preview(long runs, long traces, long spans, boolean more) {}

    /**
     * What was deleted.
     *
     * @param traces of which nothing is left
     * @param bytes of what the spans said, as it was stored
     * @param sessions of which something was remembered for later runs
     * @param waiting runs that waited for a decision, and go on no more
     */
    public record Receipt(
            Scope scope,
            long runs,
            long traces,
            long spans,
            long contents,
            long logs,
            long bytes,
            long sessions,
            long waiting) {
        private Receipt plus(TraceRemoval.Removed more, Belongings.Removed belonged) {
            return new Receipt(
                    scope,
                    runs + more.runs(),
                    traces + more.traces(),
                    spans + more.spans(),
                    contents + more.contents(),
                    logs + more.logs(),
                    bytes + more.bytes(),
                    sessions + belonged.sessions(),
                    waiting + belonged.waiting());
        }
    }

    /**
     * What would go.
     *
     * @param runIds of all runs that would, also of those beneath the ones that were named; as many as were counted
     */
    public record Going(Preview preview, Set<String> runIds) {
        public Going {
            runIds = Set.copyOf(runIds);
        }
    }

    /**
     * How many sessions are remembered, or have runs that wait, of a session or a user: they go with it, also where no run is
     * left that had them. None of runs that are named one by one.
     */
    public Query<Long> remembered(Scope scope) {
        return new ReadQuery<>(
                databases.primary(),
                reading -> reading.first(SessionStore.remembered(scope), row -> row.getLong(1))
                        .orElse(0L));
    }

    /** How much would go; nothing is changed. */
    public Query<Preview> preview(Scope scope) {
        return going(scope).map(Going::preview);
    }

    /** What would go; nothing is changed. */
    public Query<Going> going(Scope scope) {
        return new ReadQuery<>(database, reading -> {
            var traceIds = reading.list(
                    DeletionTargets.traces(scope).plus(" ORDER BY 1 LIMIT ?", TRACES_COUNTED + 1),
                    row -> row.getString(1));
            var targets = reading
                    .list(
                            DeletionTargets.runs(
                                    scope,
                                    traceIds.stream().limit(TRACES_COUNTED).toList()),
                            DeletionTargets::row)
                    .stream()
                    .collect(DeletionTargets.COLLECTOR);
            var runIds = new HashSet<String>();
            targets.forEach(target -> runIds.addAll(target.runIds()));
            var preview = new Preview(
                    runIds.size(),
                    targets.size(),
                    targets.stream().mapToLong(DeletionTargets.Target::spans).sum(),
                    traceIds.size() > TRACES_COUNTED);
            return new Going(preview, runIds);
        });
    }

    /**
     * Deletes it.
     *
     * @throws StoreException when it cannot be deleted; what was deleted until then stays so, and is in the audit
     */
    public Receipt delete(Scope scope) {
        try {
            var receipt = new Receipt(scope, 0, 0, 0, 0, 0, 0, 0, 0)
                    .plus(TraceRemoval.Removed.NOTHING, removeRemembered(scope));
            for (var more = true; more; ) {
                var removed = piece(scope);
                receipt = receipt.plus(removed.ofTraces(), removed.belonged());
                more = removed.ofTraces().runs() > 0;
            }
            tell();
            return receipt;
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    /** What sessions remember and what waits goes whole with its session or user, also where no run is left that had it. */
    private Belongings.Removed removeRemembered(Scope scope) {
        var result = new Belongings.Removed[1];
        databases.primary().transact(primary -> {
            result[0] = Belongings.remove(primary, scope);
            if (!result[0].equals(Belongings.Removed.NOTHING)) {
                AuditTrail.append(primary, clock.instant(), "delete", scope.words(), result[0].json());
            }
        });
        return result[0];
    }

    private record Removed(TraceRemoval.Removed ofTraces, Belongings.Removed belonged) {
        static final Removed NOTHING = new Removed(TraceRemoval.Removed.NOTHING, Belongings.Removed.NOTHING);
    }

    private Removed piece(Scope scope) throws SQLException {
        var result = new Removed[1];
        transactions.run(connection -> {
            result[0] = Removed.NOTHING;
            var traceIds = traces(connection, scope);
            if (!traceIds.isEmpty()) {
                TraceLocks.lock(connection, traceIds);
                var belongings = new Belongings();
                var removed = new TraceRemoval(connection, belongings)
                        .remove(DeletionTargets.of(connection, scope, traceIds));
                result[0] = new Removed(removed, removeBelongings(connection, scope, belongings, removed));
            }
        });
        return result[0];
    }

    /** In the piece's own transaction, or before its end in one of the primary database. */
    private Belongings.Removed removeBelongings(
            Connection connection, Scope scope, Belongings belongings, TraceRemoval.Removed removed)
            throws SQLException {
        var result = new Belongings.Removed[1];
        Transactions.Work work = primary -> {
            result[0] = belongings.remove(primary);
            AuditTrail.append(primary, clock.instant(), "delete", scope.words(), removed.json());
        };
        if (databases.areTwo()) {
            databases.primary().transact(work);
        } else {
            work.run(connection);
        }
        return result[0];
    }

    private static List<String> traces(Connection connection, Scope scope) throws SQLException {
        var ids = new ArrayList<String>();
        DeletionTargets.each(
                connection,
                DeletionTargets.traces(scope).plus(" LIMIT ?", TRACES_AT_ONCE),
                row -> ids.add(row.getString(1)));
        return ids;
    }

    /** Open windows look again; that they are not told changes nothing. */
    private void tell() throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("SELECT pg_notify('" + Notifications.CHANNEL + "', '')");
        }
    }
}
