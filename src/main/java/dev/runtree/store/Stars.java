package dev.runtree.store;

import dev.runtree.model.SpanId;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Runs that the user wants to keep: retention passes the steps of their traces over. */
public final class Stars {
    private final Database database;

    public Stars(Database database) {
        this.database = database;
    }

    /**
     * Keeps these runs.
     *
     * @return how many of them were not kept before
     * @throws StoreException when it cannot be stored
     */
    public int keep(Collection<SpanId> runs) {
        return change(
                "INSERT INTO runtree_stars (trace_id, span_id, run_id) SELECT t, s, t || '-' || s"
                        + " FROM unnest(?::text[], ?::text[]) AS run (t, s) ON CONFLICT DO NOTHING",
                runs);
    }

    /**
     * Leaves these runs to retention.
     *
     * @return how many of them were kept before
     * @throws StoreException when it cannot be stored
     */
    public int leave(Collection<SpanId> runs) {
        return change(
                "DELETE FROM runtree_stars WHERE (trace_id, span_id) IN (SELECT * FROM unnest(?::text[], ?::text[]))",
                runs);
    }

    /** Those of these runs that are kept. */
    public Query<Set<SpanId>> among(Collection<SpanId> runs) {
        return new ReadQuery<>(
                database,
                reading -> new HashSet<>(reading.list(
                        Sql.of(
                                "SELECT trace_id, span_id FROM runtree_stars WHERE (trace_id, span_id) IN"
                                        + " (SELECT * FROM unnest(?::text[], ?::text[]))",
                                runs.stream().map(SpanId::traceId).toArray(String[]::new),
                                runs.stream().map(SpanId::spanId).toArray(String[]::new)),
                        row -> new SpanId(row.getString(1), row.getString(2)))));
    }

    private int change(String sql, Collection<SpanId> runs) {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.prepareStatement(sql)) {
            SpanKeys.set(statement, 1, runs);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }
}
