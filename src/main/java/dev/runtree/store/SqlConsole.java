package dev.runtree.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
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
    private static final Set<String> QUESTIONS = Set.of("SELECT", "WITH", "EXPLAIN", "SHOW", "VALUES", "TABLE");

    /** Why a transaction that only reads refuses a statement. */
    static final String CHANGES = "This statement would change the database: runtree sql --write lets it.";

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

    /** @param type as PostgreSQL calls it, such as {@code int8} or {@code _text} */
    public record Column(String name, Kind kind, String type) {}

    /** Takes an answer as it comes. */
    public interface Reader {
        void columns(List<Column> columns);

        /** @param values as PostgreSQL writes them */
        void row(List<@Nullable String> values);

        /** Whether a further row is wanted, should there be one. */
        default boolean wantsMore() {
            return true;
        }
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
            throw "25006".equals(e.getSQLState()) ? new StoreException(CHANGES, e) : refused(e);
        }
    }

    /**
     * Asks, without changing anything, what can be given up meanwhile: {@link Query#fetch} gives whether there were more rows
     * than the reader wanted. It fails with a {@link SqlMistake} where the statement is wrong.
     *
     * @param longest after which the server gives a statement up; zero for never
     */
    public Query<Boolean> ask(String sql, Duration longest, Reader reader) {
        return new SqlQuestion(database, sql, longest, reader);
    }

    private static int run(Connection connection, String sql, Reader reader) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.setFetchSize(FetchPace.FIRST);
            if (!statement.execute(sql)) {
                return Math.max(0, statement.getUpdateCount());
            }
            try (ResultSet rows = statement.getResultSet()) {
                read(rows, reader);
            }
            return -1;
        }
    }

    /** @return whether there was a row more than the reader wanted */
    static boolean read(ResultSet rows, Reader reader) throws SQLException {
        List<Column> columns = columns(rows.getMetaData());
        reader.columns(columns);
        var pace = new FetchPace(rows);
        while (rows.next()) {
            if (!reader.wantsMore()) {
                return true;
            }
            var values = new ArrayList<@Nullable String>(columns.size());
            for (int i = 1; i <= columns.size(); i++) {
                values.add(rows.getString(i));
            }
            pace.came(values);
            reader.row(values);
        }
        return false;
    }

    private static List<Column> columns(ResultSetMetaData about) throws SQLException {
        var columns = new ArrayList<Column>();
        for (int i = 1; i <= about.getColumnCount(); i++) {
            columns.add(
                    new Column(about.getColumnLabel(i), kind(about.getColumnTypeName(i)), about.getColumnTypeName(i)));
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
    static void oneStatement(Connection connection, String sql) throws SQLException {
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
    static void onlyQuestions(String sql) {
        if (!QUESTIONS.contains(FirstWord.of(sql))) {
            throw new StoreException(
                    "Only SELECT, WITH, VALUES, TABLE, EXPLAIN and SHOW are run, unless it is by runtree sql --write.");
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
