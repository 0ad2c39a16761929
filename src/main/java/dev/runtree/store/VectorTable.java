package dev.runtree.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passages of documents with their vectors, where the server has pgvector. A table of its own for each collection and each
 * number of dimensions, made when it is first used; what is in it can be made again from the documents, so backups leave it
 * out.
 */
public final class VectorTable {
    private static final Logger LOG = LoggerFactory.getLogger(VectorTable.class);

    /** More of them no index of pgvector takes. */
    private static final int MOST_INDEXED = 2000;

    private final Database database;
    private final Transactions transactions;
    private final String table;
    /** The schema of the extension, quoted. */
    private final String extension;

    private VectorTable(Database database, String table, String extension) {
        this.database = database;
        this.transactions = new Transactions(database.dataSource());
        this.table = table;
        this.extension = extension;
    }

    /** @param signature another one when the file changed */
    public record File(String path, String signature, List<Row> rows) {}

    /** @param vector of as many dimensions as the table has */
    @SuppressWarnings("ArrayRecordComponent") // as JDBC and the models have vectors
    public record Row(String id, String text, String heading, int firstLine, int lastLine, float[] vector) {}

    /** @param similarity the cosine of the angle: 1 for the same direction */
    public record Hit(
            String id, String path, String text, String heading, int firstLine, int lastLine, double similarity) {}

    /**
     * Opens the table of a collection, making it when it is not there.
     *
     * @param collection what is kept together: a folder and the model that made its vectors
     * @return empty when the server has no pgvector, or does not let us use it
     * @throws StoreException when the database cannot be used
     */
    public static Optional<VectorTable> open(Database database, String collection, int dimensions) {
        var made = new Transactions(database.dataSource());
        var found = new ArrayList<String>();
        try {
            made.run(connection -> {
                found.clear();
                var schema = extension(connection);
                if (schema != null) {
                    found.add(schema);
                }
            });
            if (found.isEmpty()) {
                return Optional.empty();
            }
            var table = "runtree_vectors_" + hash(collection) + "_" + dimensions;
            made.run(connection -> make(connection, table, found.getFirst(), dimensions, collection));
            return Optional.of(new VectorTable(database, table, found.getFirst()));
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    /** The schema in which the extension is, made when the server has it; {@code null} when it has not or may not. */
    private static @Nullable String extension(Connection connection) throws SQLException {
        var schema = schema(connection);
        if (schema != null || !isAvailable(connection)) {
            return schema;
        }
        var before = connection.setSavepoint();
        try (var statement = connection.createStatement()) {
            statement.execute("CREATE EXTENSION IF NOT EXISTS vector");
            return schema(connection);
        } catch (SQLException e) {
            connection.rollback(before);
            LOG.info("pgvector is there and may not be used: {}", e.getMessage());
            return null;
        }
    }

    private static @Nullable String schema(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT quote_ident(n.nspname) FROM pg_extension e"
                        + " JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'vector'")) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    private static boolean isAvailable(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT 1 FROM pg_available_extensions WHERE name = 'vector'")) {
            return rows.next();
        }
    }

