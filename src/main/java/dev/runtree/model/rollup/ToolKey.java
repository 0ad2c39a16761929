package dev.runtree.model.rollup;

import java.util.Comparator;

/**
 * Which calls of tools are summed up together. Their {@link Amounts} are: calls, microseconds.
 *
 * @param hour of the start: hours since 1970-01-01T00:00Z
 * @param status as {@link dev.runtree.model.SpanStatus#word}
 */
public record ToolKey(long hour, String tool, String status) implements Comparable<ToolKey> {
    public static final int AMOUNTS = 2;

    private static final Comparator<ToolKey> ORDER =
            Comparator.comparingLong(ToolKey::hour).thenComparing(ToolKey::tool).thenComparing(ToolKey::status);

    @Override
    public int compareTo(ToolKey other) {
        return ORDER.compare(this, other);
    }
}
