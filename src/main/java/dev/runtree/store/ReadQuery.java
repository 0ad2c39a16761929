package dev.runtree.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CancellationException;
import javax.sql.DataSource;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A question asked in a transaction of its own, read-only and with a time limit as a safety net. */
final class ReadQuery<T> implements Query<T> {
    /** A run and its spans are read one after the other, and must not tell of two moments. */
    private static final String ONE_MOMENT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ";

    /** Compiling a statement, which servers with JIT do, takes longer than any of ours should. */
    private static final String SETTINGS = "SELECT set_config('statement_timeout', '30s', true),"
            + " set_config('plan_cache_mode', 'force_custom_plan', true), set_config('jit', 'off', true)";

    private static final Logger LOG = LoggerFactory.getLogger(ReadQuery.class);

    private final Database database;
    private final DataSource source;
    private final Question<T> question;
    private final Cancellation cancellation = new Cancellation();

    ReadQuery(Database database, Question<T> question) {
        this(database, database.readSource(), question);
    }

    /** @param source whom to ask: whoever was told of a change asks those who have it */
    ReadQuery(Database database, DataSource source, Question<T> question) {
        this.database = database;
        this.source = source;
        this.question = question;
    }

    interface Question<T> {
        T ask(Reading reading) throws SQLException;
    }

    @Override
    public T fetch() {
        cancellation.check();
        try (var connection = source.getConnection()) {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            try {
                try (var statement = connection.createStatement()) {
                    statement.execute(ONE_MOMENT);
                }
                var reading = new Reading(connection, cancellation);
                reading.each(Sql.of(SETTINGS), row -> {});
                return question.ask(reading);
            } finally {
                rollBack(connection);
            }
        } catch (SQLException e) {
            throw failure(e);
        } catch (DataAccessException e) {
            var cause = e.getCause(SQLException.class);
            throw cause == null
                    ? new StoreException("The database's answer cannot be read: " + e.getMessage(), e)
                    : failure(cause);
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
        return database.failure(e);
    }

    @Override
    public void cancel() {
        cancellation.cancel();
    }
}
