package dev.runtree.compare;

import dev.runtree.model.SpanId;
import java.math.BigDecimal;
import java.util.List;

/** What stands in a cell of a comparison. */
public sealed interface Value {

    /** It is not known yet. */
    record Unread() implements Value {}

    /** There is none, or nobody told. */
    record None() implements Value {}

    /**
     * A number.
     *
     * @param amount in the unit of its {@link Aspect}
     * @param isLeast whether it was at least that: the rest is unknown
     */
    record Amount(BigDecimal amount, boolean isLeast) implements Value {
        static Amount of(long amount) {
            return new Amount(BigDecimal.valueOf(amount), false);
        }
    }

    /** A short text, compared as a whole. */
    record Words(String text) implements Value {}

    /**
     * A text of any length, compared word by word.
     *
     * @param step where it stands
     */
    record Text(String text, SpanId step) implements Value {}

    /**
     * Calls of tools.
     *
     * @param all how many the steps that were looked into have; {@code calls} are the first of them
     * @param read how many steps were looked into
     * @param steps how many there are
     */
    record Calls(List<ToolCall> calls, int all, int read, int steps) implements Value {
        public Calls {
            calls = List.copyOf(calls);
        }

        /** Whether there may be more than {@code calls}. */
        public boolean isCut() {
            return calls.size() < all || read < steps;
        }
    }
}
