package dev.runtree.store;

import dev.runtree.model.Approval;
import dev.runtree.model.ApprovalStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tool calls that wait for a decision, those that were decided, and deciding. Every decision is noted in the audit in the
 * same transaction, and wakes the windows and the applications that wait for it.
 */
public final class ApprovalQueue {
    private static final int LONGEST_REASON = 10_000;

    private final Database database;

    /** @param database the primary one */
    public ApprovalQueue(Database database) {
        this.database = database;
    }

    /** @param more whether there are others behind the last */
    public record Page(List<Approval> approvals, boolean more) {
        public Page {
            approvals = List.copyOf(approvals);
        }
    }

    /**
     * How many there are.
     *
     * @param oldest since when the one that waits longest does; {@code null} when none waits
     * @param nextDeadline the first to pass of those that wait
     */
    public record Counts(
            Map<ApprovalStatus, Long> byStatus,
            @Nullable Instant oldest,
            @Nullable Instant nextDeadline) {
        public Counts {
            byStatus = Map.copyOf(byStatus);
        }

        public long of(ApprovalStatus status) {
            return byStatus.getOrDefault(status, 0L);
        }

        public long pending() {
            return of(ApprovalStatus.PENDING);
        }
    }

    /** What became of an attempt to decide. */
    public sealed interface Outcome {
        /**
         * It is decided.
         *
         * @param isRunReady whether the run waits for nothing more, and goes on as soon as somebody takes it
         */
        record Decided(Approval now, boolean isRunReady) implements Outcome {}

        /** It had ended before, by somebody else, by its deadline, or with its run; and stays as it was. */
        record TooLate(Approval now) implements Outcome {}

        /** There is no such approval. */
        record Unknown() implements Outcome {}
    }

    /**
     * A page of them: of those that wait the oldest first, of others the newest.
     *
     * @param after the last one of the page before; {@code null} for the first page
     */
    public Query<Page> list(ApprovalFilter filter, int limit, @Nullable Approval after) {
        return new ReadQuery<>(database, reading -> {
            var rows = reading.list(ApprovalSql.list(filter, after).plus(" LIMIT ?", limit + 1), ApprovalRows::read);
            return new Page(rows.subList(0, Math.min(limit, rows.size())), rows.size() > limit);
        });
    }

