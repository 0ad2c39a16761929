package dev.runtree.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runtree.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TransactionsTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private final Transactions transactions = new Transactions(DB.database().dataSource());

    /** A span without its run would be there and never be found. */
    @Test
    void whatEndsForWantOfMemoryLeavesNothing() {
        assertThatThrownBy(() -> transactions.run(connection -> {
                    try (var statement = connection.createStatement()) {
                        statement.execute("INSERT INTO runtree_settings VALUES ('half', '1')");
                    }
                    throw new OutOfMemoryError("for the test");
                }))
                .isInstanceOf(OutOfMemoryError.class);
        assertThat(DB.database().dsl().fetchSingle("SELECT count(*) FROM runtree_settings WHERE key = 'half'"))
                .extracting(row -> row.get(0, Long.class))
                .isEqualTo(0L);
    }

    /** A backend whose client fell silent would keep the locks of its traces, and what it writes to the sums. */
    @Test
    void theServerEndsATransactionOfWhichItHearsNoMore() throws SQLException {
        for (var begin : List.<Transactions.Work>of(
                connection -> TraceLocks.lock(connection, List.of("a")), TransactionsTest::lockPartitions)) {
            transactions.run(connection -> {
                begin.run(connection);
                assertThat(setting(connection, "idle_in_transaction_session_timeout"))
                        .isEqualTo("1min");
                assertThat(setting(connection, "tcp_keepalives_idle")).isEqualTo("15");
                assertThat(setting(connection, "tcp_keepalives_interval")).isEqualTo("5");
            });
            transactions.run(connection -> assertThat(setting(connection, "idle_in_transaction_session_timeout"))
                    .as("it is the transaction's alone")
                    .isEqualTo("0"));
        }
    }

    private static void lockPartitions(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(PartitionMaker.LOCK);
        }
    }

    private static String setting(Connection connection, String name) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SHOW " + name)) {
            row.next();
            return row.getString(1);
        }
    }
}
