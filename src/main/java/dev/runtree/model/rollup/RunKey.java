package dev.runtree.model.rollup;

import java.util.Comparator;

/**
 * Which runs are summed up together. Their {@link Amounts} are: runs, microseconds, tokens, cost, calls of unknown cost.
 *
 * @param hour of the start: hours since 1970-01-01T00:00Z
 * @param type as {@link dev.runtree.model.RunType#word}
 * @param user empty when unknown, as the environment
 * @param status as {@link dev.runtree.model.RunStatus#word}; never one of a run that goes on
 */
public record RunKey(long hour, String type, String name, String user, String environment, String status)
        implements Comparable<RunKey> {
    public static final int AMOUNTS = 5;

    private static final Comparator<RunKey> ORDER = Comparator.comparingLong(RunKey::hour)
            .thenComparing(RunKey::type)
            .thenComparing(RunKey::name)
            .thenComparing(RunKey::user)
            .thenComparing(RunKey::environment)
            .thenComparing(RunKey::status);

    @Override
    public int compareTo(RunKey other) {
        return ORDER.compare(this, other);
    }
}
