package dev.runtree.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs work in a transaction, again when the server gave it up for another's sake. */
final class Transactions {
    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);
    private static final int ATTEMPTS = 5;
    private static final String UNIQUE_VIOLATION = "23505";

    /** A row was on its way to the default partition while its own was being made. */
    private static final String PARTITION_COMES = "23514";

    /** A lock was not to be had for as long as its taker waits, who asked not to hold up others. */
    private static final String LOCK_TAKEN = "55P03";

    /** Serialization failure, deadlock, unique violation by a writer that came between, a partition that is being made. */
    private static final Set<String> WORTH_ANOTHER =
            Set.of("40001", "40P01", UNIQUE_VIOLATION, PARTITION_COMES, LOCK_TAKEN);

    private static final long PAUSE_MILLIS = 100;

    /** For whom no other is named. */
    static final Duration LIMIT = Duration.ofMinutes(10);

    private final DataSource database;
    private final Duration limit;

    Transactions(DataSource database) {
        this(database, LIMIT);
    }

    /** @param limit after which a connection is cut off and the transaction has failed, unless another is named */
    Transactions(DataSource database, Duration limit) {
        this.database = database;
        this.limit = limit;
    }

    interface Work {
        void run(Connection connection) throws SQLException;
    }

    /** Work that goes about it otherwise when it was surprised. */
    interface WarnedWork {
        /** @param isAgain whether an attempt before met a row that it did not expect */
        void run(Connection connection, boolean isAgain) throws SQLException;
    }

    void run(Work work) throws SQLException {
        run(limit, work);
    }

    /** @param within after which the connection is cut off and the transaction has failed */
    void run(Duration within, Work work) throws SQLException {
        run(within, (connection, isAgain) -> work.run(connection));
    }

    /** @param within after which the connection is cut off and the transaction has failed */
    void run(Duration within, WarnedWork work) throws SQLException {
        var isAgain = false;
        for (var attempt = 1; ; attempt++) {
            try {
                runOnce(within, work, isAgain);
                return;
            } catch (SQLException e) {
                if (attempt == ATTEMPTS || !WORTH_ANOTHER.contains(String.valueOf(e.getSQLState()))) {
                    throw e;
                }
                isAgain |= UNIQUE_VIOLATION.equals(e.getSQLState());
                if (PARTITION_COMES.equals(e.getSQLState()) || LOCK_TAKEN.equals(e.getSQLState())) {
                    pause(attempt * PAUSE_MILLIS, e);
                }
                LOG.debug("Transaction given up by the server, attempt {} of {}", attempt, ATTEMPTS, e);
            }
        }
    }

    /** Before another attempt; when it is interrupted, the one before has failed. */
    static void pause(long millis, SQLException cause) throws SQLException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cause;
        }
    }

    private void runOnce(Duration within, WarnedWork work, boolean isAgain) throws SQLException {
        try (var connection = database.getConnection();
                var _ = Deadline.on(connection, within)) {
            connection.setAutoCommit(false);
            try {
                work.run(connection, isAgain);
                connection.commit();
            } catch (SQLException | RuntimeException | Error e) {
                // Also for want of memory: leaving the transaction mode would commit the half that is done.
                rollBack(connection, e);
                throw e;
            } finally {
                leaveTransactionMode(connection);
            }
        }
    }

    private static void rollBack(Connection connection, Throwable cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /** On a lost connection there is no mode to leave; what failed before is what is told. */
    private static void leaveTransactionMode(Connection connection) {
        try {
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            LOG.debug("Connection lost", e);
        }
    }
}
