package dev.runtree.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The rows of a small answer. */
final class Rows {
    private Rows() {}

    static <R> List<R> list(Connection connection, String sql, Reading.RowReader<R> reader) throws SQLException {
        var rows = new ArrayList<R>();
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            while (row.next()) {
                rows.add(reader.read(row));
            }
        }
        return rows;
    }
}
