package dev.runtree.provenance;

/**
 * A value of a call with where it comes from.
 *
 * @param value the value and where among the arguments it stands
 * @param suspicious whether nobody but the model had said it, and it is one that is seldom made up for good: a date, a number, an
 *     id or a string of four or more characters
 */
public record Origin(Leaf value, Answer answer, boolean suspicious) {

    /** The same, accused of nothing. */
    Origin quiet() {
        return suspicious ? new Origin(value, answer, false) : this;
    }
}
