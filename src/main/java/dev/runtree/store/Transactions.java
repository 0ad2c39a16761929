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

    /** Serialization failure, deadlock, unique violation by a writer that came between. */
    private static final Set<String> WORTH_ANOTHER = Set.of("40001", "40P01", "23505");

    private final DataSource database;

    Transactions(DataSource database) {
        this.database = database;
    }

    interface Work {
        void run(Connection connection) throws SQLException;
    }

    /** @param limit after which the connection is cut off and the transaction has failed */
    void run(Duration limit, Work work) throws SQLException {
        for (var attempt = 1; ; attempt++) {
            try {
                runOnce(limit, work);
                return;
            } catch (SQLException e) {
                if (attempt == ATTEMPTS || !WORTH_ANOTHER.contains(String.valueOf(e.getSQLState()))) {
                    throw e;
                }
                LOG.debug("Transaction given up by the server, attempt {} of {}", attempt, ATTEMPTS, e);
            }
        }
    }

    private void runOnce(Duration limit, Work work) throws SQLException {
        try (var connection = database.getConnection();
                var _ = Deadline.on(connection, limit)) {
            connection.setAutoCommit(false);
            try {
                work.run(connection);
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
