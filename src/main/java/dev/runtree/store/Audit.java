package dev.runtree.store;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The audit: who decided, deleted or set what. Its rows are numbered without gaps and chained by hashes, so that it can be told
 * whether one was changed, taken out or put in; that rows were cut off at its end can be told by whoever kept a hash.
 */
public final class Audit {
    private static final Pattern HEAD = Pattern.compile("[0-9a-f]{16,64}");

    private static final String OTHERWISE_DECIDED = """
            SELECT a.id, a.status, coalesce(a.resolved_by, '') FROM agno_approvals a
             WHERE a.status <> 'pending' AND NOT EXISTS (
               SELECT 1 FROM runtree_audit t WHERE t.subject = 'approval ' || a.id
                AND t.action = CASE a.status WHEN 'approved' THEN 'approval.approve' WHEN 'rejected' THEN 'approval.reject'
                                             WHEN 'expired' THEN 'approval.expire' ELSE 'approval.cancel' END
                AND (a.status = 'expired' OR t.actor = coalesce(a.resolved_by, '') OR t.actor_erased IS NOT NULL))
             ORDER BY a.created_at LIMIT 1
            """;

    private static final String DECIDED_AND_PENDING = """
            SELECT t.subject, t.seq, a.id IS NULL FROM runtree_audit t
              LEFT JOIN agno_approvals a ON t.subject = 'approval ' || a.id
             WHERE t.action LIKE 'approval.%' AND (a.id IS NULL OR a.status = 'pending') ORDER BY t.seq LIMIT 1
            """;

    private final Database database;

    /** @param database the primary one, which has approvals and audit */
    public Audit(Database database) {
        this.database = database;
    }

    /** What was found. */
    public sealed interface Verdict {}

    /**
     * Every row is what it was when it was appended.
     *
     * @param head the last row's hash, in hexadecimal: to be kept somewhere else, see {@link #verify}
     * @param erased rows with values that were erased on the record
     */
    public record Intact(long rows, String head, long erased) implements Verdict {}

    /**
     * Something is not as it was.
     *
     * @param seq the number of the first row with which something is wrong; 0 when it is no row
     * @param what in words, such as {@code row 7 is missing: it was taken out}
     */
    public record Broken(long seq, String what) implements Verdict {}

    /**
     * Looks at every row, and whether the approvals are as it tells of them.
     *
     * @param head a hash that the audit had once, or 16 characters or more of its beginning: it is to be in it still
     * @throws IllegalArgumentException when {@code head} is no hash
     */
    public Query<Verdict> verify(@Nullable String head) {
        var hash = head == null ? null : head.strip().toLowerCase(Locale.ROOT);
        if (hash != null && !HEAD.matcher(hash).matches()) {
            throw new IllegalArgumentException("a hash of the audit has 64 hexadecimal digits, of which at least the"
                    + " first 16 are needed, as \"runtree approvals verify\" prints them");
        }
        return new ReadQuery<>(database, reading -> {
            reading.set("statement_timeout", "0");
            var check = new ChainCheck(hash);
            reading.until(Sql.of(AuditRow.SELECT + " ORDER BY seq"), row -> check.take(AuditRow.read(row)));
            var chain = check.verdict();
            return chain instanceof Intact ? approvals(reading, chain) : chain;
        });
    }

    private static Verdict approvals(Reading reading, Verdict chain) throws java.sql.SQLException {
        var otherwise = reading.first(
                Sql.of(OTHERWISE_DECIDED),
                row -> new Broken(
                        0,
                        "the approval " + row.getString(1) + " is " + row.getString(2)
                                + (row.getString(3).isEmpty() ? "" : " by " + row.getString(3))
                                + ", and the audit does not say so"));
        if (otherwise.isPresent()) {
            return otherwise.get();
        }
        return reading.first(Sql.of(DECIDED_AND_PENDING), row -> (Verdict) new Broken(
                        row.getLong(2),
                        "the " + row.getString(1) + (row.getBoolean(3) ? " is gone" : " is pending") + ", and row "
                                + row.getLong(2) + " tells of its end"))
                .orElse(chain);
    }
}
