package dev.runtree.store;

import dev.runtree.store.CopyQueue.Entry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeSet;

/**
 * Copies the runs of the traces that have changed into a primary database. Each piece replaces what was there of its traces,
 * so that doing it twice changes nothing; a process that is killed leaves at worst a piece that the next one does again.
 */
final class SessionCopy {
    private static final int PIECE = 500;
    private static final int PAGE = 10_000;
    private static final int LOCK = 0x52540003;
    /** Two names for one database: the server's start is to the microsecond. */
    private static final String PLACE =
            "SELECT concat_ws(' ', pg_postmaster_start_time()::text, current_database(), current_schema())";

    private final Database traces;
    private final Database primary;
    private final CopyQueue queue;

    SessionCopy(Database traces, Database primary) throws SQLException {
        this.traces = traces;
        this.primary = primary;
        if (text(traces, PLACE).equals(text(primary, PLACE))) {
            throw new StoreException(primary.server().place()
                    + " is named as the database of traces and as the primary one" + " as well: leave --trace-db out.");
        }
        this.queue = new CopyQueue(traces.dataSource(), text(primary, "SELECT id FROM runtree_primary"));
    }

    /** Begins to note what changes, and notes all there is if that was not done before. */
    void attach() throws SQLException {
        if (queue.attach()) {
            return;
        }
        queue.addAll();
        try (var connection = primary.dataSource().getConnection()) {
            for (var table : SessionTable.ALL) {
                for (var page = table.tracesAfter(connection, "", PAGE);
                        !page.isEmpty();
                        page = table.tracesAfter(connection, page.getLast(), PAGE)) {
                    queue.addGone(page);
                }
            }
        }
        queue.filled();
    }

    /** Notes those that had not ended, to be looked at again; and that somebody is there. */
    void lookAgain() throws SQLException {
        queue.seen();
        var open = new TreeSet<String>();
        try (var connection = primary.dataSource().getConnection()) {
            for (var table : SessionTable.ALL) {
                open.addAll(table.open(connection, PAGE));
            }
        }
        if (!open.isEmpty()) {
            queue.add(open);
        }
    }

    /** How a piece of work went. */
    enum Step {
        /** There may be more. */
        COPIED,
        /** There is nothing to copy. */
        DONE,
        /** Another process is copying. */
        BUSY
    }

    /** Copies the next piece. */
    Step step() throws SQLException {
        try (var connection = primary.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            try {
                // What is read below is newer than all that the one before has written.
                if (!isMine(connection)) {
                    return Step.BUSY;
                }
                var entries = queue.next(PIECE);
                if (entries.isEmpty()) {
                    return Step.DONE;
                }
                copy(entries, connection);
                connection.commit();
                queue.remove(entries);
                return Step.COPIED;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private void copy(List<Entry> entries, Connection target) throws SQLException {
        var traceIds = new TreeSet<String>();
        entries.forEach(entry -> traceIds.add(entry.traceId()));
        try (var source = traces.dataSource().getConnection()) {
            for (var table : SessionTable.ALL) {
                table.replace(target, traceIds, table.rows(source, traceIds));
            }
        }
    }

    private static boolean isMine(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "SELECT pg_try_advisory_xact_lock(" + LOCK + ", hashtext(current_schema()))")) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static String text(Database database, String question) throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(question)) {
            row.next();
            return row.getString(1);
        }
    }
}
