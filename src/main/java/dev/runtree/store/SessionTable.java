package dev.runtree.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the tables of sessions in a primary database, and the view of the same name and columns in the database of traces
 * that fills it.
 */
record SessionTable(String name) {
    static final List<SessionTable> ALL = List.of(
            new SessionTable("agno_sessions"),
            new SessionTable("agno_team_sessions"),
            new SessionTable("agno_workflow_sessions"));

    /** A row of values as PostgreSQL writes them; its columns are in the order that {@link Rows#columns} has. */
    record Rows(List<Field> columns, List<@Nullable String[]> values) {}

    record Field(String name, String type) {}

    Rows of(Connection traces, Collection<String> traceIds) throws SQLException {
        try (var statement = traces.prepareStatement("SELECT * FROM " + name + " WHERE trace_id = ANY (?)")) {
            statement.setArray(1, traces.createArrayOf("text", traceIds.toArray()));
            try (var rows = statement.executeQuery()) {
                var about = rows.getMetaData();
                var columns = new ArrayList<Field>();
                for (var i = 1; i <= about.getColumnCount(); i++) {
                    var type = about.getColumnTypeName(i);
                    columns.add(new Field(about.getColumnName(i), type.equals("_text") ? "text[]" : type));
                }
                var values = new ArrayList<@Nullable String[]>();
                while (rows.next()) {
                    var row = new @Nullable String[columns.size()];
                    for (var i = 0; i < row.length; i++) {
                        row[i] = rows.getString(i + 1);
                    }
                    values.add(row);
                }
                return new Rows(columns, values);
            }
        }
    }

    /** Puts these rows in place of all that there are of these traces. */
    void replace(Connection primary, Collection<String> traceIds, Rows rows) throws SQLException {
        try (var delete = primary.prepareStatement("DELETE FROM " + name + " WHERE trace_id = ANY (?)")) {
            delete.setArray(1, primary.createArrayOf("text", traceIds.toArray()));
            delete.executeUpdate();
        }
        var columns = new ArrayList<Column<@Nullable String[]>>();
        for (var i = 0; i < rows.columns().size(); i++) {
            var at = i;
            var column = rows.columns().get(i);
            columns.add(new Column<>(column.name(), column.type(), row -> row[at]));
        }
        new RowTable<>(name, columns).add(primary, rows.values());
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
