package dev.runtree.store;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Does work in a transaction, once: where nobody answers it waits, and where the connection was lost in the commit it asks the
 * server, once that is there again, what became of the transaction.
 */
final class SureTransaction {
    private static final Duration ATTEMPT = Duration.ofSeconds(30);
    private static final long BETWEEN_MILLIS = 250;

    private final DataSource database;
    private final Transactions transactions;
    private final Duration patience;

    /** @param patience how long a server is waited for that is away */
    SureTransaction(DataSource database, Duration patience) {
        this.database = database;
        this.transactions = new Transactions(database);
        this.patience = patience;
    }

    /** @throws SQLException when it was not done, or, after all the patience, nobody could be asked whether it was */
    void run(Transactions.Work work) throws SQLException {
        var until = System.nanoTime() + patience.toNanos();
        while (true) {
            var number = new long[1];
            try {
                transactions.run(ATTEMPT, connection -> {
                    number[0] = 0;
                    work.run(connection);
                    try (var statement = connection.createStatement();
                            var row = statement.executeQuery("SELECT txid_current()")) {
                        row.next();
                        number[0] = row.getLong(1);
                    }
                });
                return;
            } catch (SQLException e) {
                if (!isAway(e)) {
                    throw e;
                }
                if (number[0] != 0 && isCommitted(number[0], until, e)) {
                    return;
                }
                await(until, e);
            }
        }
    }

    private boolean isCommitted(long number, long until, SQLException lost) throws SQLException {
        while (true) {
            try (var connection = database.getConnection();
                    var _ = Deadline.on(connection, ATTEMPT);
                    var question = connection.prepareStatement("SELECT txid_status(?)")) {
                question.setLong(1, number);
                try (var row = question.executeQuery()) {
                    row.next();
                    var status = row.getString(1);
                    // In progress still: the server has not noticed that nobody listens any more.
                    if (!"in progress".equals(status)) {
                        return "committed".equals(status);
                    }
                }
            } catch (SQLException e) {
                if (!isAway(e)) {
                    throw e;
                }
            }
            await(until, lost);
        }
    }

    /** The pool, too, gives up waiting for a server. */
    private static boolean isAway(SQLException e) {
        return e instanceof SQLTransientConnectionException || Failure.isUnreachable(e);
    }

    private static void await(long until, SQLException lost) throws SQLException {
        if (System.nanoTime() >= until) {
            throw lost;
        }
        Transactions.pause(BETWEEN_MILLIS, lost);
    }
}
