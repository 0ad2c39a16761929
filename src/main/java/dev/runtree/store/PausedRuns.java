package dev.runtree.store;

import dev.runtree.model.ApprovalStatus;
import dev.runtree.model.RunStatus;
import dev.runtree.store.ApprovalQueue.Verdict;
import dev.runtree.store.PausedRun.Asked;
import dev.runtree.store.PausedRun.Claim;
import dev.runtree.store.PausedRun.Claimed;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Runs that wait for decisions, each a row and nothing else, and the right to go on with one: a claim, which a process has for
 * {@value #LEASE_SECONDS} seconds at a time and only one process at a time, so that a run of a process that ended is taken up by
 * another. For one process; any number of them may use the same database.
 */
public final class PausedRuns {
    /** How long a claim holds without a renewal. */
    public static final int LEASE_SECONDS = 30;

    private static final String PROCESS_ENDED = "The process of the run ended before the run could be paused";

    /** How long a database is waited for that goes away while a run is paused, goes on or ends. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration ANNOUNCED_WITHIN = Duration.ofSeconds(10);

    private final Database database;
    private final Transactions transactions;

    /** @param database the primary one */
    public PausedRuns(Database database) {
        this.database = database;
        this.transactions = new Transactions(database.dataSource());
    }

    /**
     * What a process has that can go on with runs.
     *
     * @param id of an agent, team or workflow
     * @param definitionDigest of the file that describes it; {@code null} when the application does
     */
    public record Runner(String id, @Nullable String definitionDigest) {}

    /** An id for an approval that is to be asked for. */
    public static String newId() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    /**
     * Tells of tool calls that wait for a decision while the rest of their run still goes on: they can be decided at once, and
     * are cancelled when this process ends before it has stored the run with {@link #pause}. To be renewed until then.
     *
     * @param isHeld whether the claim is known to hold: the run has been claimed, or announced before
     * @param run its frames are not looked at
     * @return whether they are told of; not when the claim does not hold
     * @throws StoreException when it cannot be stored
     */
    public boolean announce(Claim claim, boolean isHeld, PausedRun run, List<Asked> asked) {
        var may = new boolean[1];
        database.transact(ANNOUNCED_WITHIN, connection -> {
            var rows = new PausedRunRows(connection);
            may[0] = (!isHeld || new ClaimRows(connection).lock(claim)) && rows.announce(run, claim.holder());
            if (may[0]) {
                rows.ask(run, asked, "running");
                ApprovalQueue.wake(connection, 1);
            }
        });
        return may[0];
    }

    /**
     * Cancels approvals that nobody needs any more, of a run that goes on.
     *
     * @throws StoreException when it cannot be stored
     */
    public void withdraw(Claim claim, Collection<String> approvalIds) {
        database.transact(ANNOUNCED_WITHIN, connection -> {
            if (new ClaimRows(connection).lock(claim)) {
                var ids = connection.createArrayOf("text", approvalIds.toArray());
                ApprovalQueue.wake(
                        connection,
                        ApprovalEnd.endAll(
                                connection,
                                "top_run_id = ? AND id = ANY (?)",
                                List.of(claim.runId(), ids),
                                needless()));
            }
        });
    }

    private static Verdict needless() {
        return new Verdict(ApprovalStatus.CANCELLED, AuditTrail.account(), "The step that asked for it ended", null);
    }

    /**
     * Stores a run for the first time that nobody has told of before.
     *
     * @throws StoreException as {@link #pause(Claim, boolean, PausedRun, List)}, and when there is a row of the run
     */
    public void pause(PausedRun run, List<Asked> asked) {
        if (!pause(Claim.of(run.runId()), false, run, asked)) {
            throw new StoreException(
                    "The run " + run.runId() + " was taken up by another process, which goes on with it.");
        }
    }

    /**
     * Stores a run that waits, with what it waits for, in one transaction: from then on no process is needed. A connection that
     * is lost meanwhile leaves no doubt: it is found out what became of it.
     *
     * @param isHeld whether the claim is known to hold: the run has been claimed, or announced
     * @param asked all that it waits for; those that were announced before stay as they are, decided or not; others of the run
     *     that are still pending are cancelled
     * @return whether it is; not when the claim does not hold, and another process goes on with the run or has ended it
     * @throws StoreException when it cannot be stored, or the database is away for long
     */
    public boolean pause(Claim claim, boolean isHeld, PausedRun run, List<Asked> asked) {
        var done = new boolean[1];
        surely(connection -> {
            var rows = new PausedRunRows(connection);
            done[0] = (!isHeld || new ClaimRows(connection).lock(claim)) && rows.pause(run, claim.holder());
            if (done[0]) {
                rows.ask(run, asked, "paused");
                var wanted = connection.createArrayOf(
                        "text", asked.stream().map(Asked::id).toArray());
                ApprovalEnd.endAll(
                        connection, "top_run_id = ? AND id <> ALL (?)", List.of(run.runId(), wanted), needless());
                ApprovalQueue.wake(connection, 1);
            }
        });
        return done[0];
    }

    /**
     * Takes up runs that wait for nothing any more, the one that has waited longest first.
     *
     * @param runners of which agents, teams and workflows: those that are described as they were when the run paused
     * @param goingOn runs that this process goes on with already: its claim may have lapsed while it slept, and the run did not
     * @throws StoreException when the database does not answer
     */
    public List<Claimed> claim(Collection<Runner> runners, int limit, Collection<String> goingOn) {
        return claim(runners, null, limit, goingOn);
    }

    /**
     * Takes up one run.
     *
     * @return {@code null} when it still waits, when another process has it, or when there is no such run
     * @throws StoreException when the database does not answer
     */
    public @Nullable Claimed claim(String runId) {
        return claim(runId, Set.of());
    }

    /** The same, as {@link #claim(Collection, int, Collection)} has it. */
    public @Nullable Claimed claim(String runId, Collection<String> goingOn) {
        var claimed = claim(List.of(), runId, 1, goingOn);
        return claimed.isEmpty() ? null : claimed.getFirst();
    }

    private List<Claimed> claim(
            Collection<Runner> runners, @Nullable String runId, int limit, Collection<String> goingOn) {
        var claimed = new ArrayList<Claimed>();
        database.transact(connection -> {
            claimed.clear();
            claimed.addAll(new ClaimRows(connection).claim(runners, runId, limit, goingOn));
        });
        return claimed;
    }

    /**
     * Says that this process is alive and goes on with these runs.
     *
     * @return those that do not hold any more: another process has taken the run up meanwhile, or has ended it
     * @throws StoreException when the database does not answer
     */
    public Set<Claim> renew(Collection<Claim> claims) {
        var lost = new HashSet<Claim>();
        if (!claims.isEmpty()) {
            database.transact(connection -> {
                lost.clear();
                lost.addAll(new ClaimRows(connection).renew(claims));
            });
        }
        return lost;
    }

    /**
     * Notes that the tool of an approval is about to be called, so that it is called once, whatever happens to this process.
     *
     * @return whether it may be: not when the claim does not hold, or it was begun before
     * @throws StoreException when it cannot be stored; then it may not be called
     */
    public boolean begin(Claim claim, String approvalId) {
        var may = new boolean[1];
        surely(connection -> may[0] = new ClaimRows(connection).begin(claim, approvalId));
        return may[0];
    }

    /**
     * Ends a run, which nobody but its holder may: its row goes, and what was still pending is cancelled in the same
     * transaction.
     *
     * @return whether the claim held, so that the end may be told
     * @throws StoreException when it cannot be stored, or the database is away for long
     */
    public boolean finish(Claim claim, RunStatus status) {
        var done = new boolean[1];
        surely(connection -> {
            done[0] = new ClaimRows(connection).remove(claim);
            if (done[0]) {
                end(connection, claim.runId(), status, "The run ended");
            }
        });
        return done[0];
    }

    /**
     * Gives a claimed run back unchanged, for another process or another time.
     *
     * @throws StoreException when it cannot be stored; the claim ends by itself then
     */
    public void release(Claim claim) {
        database.transact(connection -> new ClaimRows(connection).release(claim));
    }

    /**
     * What waits of these agents, teams and workflows, decided or not.
     *
     * @return how many runs
     */
    public Query<Long> waiting(Collection<String> runnerIds) {
        return new ReadQuery<>(
                database,
                reading -> reading.first(
                                Sql.of(
                                        "SELECT count(*) FROM runtree_paused_runs WHERE runner_id = ANY (?::text[])",
                                        (Object) runnerIds.toArray(String[]::new)),
                                row -> row.getLong(1))
                        .orElse(0L));
    }

    /** As what these agents, teams and workflows were described when they paused, decided or not; each once. */
    public Query<List<Runner>> runners(Collection<String> runnerIds) {
        return new ReadQuery<>(
                database,
                reading -> reading.list(
                        Sql.of(
                                "SELECT DISTINCT runner_id, definition_digest FROM runtree_paused_runs"
                                        + " WHERE runner_id = ANY (?::text[]) ORDER BY 1, 2",
                                (Object) runnerIds.toArray(String[]::new)),
                        row -> new Runner(row.getString(1), row.getString(2))));
    }

    /** The run as it is stored, without its frames, as long as it waits. */
    public Query<Optional<PausedRun>> run(String runId) {
        return new ReadQuery<>(
                database,
                reading -> reading.first(
                        Sql.of(PausedRunRows.SELECT.formatted("''") + " WHERE run_id = ?", runId),
                        PausedRunRows::read));
    }

    /**
     * Ends what waits for runs whose process ended before it could store them, and what has passed its deadline. To be called
     * by whoever opens the database.
     *
     * @return how many runs were ended
     * @throws StoreException when it cannot be stored
     */
    public int sweep() {
        try {
            return sweepNow();
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    int sweepNow() throws SQLException {
        var swept = new int[1];
        transactions.run(connection -> {
            var lost = new PausedRunRows(connection).takeLost();
            for (var runId : lost) {
                end(connection, runId, RunStatus.ERROR, PROCESS_ENDED);
            }
            swept[0] = lost.size();
            ApprovalQueue.wake(connection, ApprovalEnd.expire(connection) + lost.size());
        });
        return swept[0];
    }

    private static void end(Connection connection, String runId, RunStatus status, String why) throws SQLException {
        var verdict = new Verdict(ApprovalStatus.CANCELLED, AuditTrail.account(), why, null);
        ApprovalEnd.endAll(connection, "top_run_id = ?", List.of(runId), verdict);
        new PausedRunRows(connection).setStatus(runId, status.word());
        ApprovalQueue.wake(connection, 1);
    }

    /**
     * Takes away runs that are deleted, with their state; what was pending is cancelled. For the caller's transaction.
     *
     * @return how many waited
     */
    static int forget(Connection connection, Collection<String> runIds) throws SQLException {
        return runIds.isEmpty() ? 0 : deleted(connection, new PausedRunRows(connection).forget(runIds));
    }

    /** The same of a session or a user, also of runs whose traces are not stored yet. */
    static int forget(Connection connection, Deletion.Scope scope) throws SQLException {
        return deleted(connection, new PausedRunRows(connection).forget(scope));
    }

    private static int deleted(Connection connection, List<String> gone) throws SQLException {
        for (var runId : gone) {
            end(connection, runId, RunStatus.CANCELLED, "The run was deleted");
        }
        return gone.size();
    }

    private void surely(Transactions.Work work) {
        try {
            new SureTransaction(database.dataSource(), PATIENCE).run(work);
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }
}
