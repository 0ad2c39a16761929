package dev.runtree.compare.steps;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A step of both runs, or of one.
 *
 * @param depth in the tree of both, from 0
 * @param left {@code null} where only the right run has it
 * @param right likewise
 * @param isMoved whether it stands at another place than in the left run
 * @param changed what differs in it; empty for a step of one run
 */
public record AlignedStep(
        int depth, @Nullable Step left, @Nullable Step right, boolean isMoved, List<Facet> changed) {

    /** What has become of a step. */
    public enum Fate {
        SAME("="),
        CHANGED("≠"),
        /** Only the left run has it. */
        LEFT("−"),
        /** Only the right run has it. */
        RIGHT("+"),
        /** It stands at another place, and may have changed as well. */
        MOVED("⇅");

        private final String sign;

        Fate(String sign) {
            this.sign = sign;
        }

        /** Tells fates apart without colours. */
        public String sign() {
            return sign;
        }
    }

    public AlignedStep {
        changed = List.copyOf(changed);
    }

    public Fate fate() {
        if (left == null) {
            return Fate.RIGHT;
        }
        if (right == null) {
            return Fate.LEFT;
        }
        return isMoved ? Fate.MOVED : changed.isEmpty() ? Fate.SAME : Fate.CHANGED;
    }

    public boolean differs() {
        return fate() != Fate.SAME;
    }

    /** The right run's step, or that of the left where there is no other. */
    public Step any() {
        return right == null ? Objects.requireNonNull(left) : right;
    }
}
