package dev.runtree.compare;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How a value stands to that of the run that is compared with.
 *
 * @param delta by how much a number is larger, in its unit; {@code null} where that cannot be told
 * @param change the same as a share of the first number, 0.5 being half as much again; {@code null} where that is 0
 */
public record Standing(
        Kind kind, @Nullable BigDecimal delta, @Nullable Double change) {

    /** In what way it differs. */
    public enum Kind {
        /** It is the one that is compared with. */
        FIRST,
        SAME,
        /** It differs, which is neither better nor worse. */
        OTHER,
        BETTER,
        WORSE,
        /** One of the two is not known yet. */
        UNREAD
    }

    static final Standing FIRST = new Standing(Kind.FIRST, null, null);
    static final Standing SAME = new Standing(Kind.SAME, null, null);
    static final Standing OTHER = new Standing(Kind.OTHER, null, null);
    static final Standing BETTER = new Standing(Kind.BETTER, null, null);
    static final Standing WORSE = new Standing(Kind.WORSE, null, null);
    static final Standing UNREAD = new Standing(Kind.UNREAD, null, null);

    /** Whether the value is not the first one's. */
    public boolean differs() {
        return kind == Kind.OTHER || kind == Kind.BETTER || kind == Kind.WORSE;
    }
}
