package dev.runtree.compare.steps;

import java.util.function.UnaryOperator;

/** Whether two values of two runs are the same but for what is each run's own. */
public final class Sameness {
    private final UnaryOperator<String> left;
    private final UnaryOperator<String> right;

    Sameness(OwnMarks left, OwnMarks right, Keys keys) {
        this.left = text -> left.without(text, mark -> !keys.counts(mark));
        this.right = text -> right.without(text, mark -> !keys.counts(mark));
    }

    /** The text without what is the left run's own. */
    String left(String text) {
        return left.apply(text);
    }

    String right(String text) {
        return right.apply(text);
    }

    /** Whether both mean the same, as texts or as JSON. */
    public boolean isSame(String ofLeft, String ofRight) {
        return ofLeft.equals(ofRight)
                || new Canonical(left, leaf -> {}).of(ofLeft).equals(new Canonical(right, leaf -> {}).of(ofRight));
    }
}
