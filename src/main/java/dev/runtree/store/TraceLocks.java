package dev.runtree.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;

/**
 * Locks traces until the end of the transaction, in one order everywhere, so that writers of any process wait for one another
 * instead of losing each other's runs or standing in a deadlock. Traces share {@value #BUCKETS} locks: a server has room for a
 * few thousand only.
 */
final class TraceLocks {
    private static final int CLASS = 0x52540002;
    private static final int BUCKETS = 1024;

    /**
     * Settings of a transaction by which the server ends it when nothing is heard of us any more, in the middle of a COPY too:
     * over a network that went silent it would keep its locks for hours, and nobody could write.
     */
    static final String LET_GO = "set_config('idle_in_transaction_session_timeout', '60s', true),"
            + " set_config('tcp_keepalives_idle', '15', true), set_config('tcp_keepalives_interval', '5', true)";

    private TraceLocks() {}

    /** Which of the {@value #BUCKETS} locks is that of a trace. */
    static int bucket(String traceId) {
        return Math.floorMod(traceId.hashCode(), BUCKETS);
    }

    /** Locks all traces, the last of whose writers has committed then. */
    static void lockAll(Statement statement) throws SQLException {
        statement.execute("SELECT count(pg_advisory_xact_lock(" + CLASS + ", key)::text) FROM generate_series(0, "
                + (BUCKETS - 1) + ") AS key");
    }

    /** @return whether some Runtree sends copies of traces to a target, so that what changes has to be noted */
    static boolean lock(Connection connection, Collection<String> traceIds) throws SQLException {
        var keys = traceIds.stream().map(TraceLocks::bucket).distinct().sorted().toArray(Integer[]::new);
        try (var statement =
                connection.prepareStatement("SELECT set_config('plan_cache_mode', 'force_custom_plan', true), " + LET_GO
                        + ", count(taken::text), EXISTS (SELECT 1 FROM runtree_send_targets) AS copied FROM ("
                        + "SELECT pg_advisory_xact_lock(" + CLASS
                        + ", key) AS taken FROM unnest(?::int[]) AS key) locks")) {
            statement.setArray(1, connection.createArrayOf("int4", keys));
            try (var row = statement.executeQuery()) {
                return row.next() && row.getBoolean("copied");
            }
        }
    }
}
