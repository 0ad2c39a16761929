package dev.runtree.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;

/** Says until when the process of an embedded run is believed alive. */
final class Leases {
    /** How long a run of this process is believed alive without a renewal. */
    static final int SECONDS = 30;

    private static final String LEASE = "UPDATE agno_traces SET lease_until ="
            + " greatest(lease_until, now() + make_interval(secs => ?)) WHERE trace_id = ANY (?)";

    /** Runs have the lease of their trace. */
    private static final String LEASE_RUNS = "UPDATE runtree_runs r SET lease_until = t.lease_until FROM agno_traces t"
            + " WHERE t.trace_id = r.trace_id AND r.trace_id = ANY (?) AND r.status = 'running'"
            + " AND r.source IN ('runtime', 'replay') AND r.lease_until IS DISTINCT FROM t.lease_until";

    private Leases() {}

    /** The locks of the traces must be held. */
    static void renew(Connection connection, Collection<String> traceIds, double seconds) throws SQLException {
        if (traceIds.isEmpty()) {
            return;
        }
        try (var traces = connection.prepareStatement(LEASE)) {
            traces.setDouble(1, seconds);
            traces.setArray(2, connection.createArrayOf("text", traceIds.toArray()));
            traces.executeUpdate();
        }
        giveRuns(connection, traceIds);
    }

    /** Gives runs the lease that their trace has. The locks of the traces must be held. */
    static void giveRuns(Connection connection, Collection<String> traceIds) throws SQLException {
        try (var runs = connection.prepareStatement(LEASE_RUNS)) {
            runs.setArray(1, connection.createArrayOf("text", traceIds.toArray()));
            runs.executeUpdate();
        }
    }
}
