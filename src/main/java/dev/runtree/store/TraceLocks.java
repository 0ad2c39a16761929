package dev.runtree.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;

/**
 * Locks traces until the end of the transaction, in one order everywhere, so that writers of any process wait for one another
 * instead of losing each other's runs or standing in a deadlock. Traces share {@value #BUCKETS} locks: a server has room for a
 * few thousand only.
 */
final class TraceLocks {
    private static final int CLASS = 0x52540002;
    private static final int BUCKETS = 1024;

    private TraceLocks() {}

    /** Which of the {@value #BUCKETS} locks is that of a trace. */
    static int bucket(String traceId) {
        return Math.floorMod(traceId.hashCode(), BUCKETS);
    }

    static void lock(Connection connection, Collection<String> traceIds) throws SQLException {
        var keys = traceIds.stream().map(TraceLocks::bucket).distinct().sorted().toArray(Integer[]::new);
        try (var statement = connection.prepareStatement(
                "SELECT set_config('plan_cache_mode', 'force_custom_plan', true), count(taken::text) FROM ("
                        + "SELECT pg_advisory_xact_lock(" + CLASS
                        + ", key) AS taken FROM unnest(?::int[]) AS key) locks")) {
            statement.setArray(1, connection.createArrayOf("int4", keys));
            statement.execute();
        }
    }
}
