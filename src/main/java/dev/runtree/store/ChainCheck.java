package dev.runtree.store;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Goes along the audit from its first row, and stops at the first that is not as it was. */
final class ChainCheck {
    private final @Nullable String head;
    /** What is erased, and still to be told of, by the row that tells of it and by its own number. */
    private final Map<Long, Map<Long, ErasureRecord.Erased>> untold = new HashMap<>();

    private byte[] previous = AuditHash.BEFORE_THE_FIRST;
    private long rows;
    private long erased;
    private boolean headSeen;
    private Audit.@Nullable Broken broken;

    /** @param head the beginning of a hash that the chain had before, in hexadecimal; {@code null} when nobody kept one */
    ChainCheck(@Nullable String head) {
        this.head = head;
    }

    /** Takes the next row, and says whether more are wanted. */
    boolean take(AuditRow row) {
        var expected = rows + 1;
        var fault = faultOf(row, expected);
        if (fault != null) {
            broken = fault;
            return false;
        }
        rows = expected;
        previous = row.hash();
        headSeen |= head != null && HexFormat.of().formatHex(previous).startsWith(head);
        noteErased(row);
        return true;
    }

    private Audit.@Nullable Broken faultOf(AuditRow row, long expected) {
        if (row.seq() != expected) {
            return new Audit.Broken(
                    expected,
                    row.seq() < expected
                            ? "row " + row.seq() + " stands where row " + expected + " was expected"
                            : "row " + expected + " is missing: it was taken out");
        }
        if (!Arrays.equals(previous, row.previous())) {
            return new Audit.Broken(
                    expected, "row " + expected + " does not follow on the row before it: one of them was replaced");
        }
        var own = row.fault();
        if (own != null) {
            return new Audit.Broken(expected, "row " + expected + " " + own);
        }
        return row.action().equals(ErasureRecord.ACTION) ? faultOfErasure(row) : null;
    }

    private void noteErased(AuditRow row) {
        var isAnyErased = false;
        for (var value : row.values()) {
            var by = value.erasedBy();
            if (by != null) {
                isAnyErased = true;
                var columns = row.values().stream()
                        .filter(each -> by.equals(each.erasedBy()))
                        .map(AuditRow.Value::column)
                        .toList();
                untold.computeIfAbsent(by, key -> new HashMap<>())
                        .put(row.seq(), ErasureRecord.Erased.of(row, columns));
            }
        }
        erased += isAnyErased ? 1 : 0;
    }

    /** What was erased and what is said to have been must be the same. */
    private Audit.@Nullable Broken faultOfErasure(AuditRow row) {
        var told = ErasureRecord.read(row.details().text());
        var found = untold.remove(row.seq());
        for (var said : told == null ? List.<ErasureRecord.Erased>of() : told.rows()) {
            var seen = found == null ? null : found.remove(said.seq());
            if (seen == null || !seen.columns().equals(said.columns())) {
                return new Audit.Broken(
                        said.seq(),
                        "row " + row.seq() + " says that values of row " + said.seq()
                                + " were erased, and they are not as it says");
            }
            if (said.rest() != null && isLastErasure(seen) && !said.rest().equals(seen.rest())) {
                return new Audit.Broken(
                        said.seq(), "row " + said.seq() + " is not what it was when values of it were erased");
            }
        }
        return found == null || found.isEmpty()
                ? null
                : untold(row.seq(), found.keySet().iterator().next());
    }

    /** Of a row that lost values twice, only the last row that tells of it knows what is left. */
    private boolean isLastErasure(ErasureRecord.Erased of) {
        return untold.values().stream().noneMatch(later -> later.containsKey(of.seq()));
    }

    private static Audit.Broken untold(long by, long of) {
        return new Audit.Broken(
                of, "values of row " + of + " are gone, by row " + by + " as it says, which does not tell of it");
    }

    /** What was found once all rows were taken, or one was refused. */
    Audit.Verdict verdict() {
        if (broken != null) {
            return broken;
        }
        for (var by : untold.entrySet()) {
            return untold(by.getKey(), by.getValue().keySet().iterator().next());
        }
        if (head != null && !headSeen) {
            return new Audit.Broken(
                    rows + 1,
                    "the hash " + head + " is not in the audit, which ends with row " + rows
                            + ": rows at its end were cut off, or it is another audit");
        }
        return new Audit.Intact(rows, HexFormat.of().formatHex(previous), erased);
    }
}
