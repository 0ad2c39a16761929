package dev.runtree.store;

import dev.runtree.model.SpanId;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;

/** Spans or runs as two values of a statement, for {@code unnest(?::text[], ?::text[])}. */
final class SpanKeys {
    private SpanKeys() {}

    /** @param first the number of the value that gets the trace ids; the next one gets the span ids */
    static void set(PreparedStatement statement, int first, Collection<SpanId> ids) throws SQLException {
        var connection = statement.getConnection();
        statement.setArray(
                first,
                connection.createArrayOf(
                        "text", ids.stream().map(SpanId::traceId).toArray()));
        statement.setArray(
                first + 1,
                connection.createArrayOf(
                        "text", ids.stream().map(SpanId::spanId).toArray()));
    }
}
