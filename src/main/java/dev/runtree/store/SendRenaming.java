package dev.runtree.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Gives a target another id in a database: what was sent and what waits is that target's then, in place of what has been noted
 * under that id already. Nothing is done where nothing is known of it.
 *
 * <p>What was sent may be a row for each of millions of traces. These are moved first, while nobody sends and everybody
 * writes; writers wait only for the few notes of what is to be sent.
 */
public final class SendRenaming {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final int TRIES = 20;

    /** Somebody writes just now: a lock was not to be had, or two waited for each other. */
    private static final Set<String> BUSY = Set.of("55P03", "40P01", "40001");

    private static final List<String> LARGE = List.of("runtree_sent", "runtree_refused");

    private final Database database;
    private final String from;
    private final String to;
    private final UUID me = UUID.randomUUID();

    /**
     * @param from its id
     * @param to its id from now on
     */
    public SendRenaming(Database database, String from, String to) {
        this.database = database;
        this.from = from;
        this.to = to;
    }

    /** @throws StoreException when the database does not do it; then everything is as it was */
    public void run() {
        if (from.equals(to)) {
            return;
        }
        var queue = new SendQueue(database, from);
        hold();
        try {
            move(from, to);
            try {
                patiently(this::rename);
            } catch (StoreException e) {
                move(to, from);
                throw e;
            }
        } finally {
            queue.release(me);
        }
    }

    /** Whoever sends ends at the piece that it is at. */
    private void hold() {
        database.transact(connection -> SendQueue.execute(
                connection,
                "UPDATE runtree_send_targets SET holder = ?, held_until = now() + interval '15 minutes' WHERE target = ?",
                me,
                from));
    }

    private void move(String source, String sink) {
        database.transact(LIMIT, connection -> {
            for (var table : LARGE) {
                move(connection, table, source, sink);
            }
        });
    }

    private void rename() {
        database.transact(connection -> {
            SendQueue.execute(connection, PartitionMaker.PATIENCE);
            // Who writes notes under the one id or under the other, and not under an id that goes.
            SendQueue.execute(connection, "LOCK TABLE runtree_send_targets IN ACCESS EXCLUSIVE MODE");
            if (!SendQueue.isKnown(connection, from)) {
                return;
            }
            SendQueue.execute(connection, "DELETE FROM runtree_send_targets WHERE target = ?", to);
            SendQueue.execute(
                    connection,
                    "UPDATE runtree_send_targets SET target = ?, holder = NULL, held_until = NULL WHERE target = ?",
                    to,
                    from);
            move(connection, "runtree_unsent", from, to);
        });
    }

    private static void move(Connection connection, String table, String source, String sink) throws SQLException {
        SendQueue.execute(connection, "DELETE FROM " + table + " WHERE target = ?", sink);
        SendQueue.execute(connection, "UPDATE " + table + " SET target = ? WHERE target = ?", sink, source);
    }

    private static void patiently(Runnable work) {
        for (var left = TRIES; ; left--) {
            try {
                work.run();
                return;
            } catch (StoreException e) {
                if (left == 0 || !(e.getCause() instanceof SQLException cause && BUSY.contains(cause.getSQLState()))) {
                    throw e;
                }
            }
        }
    }
}
