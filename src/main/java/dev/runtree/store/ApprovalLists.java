package dev.runtree.store;

import dev.runtree.model.Approval;
import dev.runtree.store.ApprovalQueue.Page;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lists of approvals that a window shows, in pages that cost the same however far they lie from the first. */
public final class ApprovalLists {
    private static final int MOST_CHOICES = 200;

    private static final String ENDED = "(status <> 'pending' OR expires_at <= now())";

    static final String PENDING = "status = 'pending' AND (expires_at IS NULL OR expires_at > now())";

    private final Database database;

    /** @param database the primary one */
    public ApprovalLists(Database database) {
        this.database = database;
    }

    /** How it ended, as a filter has it. */
    public enum Ending {
        /** As the model had asked for it. */
        APPROVED("status = 'approved' AND resolution_data -> 'arguments' IS NULL"),
        /** With other arguments. */
        EDITED("status = 'approved' AND resolution_data -> 'arguments' IS NOT NULL"),
        REJECTED("status = 'rejected'"),
        EXPIRED("(status = 'expired' OR (status = 'pending' AND expires_at <= now()))"),
        CANCELLED("status = 'cancelled'");

        private final String condition;

        Ending(String condition) {
            this.condition = condition;
        }
    }

    /**
     * Which of them; {@code null} for any.
     *
     * @param person who decided, or for whom it was asked
     * @param text what stands in the arguments, the reason, the edits, or the names of tool, agent, person or session; in any
     *     case of letters
     */
    public record Filter(
            @Nullable String tool,
            @Nullable String person,
            @Nullable Ending ending,
            @Nullable String text) {
        public static final Filter ALL = new Filter(null, null, null, null);
    }

    /** What can be filtered by, in the order of the alphabet. */
    public record Choices(List<String> tools, List<String> people) {
        public Choices {
            tools = List.copyOf(tools);
            people = List.copyOf(people);
        }
    }

    /**
     * What was decided about a tool.
     *
     * @param edited of those that were approved
     */
    public record Tally(long approved, long edited, long rejected, long expired) {
        public long all() {
            return approved + rejected + expired;
        }
    }

    /**
     * How many nobody has decided; asked at each change, so by the index alone.
     *
     * @param nextDeadline the first of theirs to pass
     */
    public record Waiting(long count, @Nullable Instant nextDeadline) {}

    /** How many wait. */
    public Query<Waiting> waiting() {
        return new ReadQuery<>(
                database,
                reading -> reading.first(
                                Sql.of("SELECT count(*), min(expires_at) FROM agno_approvals WHERE " + PENDING),
                                row -> {
                                    var next = row.getObject(2, OffsetDateTime.class);
                                    return new Waiting(row.getLong(1), next == null ? null : next.toInstant());
                                })
                        .orElseThrow());
    }

    /**
     * A page of those that nobody has decided.
     *
     * @param after the last one of the page before; {@code null} for the first page
     */
    public Query<Page> waiting(boolean newestFirst, int limit, @Nullable Approval after) {
        var sql = Sql.of(ApprovalRows.IN_LISTS + " WHERE " + PENDING);
        if (after != null) {
            sql = sql.and(
                    "(created_at, id) " + (newestFirst ? "<" : ">") + " (?::timestamptz, ?)",
                    after.askedAt().atOffset(ZoneOffset.UTC),
                    after.id());
        }
        return page(sql.plus(newestFirst ? " ORDER BY created_at DESC, id DESC" : " ORDER BY created_at, id"), limit);
    }

    private Query<Page> page(Sql ordered, int limit) {
        return new ReadQuery<>(database, reading -> {
            var rows = reading.list(ordered.plus(" LIMIT ?", limit + 1), ApprovalRows::read);
            return new Page(rows.subList(0, Math.min(limit, rows.size())), rows.size() > limit);
        });
    }

    /**
     * A page of those that have ended, the newest asked first.
     *
     * @param after the last one of the page before; {@code null} for the first page
     */
    public Query<Page> ended(Filter filter, int limit, @Nullable Approval after) {
        var sql = conditions(Sql.of(ApprovalRows.IN_LISTS + " WHERE " + ENDED), filter);
        if (after != null) {
            var last = after.askedAt().atOffset(ZoneOffset.UTC);
            sql = sql.and(
                    "created_at <= ?::timestamptz AND (created_at < ?::timestamptz OR id > ?)", last, last, after.id());
        }
        return page(sql.plus(" ORDER BY created_at DESC, id"), limit);
    }

    private static Sql conditions(Sql all, Filter filter) {
        var sql = all;
        if (filter.tool() != null) {
            sql = sql.and("tool_name = ?", filter.tool());
        }
        if (filter.person() != null) {
            sql = sql.and("(resolved_by = ? OR user_id = ?)", filter.person(), filter.person());
        }
        if (filter.ending() != null) {
            sql = sql.and(filter.ending().condition);
        }
        if (filter.text() != null) {
            sql = sql.and(
                    "concat_ws(' ', tool_name, source_name, user_id, session_id, resolved_by, tool_args::text,"
                            + " resolution_data::text) ILIKE ?",
                    "%" + SpanCleaner.text(filter.text()).replaceAll("([\\\\%_])", "\\\\$1") + "%");
        }
        return sql;
    }

    /** What there is to choose from. */
    public Query<Choices> choices() {
        return new ReadQuery<>(
                database,
                reading -> new Choices(
                        reading.list(
                                Sql.of(
                                        "SELECT DISTINCT tool_name FROM agno_approvals WHERE tool_name IS NOT NULL"
                                                + " AND " + ENDED + " ORDER BY 1 LIMIT ?",
                                        MOST_CHOICES),
                                row -> row.getString(1)),
                        reading.list(
                                Sql.of(
                                        "SELECT resolved_by FROM agno_approvals WHERE resolved_by IS NOT NULL"
                                                + " UNION SELECT user_id FROM agno_approvals WHERE user_id IS NOT NULL"
                                                + " AND " + ENDED + " ORDER BY 1 LIMIT ?",
                                        MOST_CHOICES),
                                row -> row.getString(1))));
    }

    /** How a tool fared since a moment. */
    public Query<Tally> of(String tool, Instant since) {
        OffsetDateTime from = since.atOffset(ZoneOffset.UTC);
        return new ReadQuery<>(
                database,
                reading -> reading.first(
                                Sql.of(
                                        "SELECT count(*) FILTER (WHERE status = 'approved'), count(*) FILTER (WHERE "
                                                + Ending.EDITED.condition
                                                + "), count(*) FILTER (WHERE status = 'rejected'),"
                                                + " count(*) FILTER (WHERE " + Ending.EXPIRED.condition
                                                + ") FROM agno_approvals WHERE tool_name = ? AND created_at >="
                                                + " ?::timestamptz AND "
                                                + ENDED,
                                        tool,
                                        from),
                                row -> new Tally(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))
                        .orElseThrow());
    }
}
