package dev.runtree.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Parser;
import org.postgresql.jdbc.PreferQueryMode;

/**
 * Runs one statement of the user's own. It may only ask, in a read-only transaction, unless it is told that it may write; the
 * rows are streamed.
 */
public final class SqlConsole {
    private static final int FETCH_SIZE = 1_000;
    private static final Set<String> QUESTIONS = Set.of("SELECT", "WITH", "EXPLAIN", "SHOW", "VALUES", "TABLE");

    private final Database database;

    public SqlConsole(Database database) {
        this.database = database;
    }

    /** How a column's values are meant. */
    public enum Kind {
        TEXT,
        NUMBER,
        BOOLEAN,
        JSON
    }

    public record Column(String name, Kind kind) {}

    /** Takes an answer as it comes. */
    public interface Reader {
        void columns(List<Column> columns);

        /** @param values as PostgreSQL writes them */
        void row(List<@Nullable String> values);
    }

    /**
     * Runs the statement.
     *
     * @param write whether it may change anything; it is committed then
     * @return rows changed; -1 for a statement that gives rows
     * @throws StoreException when it is not one statement, or the database refuses it
     */
    public int run(String sql, boolean write, Reader reader) {
        try (Connection connection = (write ? database.dataSource() : database.readSource()).getConnection()) {
            oneStatement(connection, sql);
            if (!write) {
                onlyQuestions(sql);
            }
            connection.setAutoCommit(false);
            connection.setReadOnly(!write);
            try {
                int changed = run(connection, sql, reader);
                if (write) {
                    connection.commit();
                }
                return changed;
            } finally {
                connection.rollback();
                connection.setReadOnly(false);
            }
        } catch (SQLException e) {
            throw "25006".equals(e.getSQLState())
                    ? new StoreException("This statement would change the database: say --write to let it.", e)
                    : refused(e);
        }
    }

    private static int run(Connection connection, String sql, Reader reader) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.setFetchSize(FETCH_SIZE);
            if (!statement.execute(sql)) {
                return Math.max(0, statement.getUpdateCount());
            }
            try (ResultSet rows = statement.getResultSet()) {
                List<Column> columns = columns(rows.getMetaData());
                reader.columns(columns);
                while (rows.next()) {
                    var values = new ArrayList<@Nullable String>(columns.size());
                    for (int i = 1; i <= columns.size(); i++) {
                        values.add(rows.getString(i));
                    }
                    reader.row(values);
                }
            }
            return -1;
        }
    }

    private static List<Column> columns(ResultSetMetaData about) throws SQLException {
        var columns = new ArrayList<Column>();
        for (int i = 1; i <= about.getColumnCount(); i++) {
            columns.add(new Column(about.getColumnLabel(i), kind(about.getColumnTypeName(i))));
        }
        return columns;
    }

    private static Kind kind(String type) {
        return switch (type) {
            case "int2", "int4", "int8", "float4", "float8", "numeric", "oid", "serial", "bigserial" -> Kind.NUMBER;
            case "bool" -> Kind.BOOLEAN;
            case "json", "jsonb" -> Kind.JSON;
            default -> Kind.TEXT;
        };
    }

    /**
     * The driver splits at semicolons and would run each part; it is asked with the connection's own rules for strings, so
     * that it sees here what it sees when it runs. The extended protocol takes one statement only, whatever was overlooked.
     */
    private static void oneStatement(Connection connection, String sql) throws SQLException {
        var server = connection.unwrap(BaseConnection.class);
        if (server.getPreferQueryMode().compareTo(PreferQueryMode.EXTENDED) < 0) {
            throw new StoreException(
                    "The database's URL sets preferQueryMode, with which two statements could be run as"
                            + " one: take it out of the URL.");
        }
        long statements =
                Parser.parseJdbcSql(sql, server.getStandardConformingStrings(), false, true, false, false).stream()
                        .filter(part -> !FirstWord.isNothing(part.nativeSql))
                        .count();
        if (statements != 1) {
            throw new StoreException(
                    statements == 0
                            ? "There is no statement to run."
                            : "One statement at a time: there are " + statements + " here.");
        }
    }

    /** Whatever else a read-only transaction would let by, such as ending it, or a program run by COPY. */
    private static void onlyQuestions(String sql) {
        if (!QUESTIONS.contains(FirstWord.of(sql))) {
            throw new StoreException("Without --write only SELECT, WITH, VALUES, TABLE, EXPLAIN and SHOW are run.");
        }
    }

    private StoreException refused(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        boolean ofTheStatement =
                state.startsWith("42") || state.startsWith("22") || state.startsWith("23") || state.startsWith("0A");
        return ofTheStatement
                ? new StoreException(
                        "The statement failed: "
                                + String.valueOf(e.getMessage()).replaceFirst("^ERROR: ", ""),
                        e)
                : database.failure(e);
    }
}
