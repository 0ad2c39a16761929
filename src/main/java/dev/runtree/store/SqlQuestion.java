package dev.runtree.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.util.PSQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One statement of the user's that only reads, as it is asked by {@link SqlConsole#ask}. */
final class SqlQuestion implements Query<Boolean> {
    private static final Logger LOG = LoggerFactory.getLogger(SqlQuestion.class);

    private final Database database;
    private final String sql;
    private final Duration longest;
    private final SqlConsole.Reader reader;
    private final Cancellation cancellation = new Cancellation();

    SqlQuestion(Database database, String sql, Duration longest, SqlConsole.Reader reader) {
        this.database = database;
        this.sql = sql;
        this.longest = longest;
        this.reader = reader;
    }

    @Override
    public Boolean fetch() {
        cancellation.check();
        try (Connection connection = database.readSource().getConnection()) {
            SqlConsole.oneStatement(connection, sql);
            SqlConsole.onlyQuestions(sql);
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            try {
                return ask(connection);
            } finally {
                rollBack(connection);
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private boolean ask(Connection connection) throws SQLException {
        var server = connection.unwrap(PGConnection.class);
        try (var statement = connection.createStatement()) {
            statement.execute("SET LOCAL statement_timeout = " + longest.toMillis());
            statement.setEscapeProcessing(false);
            statement.setFetchSize(FetchPace.FIRST);
            cancellation.running(() -> cancel(server));
            try {
                if (!statement.execute(sql)) {
                    return false;
                }
                try (var rows = statement.getResultSet()) {
                    return SqlConsole.read(rows, new Given(reader, cancellation));
                }
            } finally {
                cancellation.done();
            }
        }
    }

    /** Hands on what comes for as long as it is wanted: between two fetches there is nothing in the server to end. */
    private record Given(SqlConsole.Reader to, Cancellation cancellation) implements SqlConsole.Reader {
        @Override
        public void columns(List<SqlConsole.Column> columns) {
            to.columns(columns);
        }

        @Override
        public void row(List<@Nullable String> values) {
            cancellation.check();
            to.row(values);
        }

        @Override
        public boolean wantsMore() {
            return to.wantsMore();
        }
    }

    private static void cancel(PGConnection server) {
        try {
            server.cancelQuery();
        } catch (SQLException e) {
            LOG.debug("Could not end a statement", e);
        }
    }

    /** What failed before is what is told, and an answer that is there is one. */
    private static void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            LOG.debug("Connection lost", e);
        }
    }

    private RuntimeException failure(SQLException e) {
        if (cancellation.isWanted()) {
            var cancelled = new CancellationException();
            cancelled.initCause(e);
            return cancelled;
        }
        var state = Objects.requireNonNullElse(e.getSQLState(), "");
        return switch (state) {
            case "25006" -> new StoreException(SqlConsole.CHANGES, e);
            case "57014" ->
                new StoreException(
                        "The statement was given up after " + said(longest)
                                + ": narrow it, by time for instance, or let it take longer.",
                        e);
            default ->
                isOfTheStatement(state) && e instanceof PSQLException told && told.getServerErrorMessage() != null
                        ? mistake(told)
                        : database.failure(e);
        };
    }

    /** Syntax, names and rights; values; limits of the program; what a function raised. */
    private static boolean isOfTheStatement(String state) {
        return Stream.of("42", "22", "23", "0A", "21", "34", "54", "P0", "25", "55", "2B", "38", "39")
                .anyMatch(state::startsWith);
    }

    private SqlMistake mistake(PSQLException e) {
        var told = Objects.requireNonNull(e.getServerErrorMessage());
        var advice = Stream.of(told.getDetail(), told.getHint())
                .filter(Objects::nonNull)
                .collect(Collectors.joining("\n"));
        return new SqlMistake(
                Objects.requireNonNullElse(told.getMessage(), "The statement failed."),
                offset(told.getPosition()),
                advice,
                e);
    }

    /** The server counts characters, from one. */
    private int offset(int position) {
        return position < 1 || position - 1 > sql.codePointCount(0, sql.length())
                ? -1
                : sql.offsetByCodePoints(0, position - 1);
    }

    private static String said(Duration time) {
        return time.toSeconds() < 60 || time.toSecondsPart() > 0 ? time.toSeconds() + " s" : time.toMinutes() + " min";
    }

    @Override
    public void cancel() {
        cancellation.cancel();
    }
}
