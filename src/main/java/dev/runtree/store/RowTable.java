package dev.runtree.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/** Puts rows into a table: few by one {@code INSERT ... SELECT unnest(...)}, many by a binary {@code COPY}. */
final class RowTable<R> {
    /** Below this many rows setting up a COPY costs more than it saves. */
    private static final int FEW = 200;

    private final String name;
    private final List<Column<R, ?>> columns;

    RowTable(String name, List<Column<R, ?>> columns) {
        this.name = name;
        this.columns = List.copyOf(columns);
    }

    String columnNames() {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    /** Rows that are known not to be there. */
    void add(Connection connection, List<R> rows) throws SQLException {
        if (rows.size() < FEW) {
            insert(connection, rows, "");
        } else {
            copy(connection, rows);
        }
    }

    /** @param onConflict what follows the rows in the statement */
    void insert(Connection connection, List<R> rows, String onConflict) throws SQLException {
        insert(connection, rows, onConflict, returned -> {});
    }

    interface RowTaker {
        void take(ResultSet row) throws SQLException;
    }

    /** @param onConflict what follows the rows in the statement; may return rows */
    void insert(Connection connection, List<R> rows, String onConflict, RowTaker returned) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        var target = "INSERT INTO " + name + " AS old (" + columnNames() + ") SELECT "
                + columns.stream()
                        .map(column -> column.name() + "::" + column.type().name())
                        .collect(Collectors.joining(", "))
                + " FROM unnest("
                + columns.stream().map(column -> "?::text[]").collect(Collectors.joining(", "))
                + ") AS given (" + columnNames() + ") " + onConflict;
        try (var statement = connection.prepareStatement(target)) {
            for (var i = 0; i < columns.size(); i++) {
                var column = columns.get(i);
                var values = rows.stream().map(column::text).toArray(String[]::new);
                statement.setArray(i + 1, connection.createArrayOf("text", values));
            }
            if (statement.execute()) {
                try (var row = statement.getResultSet()) {
                    while (row.next()) {
                        returned.take(row);
                    }
                }
            }
        }
    }

    private void copy(Connection connection, List<R> rows) throws SQLException {
        var copies = new CopyManager(connection.unwrap(BaseConnection.class));
        var in = copies.copyIn("COPY " + name + " (" + columnNames() + ") FROM STDIN (FORMAT binary)");
        try {
            var out = new CopyBuffer();
            out.header();
            for (var row : rows) {
                out.row(columns.size());
                for (var column : columns) {
                    column.put(row, out);
                }
                if (out.isFull()) {
                    out.writeTo(in);
                }
            }
            out.trailer();
            out.writeTo(in);
            in.endCopy();
        } finally {
            if (in.isActive()) {
                in.cancelCopy();
            }
        }
    }
}
