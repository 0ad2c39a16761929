package dev.runtree.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code runtree_audit} as it is stored.
 *
 * @param form 1 when its hash covers its values, 2 when it covers digests of them
 */
@SuppressWarnings("ArrayRecordComponent") // as JDBC has bytes; rows are not compared
record AuditRow(long seq, Instant at, String action, int form, byte[] previous, byte[] hash, List<Value> values) {
    static final String SELECT = "SELECT seq, at, action, form, previous_hash, hash,"
            + " actor, actor_salt, actor_digest, actor_erased, subject, subject_salt, subject_digest, subject_erased,"
            + " details::text, details_salt, details_digest, details_erased FROM runtree_audit";

    /** The columns whose values may tell of a person, in the order of {@link #values}. */
    static final List<String> COLUMNS = List.of("actor", "subject", "details");

    private static final int DIGESTED = 2;
    private static final int FIRST_VALUE = 7;
    private static final int COLUMNS_OF_A_VALUE = 4;

    /**
     * A value that may tell of a person.
     *
     * @param salt {@code null} in form 1, and once it is erased
     * @param digest {@code null} in form 1
     * @param erasedBy the row that tells of its erasure
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Value(
            String column,
            String text,
            byte @Nullable [] salt,
            byte @Nullable [] digest,
            @Nullable Long erasedBy) {

        boolean isErased() {
            return erasedBy != null;
        }

        /** Whether it is what its digest says; an erased one is not there to be compared. */
        boolean isAsDigested() {
            return isErased()
                    ? salt == null && text.equals(erased(column))
                    : salt != null && Arrays.equals(digest, AuditHash.ofValue(column, salt, text));
        }
    }

    static AuditRow read(ResultSet row) throws SQLException {
        var values = new Value[COLUMNS.size()];
        for (var i = 0; i < values.length; i++) {
            var at = FIRST_VALUE + i * COLUMNS_OF_A_VALUE;
            values[i] = new Value(
                    COLUMNS.get(i),
                    row.getString(at),
                    row.getBytes(at + 1),
                    row.getBytes(at + 2),
                    row.getObject(at + 3, Long.class));
        }
        return new AuditRow(
                row.getLong(1),
                row.getObject(2, OffsetDateTime.class).toInstant(),
                row.getString(3),
                row.getInt(4),
                row.getBytes(5),
                row.getBytes(6),
                List.of(values));
    }

    /** What stands in a column whose value was erased. */
    static String erased(String column) {
        return column.equals("details") ? "{}" : "";
    }

    Value actor() {
        return values.getFirst();
    }

    Value subject() {
        return values.get(1);
    }

    Value details() {
        return values.getLast();
    }

    boolean isErased() {
        return values.stream().anyMatch(Value::isErased);
    }

    /** What is wrong with it, told behind {@code row 7}; {@code null} when it is what it was when it was appended. */
    @Nullable String fault() {
        return form == DIGESTED ? faultOfDigests() : faultOfValues();
    }

    private @Nullable String faultOfDigests() {
        for (var value : values) {
            if (value.digest() == null || !value.isAsDigested()) {
                return "is not what was written: its " + value.column() + " was changed";
            }
        }
        var own = AuditHash.ofDigests(previous, seq, at, digest(actor()), action, digest(subject()), digest(details()));
        return Arrays.equals(own, hash) ? null : "is not what was written";
    }

    private static byte[] digest(Value value) {
        return value.digest() == null ? new byte[0] : value.digest();
    }

    /** Of an erased one the hash cannot be made again: that it is in the chain is all there is, and what was noted then. */
    private @Nullable String faultOfValues() {
        if (isErased()) {
            return values.stream().allMatch(value -> !value.isErased() || value.isAsDigested())
                    ? null
                    : "is not what was written: a value stands where one was erased";
        }
        var own = AuditHash.ofValues(
                previous,
                seq,
                at,
                actor().text(),
                action,
                subject().text(),
                details().text());
        return Arrays.equals(own, hash) ? null : "is not what was written";
    }

    /**
     * A digest of what an erased row of form 1 keeps, which the row that tells of the erasure notes, for its own hash is no
     * proof of it any more. Values are left out that are erased, or that {@code going} names.
     */
    byte[] rest(List<String> going) {
        return AuditHash.ofValues(
                hash,
                seq,
                at,
                values.stream()
                        .filter(value -> !value.isErased() && !going.contains(value.column()))
                        .map(Value::text)
                        .reduce(action, (left, right) -> left + "\n" + right));
    }
}