    private static String hash(String collection) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(collection.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void make(Connection connection, String table, String extension, int dimensions, String collection)
            throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS " + table + " (id text PRIMARY KEY, path text NOT NULL,"
                    + " signature text NOT NULL, content text, heading text, first_line integer, last_line integer,"
                    + " embedding " + extension + ".vector(" + dimensions + "))");
            statement.execute("CREATE INDEX IF NOT EXISTS " + table + "_path ON " + table + " (path)");
            if (dimensions <= MOST_INDEXED && hasHnsw(connection)) {
                statement.execute("CREATE INDEX IF NOT EXISTS " + table + "_near ON " + table
                        + " USING hnsw (embedding " + extension + ".vector_cosine_ops)");
            }
        }
        try (var comment =
                connection.prepareStatement("SELECT format('COMMENT ON TABLE %I IS %L', ?::text, ?::text)")) {
            comment.setString(1, table);
            comment.setString(2, "passages of " + collection);
            try (var rows = comment.executeQuery()) {
                rows.next();
                try (var statement = connection.createStatement()) {
                    statement.execute(rows.getString(1));
                }
            }
        }
    }

    /** From pgvector 0.5 on; without it every vector is compared. */
    private static boolean hasHnsw(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT 1 FROM pg_am WHERE amname = 'hnsw'")) {
            return rows.next();
        }
    }

    /** What is kept: the signatures of files by their paths. */
    public Map<String, String> files() {
        var files = new HashMap<String, String>();
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT DISTINCT ON (path) path, signature FROM " + table)) {
            while (rows.next()) {
                files.put(rows.getString(1), rows.getString(2));
            }
        } catch (SQLException e) {
            throw database.failure(e);
        }
        return files;
    }

    /** Keeps files in place of what was kept of them, and forgets others, in one transaction. */
    public void update(List<File> changed, List<String> gone) {
        try {
            transactions.run(connection -> {
                try (var delete = connection.prepareStatement("DELETE FROM " + table + " WHERE path = ?");
                        var insert = connection.prepareStatement("INSERT INTO " + table
                                + " (id, path, signature, content, heading, first_line, last_line, embedding)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?::" + extension + ".vector)"
                                + " ON CONFLICT (id) DO NOTHING")) {
                    for (var path : gone) {
                        delete.setString(1, clean(path));
                        delete.addBatch();
                    }
                    for (var file : changed) {
                        delete.setString(1, clean(file.path()));
                        delete.addBatch();
                    }
                    delete.executeBatch();
                    for (var file : changed) {
                        add(insert, file);
                    }
                    insert.executeBatch();
                }
            });
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    /** A file of which nothing is kept has a row with its signature alone. */
    private static void add(PreparedStatement insert, File file) throws SQLException {
        if (file.rows().isEmpty()) {
            bind(insert, file, new Row(file.path() + "#", "", "", 0, 0, new float[0]));
        }
        for (var row : file.rows()) {
            bind(insert, file, row);
        }
    }

    private static void bind(PreparedStatement insert, File file, Row row) throws SQLException {
        insert.setString(1, clean(row.id()));
        insert.setString(2, clean(file.path()));
        insert.setString(3, file.signature());
        insert.setString(4, clean(row.text()));
        insert.setString(5, clean(row.heading()));
        insert.setInt(6, row.firstLine());
        insert.setInt(7, row.lastLine());
        insert.setString(8, row.vector().length == 0 ? null : text(row.vector()));
        insert.addBatch();
    }

    /** What PostgreSQL does not take is left out. */
    private static String clean(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace("\0", "");
    }

    private static String text(float[] vector) {
        var text = new StringBuilder("[");
        for (var at = 0; at < vector.length; at++) {
            text.append(at == 0 ? "" : ",").append(vector[at]);
        }
        return text.append(']').toString();
    }

    /** The rows whose vectors point most nearly where this one does, nearest first. */
    public List<Hit> nearest(float[] vector, int k) {
        var hits = new ArrayList<Hit>();
        try {
            transactions.run(connection -> {
                hits.clear();
                look(connection, vector, k, hits);
            });
        } catch (SQLException e) {
            throw database.failure(e);
        }
        return hits;
    }

    /** The index looks at as many rows as it is told to, and gives no more. */
    private void look(Connection connection, float[] vector, int k, List<Hit> hits) throws SQLException {
        var distance = "embedding OPERATOR(" + extension + ".<=>) ?::" + extension + ".vector";
        try (var width = connection.prepareStatement("SELECT set_config('hnsw.ef_search', ?, true)");
                var statement = connection.prepareStatement(
                        "SELECT id, path, content, heading, first_line, last_line, 1 - (" + distance + ") FROM " + table
                                + " WHERE embedding IS NOT NULL ORDER BY " + distance + " LIMIT ?")) {
            width.setString(1, String.valueOf(Math.clamp(2L * k, 40, 1000)));
            width.execute();
            var text = text(vector);
            statement.setString(1, text);
            statement.setString(2, text);
            statement.setInt(3, k);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    hits.add(new Hit(
                            rows.getString(1),
                            rows.getString(2),
                            rows.getString(3),
                            rows.getString(4),
                            rows.getInt(5),
                            rows.getInt(6),
                            rows.getDouble(7)));
                }
            }
        }
    }
}
