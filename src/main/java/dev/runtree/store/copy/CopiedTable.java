package dev.runtree.store.copy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table in the schema that a connection works in, with the columns that are copied. Of a partitioned one the rows of all
 * its partitions are copied, and go into whichever partition is there for them.
 */
public record CopiedTable(String name, List<String> columns) {

    public CopiedTable {
        columns = List.copyOf(columns);
    }

    /** A table with all the columns that are stored, in their order. */
    public static CopiedTable of(Connection connection, String name) throws SQLException {
        try (var statement =
                connection.prepareStatement("SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(?)"
                        + " AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum")) {
            statement.setString(1, quoted(name));
            try (var rows = statement.executeQuery()) {
                var columns = new ArrayList<String>();
                while (rows.next()) {
                    columns.add(rows.getString(1));
                }
                return new CopiedTable(name, columns);
            }
        }
    }

    String copyOut() {
        return "COPY (SELECT " + columnNames() + " FROM " + quoted(name) + ") TO STDOUT";
    }

    String copyIn() {
        return "COPY " + quoted(name) + " (" + columnNames() + ") FROM STDIN";
    }

    private String columnNames() {
        return columns.stream().map(CopiedTable::quoted).collect(Collectors.joining(", "));
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
