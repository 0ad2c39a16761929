package dev.runtree.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** Notes for those who send copies of traces, made in the transaction that changes the traces. */
final class SendNotes {
    /** What is kept of traces for the sake of copies, by their trace. */
    static final List<String> TABLES = List.of("runtree_unsent", "runtree_sent", "runtree_refused");

    /** To a target that nobody sends to for so long, nothing is noted any more. */
    static final String LOST = "interval '30 days'";

    private static final String ADD = "INSERT INTO runtree_unsent (trace_id, target) SELECT changed, t.target"
            + " FROM runtree_send_targets t, unnest(?::text[]) AS changed WHERE t.seen_at > now() - " + LOST;

    private SendNotes() {}

    /** @param traceIds those of traces that were changed */
    static void add(Connection connection, Collection<String> traceIds) throws SQLException {
        try (var statement = connection.prepareStatement(ADD)) {
            statement.setArray(1, connection.createArrayOf("text", traceIds.toArray()));
            statement.executeUpdate();
        }
    }
}
