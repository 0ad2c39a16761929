package dev.runtree.store;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * Makes the partition of a day beside readers and writers. It is made as a table of its own and then attached, which stops
 * nobody but those who use the default partition, and those only for the moment in which PostgreSQL looks whether rows of the
 * day lie there. That look takes long when much lies there; then it is spared by a constraint that was validated before,
 * which stops nobody (decision 0028).
 *
 * <p>Whoever waits for a lock of ours waits no longer than {@link #PATIENCE}: we let go and come again.
 */
final class PartitionMaker {
    /** Whoever changes partitions holds it: one at a time. */
    static final String LOCK = "SELECT pg_advisory_xact_lock(" + 0x52540001 + ", 0), " + TraceLocks.LET_GO;

    /** Shorter than the second after which PostgreSQL looks for deadlocks: it is never a writer that is given up. */
    static final String PATIENCE = "SET LOCAL lock_timeout = '300ms'";

    /** What the constraints that spare a look are named with. */
    static final String PROOF = "none_of_";

    /** Everybody waits while a day's rows are moved and PostgreSQL looks for others: no longer than they are patient. */
    private static final String LONGEST_LOOK = "SET LOCAL statement_timeout = '20s'";

    /**
     * Rows come, and leave with the partition: to vacuum what is only added took half a core beside a busy writer. What is
     * changed or taken out is vacuumed as ever.
     */
    private static final String UNVACUUMED =
            " WITH (autovacuum_vacuum_insert_threshold = -1, toast.autovacuum_vacuum_insert_threshold = -1)";

    /** To read a large default partition from a slow disk; nobody is stopped meanwhile. */
    private static final Duration LONGEST_PROOF = Duration.ofHours(2);

    private final Transactions transactions;
    private final long muchBytes;

    /** @param muchBytes a default partition larger than this is not looked through while others wait */
    PartitionMaker(Transactions transactions, long muchBytes) {
        this.transactions = transactions;
        this.muchBytes = muchBytes;
    }

    /** Makes the day's partitions where they are missing. Each table is a transaction, so that no two locks are held. */
    void make(LocalDate day) throws SQLException {
        for (var table : DayTable.values()) {
            if (needsProof(table, day)) {
                prove(table, day);
            }
            transactions.run(connection -> {
                try (var statement = connection.createStatement()) {
                    statement.execute(LOCK);
                    if (!exists(statement, table, day)) {
                        statement.execute(PATIENCE);
                        create(statement, table, day);
                    }
                }
            });
        }
    }

    /** Only where there is nothing of the day: rows have to be moved under the lock anyway. */
    private boolean needsProof(DayTable table, LocalDate day) throws SQLException {
        var needed = new boolean[1];
        transactions.run(connection -> {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery("SELECT NOT " + table.hasPartition(day)
                            + " AND pg_relation_size('" + table.rest() + "') > " + muchBytes
                            + " AND NOT EXISTS (SELECT 1 FROM " + table.rest() + " WHERE " + table.on(day) + ")")) {
                needed[0] = row.next() && row.getBoolean(1);
            }
        });
        return needed[0];
    }

    /** From here until the partition is there, a row of the day is refused and its writer tries again. */
    private void prove(DayTable table, LocalDate day) throws SQLException {
        var proof = proof(table, day);
        transactions.run(connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute(LOCK);
                if (!exists(statement, table, day) && !proofs(statement, table).contains(proof)) {
                    statement.execute(PATIENCE);
                    dropProofs(statement, table);
                    statement.execute("ALTER TABLE " + table.rest() + " ADD CONSTRAINT " + proof + " CHECK ("
                            + table.column() + " < " + table.from(day) + " OR " + table.column() + " >= "
                            + table.to(day) + ") NOT VALID");
                }
            }
        });
        transactions.run(LONGEST_PROOF, connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute(LOCK);
                if (proofs(statement, table).contains(proof)) {
                    statement.execute("SET LOCAL statement_timeout = 0");
                    statement.execute("ALTER TABLE " + table.rest() + " VALIDATE CONSTRAINT " + proof);
                }
            }
        });
    }

    private static String proof(DayTable table, LocalDate day) {
        return PROOF + table.partition(day);
    }

    private static List<String> proofs(Statement statement, DayTable table) throws SQLException {
        var found = new ArrayList<String>();
        try (var row = statement.executeQuery("SELECT conname FROM pg_constraint WHERE conrelid = '" + table.rest()
                + "'::regclass AND starts_with(conname, '" + PROOF + "')")) {
            while (row.next()) {
                found.add(row.getString(1));
            }
        }
        return found;
    }

    private static void dropProofs(Statement statement, DayTable table) throws SQLException {
        for (var proof : proofs(statement, table)) {
            statement.execute("ALTER TABLE " + table.rest() + " DROP CONSTRAINT " + proof);
        }
    }

    private static void create(Statement statement, DayTable table, LocalDate day) throws SQLException {
        var part = table.partition(day);
        statement.execute("CREATE TABLE " + part + " (LIKE " + table.parent() + " INCLUDING ALL)" + UNVACUUMED);
        leaveUnsampled(statement, table, part);
        statement.execute("ALTER TABLE " + part + " ADD CONSTRAINT of_its_day CHECK (" + table.column()
                + " IS NOT NULL AND " + table.on(day) + ")");
        statement.execute("LOCK TABLE ONLY " + table.parent() + " IN SHARE UPDATE EXCLUSIVE MODE");
        statement.execute("LOCK TABLE " + table.rest() + " IN ACCESS EXCLUSIVE MODE");
        statement.execute(LONGEST_LOOK);
        statement.execute("WITH moved AS (DELETE FROM " + table.rest() + " WHERE " + table.on(day)
                + " RETURNING *) INSERT INTO " + part + " SELECT * FROM moved");
        statement.execute("ALTER TABLE " + table.parent() + " ATTACH PARTITION " + part + " FOR VALUES FROM ("
                + table.from(day) + ") TO (" + table.to(day) + ")");
        statement.execute("ALTER TABLE " + part + " DROP CONSTRAINT of_its_day");
        dropProofs(statement, table);
    }

    /** The columns of which the parent wants no samples: LIKE does not copy that. */
    private static void leaveUnsampled(Statement statement, DayTable table, String part) throws SQLException {
        var columns = new StringJoiner(", ");
        try (var row = statement.executeQuery("SELECT attname FROM pg_attribute WHERE attrelid = '" + table.parent()
                + "'::regclass AND attnum > 0 AND attstattarget = 0 AND NOT attisdropped")) {
            while (row.next()) {
                columns.add("ALTER COLUMN " + row.getString(1) + " SET STATISTICS 0");
            }
        }
        if (columns.length() > 0) {
            statement.execute("ALTER TABLE " + part + " " + columns);
        }
    }

    private static boolean exists(Statement statement, DayTable table, LocalDate day) throws SQLException {
        try (var row = statement.executeQuery("SELECT " + table.hasPartition(day))) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** Takes away what a process left that ended between proving and making: it would refuse rows of that day for ever. */
    void tidy() throws SQLException {
        for (var table : DayTable.values()) {
            transactions.run(connection -> {
                try (var statement = connection.createStatement()) {
                    if (!proofs(statement, table).isEmpty()) {
                        statement.execute(LOCK);
                        statement.execute(PATIENCE);
                        dropProofs(statement, table);
                    }
                }
            });
        }
    }
}