    public Query<Counts> counts() {
        return new ReadQuery<>(database, reading -> {
            var counts = new EnumMap<ApprovalStatus, Long>(ApprovalStatus.class);
            reading.each(
                    Sql.of("SELECT " + ApprovalRows.STATUS + ", count(*) FROM agno_approvals GROUP BY 1"),
                    row -> counts.put(ApprovalStatus.ofWord(row.getString(1)), row.getLong(2)));
            var times = reading.first(
                            Sql.of("SELECT min(created_at), min(expires_at) FROM agno_approvals"
                                    + " WHERE status = 'pending' AND (expires_at IS NULL OR expires_at > now())"),
                            row -> new @Nullable OffsetDateTime[] {
                                row.getObject(1, OffsetDateTime.class), row.getObject(2, OffsetDateTime.class)
                            })
                    .orElseThrow();
            return new Counts(counts, instant(times[0]), instant(times[1]));
        });
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    /** One of them, whole. */
    public Query<Optional<Approval>> approval(String id) {
        return new ReadQuery<>(
                database,
                reading -> reading.first(Sql.of(ApprovalRows.WHOLE + " WHERE id = ?", id), ApprovalRows::read));
    }

    /** Those whose id begins like this, as in lists, the newest first. */
    public Query<List<Approval>> named(String prefix, int limit) {
        return new ReadQuery<>(
                database,
                reading -> reading.list(
                        Sql.of(
                                ApprovalRows.IN_LISTS
                                        + " WHERE starts_with(id, ?) ORDER BY created_at DESC, id LIMIT ?",
                                SpanCleaner.text(prefix),
                                limit),
                        ApprovalRows::read));
    }

    /**
     * Approves it.
     *
     * @param by who decides
     * @param arguments a JSON object in place of the model's arguments; {@code null} to leave them
     * @param reason for the record
     * @throws IllegalArgumentException when the arguments are no JSON object, or nobody is named
     * @throws StoreException when it cannot be stored
     */
    public Outcome approve(String id, String by, @Nullable String arguments, @Nullable String reason) {
        return decide(
                id,
                new Verdict(
                        ApprovalStatus.APPROVED,
                        name(by),
                        reason(reason),
                        arguments == null ? null : ApprovalRows.object(arguments)));
    }

    /**
     * Rejects it: the tool is not called, and the model is told the reason.
     *
     * @throws IllegalArgumentException when nobody is named
     * @throws StoreException when it cannot be stored
     */
    public Outcome reject(String id, String by, @Nullable String reason) {
        return decide(id, new Verdict(ApprovalStatus.REJECTED, name(by), reason(reason), null));
    }

    /**
     * Cancels all that a run waits for, so that whoever takes it up next ends it.
     *
     * @param topRunId the run that waits as a whole
     * @return how many were pending
     * @throws IllegalArgumentException when nobody is named
     * @throws StoreException when it cannot be stored
     */
    public int cancel(String topRunId, String by, @Nullable String reason) {
        var verdict = new Verdict(ApprovalStatus.CANCELLED, name(by), reason(reason), null);
        var cancelled = new int[1];
        database.transact(connection -> {
            cancelled[0] = ApprovalEnd.endAll(connection, "top_run_id = ?", List.of(topRunId), verdict);
            wake(connection, cancelled[0]);
        });
        return cancelled[0];
    }

    /**
     * Ends those whose deadline has passed. To be called by whoever looks; any number may at once.
     *
     * @return how many
     * @throws StoreException when it cannot be stored
     */
    public int expire() {
        var expired = new int[1];
        database.transact(connection -> {
            expired[0] = ApprovalEnd.expire(connection);
            wake(connection, expired[0]);
        });
        return expired[0];
    }

    private Outcome decide(String id, Verdict verdict) {
        var outcome = new Outcome[] {new Outcome.Unknown()};
        database.transact(connection -> {
            var asked = ApprovalEnd.lock(connection, SpanCleaner.text(id));
            if (asked == null) {
                return;
            }
            if (asked.isPending()) {
                ApprovalEnd.end(connection, asked, verdict);
                var now = ApprovalEnd.lock(connection, asked.id());
                outcome[0] = new Outcome.Decided(
                        now == null ? asked : now, ApprovalEnd.isReady(connection, asked.topRunId()));
            } else {
                ApprovalEnd.expire(connection);
                var now = ApprovalEnd.lock(connection, asked.id());
                outcome[0] = new Outcome.TooLate(now == null ? asked : now);
            }
            wake(connection, 1);
        });
        return outcome[0];
    }

    /** In the transaction itself, for decisions are few, and nobody may miss one. */
    static void wake(Connection connection, int changed) throws SQLException {
        if (changed > 0) {
            try (var statement = connection.createStatement()) {
                statement.execute("SELECT pg_notify('" + Notifications.CHANNEL + "', '')");
            }
        }
    }

    private static String name(String by) {
        var name = SpanCleaner.key(by.strip());
        if (name.isEmpty()) {
            throw new IllegalArgumentException("who decides must have a name");
        }
        return name;
    }

    private static @Nullable String reason(@Nullable String reason) {
        var text = reason == null ? "" : SpanCleaner.text(reason.strip());
        if (text.length() > LONGEST_REASON) {
            throw new IllegalArgumentException("a reason has at most " + LONGEST_REASON + " characters");
        }
        return text.isEmpty() ? null : text;
    }

    /** A decision that is to be written. */
    record Verdict(
            ApprovalStatus status,
            @Nullable String by,
            @Nullable String reason,
            @Nullable String arguments) {}
}
