package dev.runtree.bench;

import dev.runtree.bench.load.Batch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/**
 * What PostgreSQL itself does with the same rows: bare binary COPY over one connection into a table with as many columns as
 * the spans have, their JSON as {@code jsonb}, and a primary key. The rows are those that were stored of the same bodies, and
 * are ready in memory before the clock starts.
 */
final class CopyReference {
    private static final String TABLE = "bench_plain_spans";
    private static final List<String> JSON = List.of("attributes", "events", "links", "resource", "scope", "otlp");

    private final Connection connection;
    private final List<Column> columns;

    /** @param shown whether the view has it too */
    private record Column(String name, String type, boolean inC, boolean needed, boolean shown) {
        String definition() {
            return name + " " + type + (inC ? " COLLATE \"C\"" : "") + (needed ? " NOT NULL" : "");
        }

        String selected() {
            if (!shown) {
                return "NULL::" + type;
            }
            return type.equals("jsonb") ? "s." + name + "::jsonb" : "s." + name;
        }
    }

    CopyReference(Connection connection) throws SQLException {
        this.connection = connection;
        this.columns = columns(connection);
        try (var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE " + TABLE + " ("
                    + columns.stream().map(Column::definition).collect(Collectors.joining(", "))
                    + ", PRIMARY KEY (trace_id, span_id))"
                    // What the server would do for it in the background would take time from the other side.
                    + " WITH (autovacuum_enabled = false)");
        }
    }

    private static List<Column> columns(Connection connection) throws SQLException {
        var columns = new ArrayList<Column>();
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("""
                        SELECT a.attname, format_type(a.atttypid, a.atttypmod),
                            coalesce((SELECT collname = 'C' FROM pg_collation WHERE oid = a.attcollation), false),
                            a.attnotnull,
                            EXISTS (SELECT FROM pg_attribute v WHERE v.attrelid = 'agno_spans'::regclass
                                AND v.attname = a.attname)
                        FROM pg_attribute a
                        WHERE a.attrelid = 'runtree_spans'::regclass AND a.attnum > 0 AND NOT a.attisdropped
                        ORDER BY a.attnum""")) {
            while (row.next()) {
                var name = row.getString(1);
                var type = JSON.contains(name) ? "jsonb" : row.getString(2);
                var shown = row.getBoolean(5);
                columns.add(new Column(name, type, row.getBoolean(3), row.getBoolean(4) && shown, shown));
            }
        }
        return columns;
    }

    /** The rows of these bodies, which are stored, in the binary form of COPY. */
    byte[] rows(List<Batch> batches) throws SQLException, IOException {
        var traces = batches.stream()
                .flatMap(batch -> batch.spans().stream())
                .map(span -> span.traceHex())
                .distinct()
                .toArray(String[]::new);
        try (var statement = connection.createStatement()) {
            statement.execute("CREATE TEMP TABLE wanted (trace_id text COLLATE \"C\" PRIMARY KEY)");
        }
        try (var insert = connection.prepareStatement("INSERT INTO wanted SELECT unnest(?::text[])")) {
            insert.setArray(1, connection.createArrayOf("text", traces));
            insert.executeUpdate();
        }
        var rows = new ByteArrayOutputStream();
        copies().copyOut(
                        "COPY (SELECT " + columns.stream().map(Column::selected).collect(Collectors.joining(", "))
                                + " FROM agno_spans s JOIN wanted USING (trace_id)) TO STDOUT (FORMAT binary)",
                        rows);
        try (var statement = connection.createStatement()) {
            statement.execute("DROP TABLE wanted");
        }
        return rows.toByteArray();
    }

    /** @return rows a second */
    double copy(byte[] rows) throws SQLException, IOException {
        var begun = System.nanoTime();
        var in = copies().copyIn("COPY " + TABLE + " FROM STDIN (FORMAT binary)");
        in.writeToCopy(rows, 0, rows.length);
        var copied = in.endCopy();
        return copied * 1e9 / (System.nanoTime() - begun);
    }

    private CopyManager copies() throws SQLException {
        return new CopyManager(connection.unwrap(BaseConnection.class));
    }

    /** With its index and what lies beside it. */
    double bytesOfRow() throws SQLException {
        return number("SELECT pg_total_relation_size('" + TABLE + "')::float8 / count(*) FROM " + TABLE);
    }

    /** Of the attributes as text. */
    double attributeBytes() throws SQLException {
        return number("SELECT avg(octet_length(attributes::text)) FROM " + TABLE);
    }

    private double number(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            return row.next() ? row.getDouble(1) : Double.NaN;
        }
    }
}
