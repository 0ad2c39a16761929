package dev.runtree.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * One of the tables of sessions in a primary database, and the view of the same name and columns in the database of traces
 * that fills it.
 */
record SessionTable(String name) {
    static final List<SessionTable> ALL = List.of(
            new SessionTable("agno_sessions"),
            new SessionTable("agno_team_sessions"),
            new SessionTable("agno_workflow_sessions"));

    /** The rows of these traces, as a JSON array of objects, which says every value as exactly as it is. */
    String rows(Connection traces, Collection<String> traceIds) throws SQLException {
        try (var statement = traces.prepareStatement(
                "SELECT coalesce(json_agg(s), '[]')::text FROM " + name + " s WHERE trace_id = ANY (?)")) {
            statement.setArray(1, traces.createArrayOf("text", traceIds.toArray()));
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    /** Puts these rows in place of all that there are of these traces. */
    void replace(Connection primary, Collection<String> traceIds, String rows) throws SQLException {
        try (var delete = primary.prepareStatement("DELETE FROM " + name + " WHERE trace_id = ANY (?)");
                var insert = primary.prepareStatement("INSERT INTO " + name
                        + " SELECT * FROM json_populate_recordset(NULL::" + name + ", ?::json)")) {
            delete.setArray(1, primary.createArrayOf("text", traceIds.toArray()));
            delete.executeUpdate();
            insert.setString(1, rows);
            insert.executeUpdate();
        }
    }

    /** The traces that it has rows of, after one and in order. */
    List<String> tracesAfter(Connection primary, String last, int limit) throws SQLException {
        return traces(primary, "trace_id > ? GROUP BY trace_id ORDER BY trace_id", last, limit);
    }

    /** The traces that had not ended when they were copied: what they are now depends on the time. */
    List<String> open(Connection primary, int limit) throws SQLException {
        return traces(primary, "trace_id > ? AND status IN ('running', 'paused') GROUP BY trace_id", "", limit);
    }

    private List<String> traces(Connection primary, String condition, String last, int limit) throws SQLException {
        try (var statement =
                primary.prepareStatement("SELECT trace_id FROM " + name + " WHERE " + condition + " LIMIT ?")) {
            statement.setString(1, last);
            statement.setInt(2, limit);
            try (var rows = statement.executeQuery()) {
                var traces = new ArrayList<String>();
                while (rows.next()) {
                    traces.add(rows.getString(1));
                }
                return traces;
            }
        }
    }
}
