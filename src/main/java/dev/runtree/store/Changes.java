package dev.runtree.store;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells that runs may have changed: once at the start, then by {@code LISTEN}, or by asking once a second where that is not possible. Calls the
 * listener on a thread of its own, at most four times a second. A lost connection is made anew.
 */
public final class Changes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Changes.class);
    private static final int WAIT_MILLIS = 1_000;
    private static final long PAUSE_MILLIS = 250;
    /**
     * What the newest traces are, and a mark that moves with any other change: on a replica how far it has come, elsewhere how
     * often rows of runs, and of what is said of them, were written.
     */
    private static final String SEEN = """
            SELECT concat_ws(' ',
                (SELECT md5(string_agg(concat_ws(' ', trace_id, revision, span_count, status, end_time), ','))
                   FROM (SELECT * FROM agno_traces ORDER BY start_time DESC, trace_id LIMIT 100) newest),
                CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn()::text
                     ELSE (SELECT sum(n_tup_ins + n_tup_upd + n_tup_del)::text FROM pg_stat_user_tables
                            WHERE schemaname = current_schema() AND relname IN ('runtree_runs', 'agno_approvals',
                             'runtree_stars', 'runtree_tags', 'runtree_notes', 'runtree_scores')) END)
            """;

    /** The same of approvals alone, which a primary database beside one for traces has. */
    private static final String APPROVALS_SEEN = """
            SELECT concat_ws(' ',
                (SELECT count(*)::text FROM agno_approvals WHERE status = 'pending'),
                CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn()::text
                     ELSE (SELECT sum(n_tup_ins + n_tup_upd + n_tup_del)::text FROM pg_stat_user_tables
                            WHERE schemaname = current_schema()
                              AND relname IN ('agno_approvals', 'runtree_paused_runs')) END)
            """;

    private final Database database;
    private final Runnable changed;
    private final String question;
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable String lastSeen;

    public Changes(Database database, Runnable changed) {
        this(database, changed, SEEN);
    }

    private Changes(Database database, Runnable changed, String question) {
        this.database = database;
        this.changed = changed;
        this.question = question;
        Thread.ofPlatform().name("runtree-changes").daemon().start(this::watch);
    }

    /**
     * Tells that approvals may have changed.
     *
     * @param primary the database that has them
     */
    public static Changes ofApprovals(Database primary, Runnable changed) {
        return new Changes(primary, changed, APPROVALS_SEEN);
    }

    private void watch() {
        while (isOpen()) {
            try {
                listen();
            } catch (SQLException e) {
                LOG.debug("Cannot listen for changes; trying again", e);
                pause(WAIT_MILLIS);
            }
        }
    }

    private void listen() throws SQLException {
        try (var connection = database.readSource().getConnection();
                var statement = connection.createStatement()) {
            var listening = tryToListen(statement);
            // What changed while nobody listened was not heard.
            tell();
            var notifications = connection.unwrap(PGConnection.class);
            while (isOpen()) {
                var told = notifications.getNotifications(WAIT_MILLIS);
                var news = told != null && told.length > 0;
                if (news || (!listening && looksDifferent(statement))) {
                    tell();
                    pause(PAUSE_MILLIS);
                }
            }
            if (listening) {
                statement.execute("UNLISTEN " + Notifications.CHANNEL);
            }
        }
    }

    /** A replica refuses; a pooler does not, and lets it come to nothing. */
    private static boolean tryToListen(Statement statement) {
        try {
            if (Pooler.isBefore(statement.getConnection())) {
                LOG.info("There is a pooler before the database: asking once a second what has changed");
                return false;
            }
            statement.execute("LISTEN " + Notifications.CHANNEL);
            return true;
        } catch (SQLException e) {
            LOG.info("The database does not tell of changes; asking once a second: {}", Failure.said(e));
            return false;
        }
    }

    private boolean looksDifferent(Statement statement) throws SQLException {
        try (var row = statement.executeQuery(question)) {
            row.next();
            var seen = row.getString(1);
            var different = !seen.equals(lastSeen);
            lastSeen = seen;
            return different;
        }
    }

    private void tell() {
        try {
            changed.run();
        } catch (RuntimeException e) {
            LOG.warn("A listener for changed runs failed", e);
        }
    }

    private boolean isOpen() {
        return closed.getCount() > 0;
    }

    private void pause(long millis) {
        try {
            var ended = closed.await(millis, TimeUnit.MILLISECONDS);
            LOG.trace("Waited, closed: {}", ended);
        } catch (InterruptedException e) {
            closed.countDown();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
