package dev.runtree.model.rollup;

import java.util.Comparator;

/**
 * One use of a model, at its moment.
 *
 * @param startMicros microseconds since 1970-01-01T00:00Z
 */
public record ModelUse(long startMicros, ModelKey key, Amounts amounts) implements Comparable<ModelUse> {
    private static final Comparator<ModelUse> ORDER =
            Comparator.comparingLong(ModelUse::startMicros).thenComparing(ModelUse::key);

    @Override
    public int compareTo(ModelUse other) {
        return ORDER.compare(this, other);
    }
}
