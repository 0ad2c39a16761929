package dev.runtree.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs work in a transaction, again when the server gave it up for another's sake. */
final class Transactions {
    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);
    private static final int ATTEMPTS = 5;
    private static final String UNIQUE_VIOLATION = "23505";

    /** Serialization failure, deadlock, unique violation by a writer that came between. */
    private static final Set<String> WORTH_ANOTHER = Set.of("40001", "40P01", UNIQUE_VIOLATION);

    private final DataSource database;

    Transactions(DataSource database) {
        this.database = database;
    }

    interface Work {
        /** @param isAgain whether an attempt before met a row that it did not expect */
        void run(Connection connection, boolean isAgain) throws SQLException;
    }

    void run(Work work) throws SQLException {
        var isAgain = false;
        for (var attempt = 1; ; attempt++) {
            try {
                runOnce(work, isAgain);
                return;
            } catch (SQLException e) {
                if (attempt == ATTEMPTS || !WORTH_ANOTHER.contains(String.valueOf(e.getSQLState()))) {
                    throw e;
                }
                isAgain |= UNIQUE_VIOLATION.equals(e.getSQLState());
                LOG.debug("Transaction given up by the server, attempt {} of {}", attempt, ATTEMPTS, e);
            }
        }
    }

    private void runOnce(Work work, boolean isAgain) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                work.run(connection, isAgain);
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                rollBack(connection, e);
                throw e;
            } finally {
                leaveTransactionMode(connection);
            }
        }
    }

    private static void rollBack(Connection connection, Exception cause) {
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
