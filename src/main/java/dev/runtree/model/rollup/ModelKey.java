package dev.runtree.model.rollup;

import java.util.Comparator;

/**
 * Which use of models is summed up together. Its {@link Amounts} are: calls, failed calls, tokens of input, output, cached,
 * written to a cache, reasoning, cost, calls of unknown cost.
 *
 * @param hour of the start: hours since 1970-01-01T00:00Z
 * @param kind as {@link dev.runtree.model.SpanKind#lowerCase}; of what is no call to a model, when it alone tells what was used
 * @param model empty when unknown, as provider and user
 */
public record ModelKey(long hour, String kind, String model, String provider, String user)
        implements Comparable<ModelKey> {
    public static final int AMOUNTS = 9;

    private static final Comparator<ModelKey> ORDER = Comparator.comparingLong(ModelKey::hour)
            .thenComparing(ModelKey::kind)
            .thenComparing(ModelKey::model)
            .thenComparing(ModelKey::provider)
            .thenComparing(ModelKey::user);

    @Override
    public int compareTo(ModelKey other) {
        return ORDER.compare(this, other);
    }
}
