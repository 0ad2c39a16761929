package dev.runtree.model;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Adds up usage as {@link Usage#plus} does, without an object for each sum on the way. */
final class UsageSum {
    private static final int INPUT = 1;
    private static final int OUTPUT = 2;
    private static final int CACHED = 4;
    private static final int CACHE_WRITE = 8;
    private static final int REASONING = 16;

    private int known;
    private long input;
    private long output;
    private long cached;
    private long cacheWrite;
    private long reasoning;
    private @Nullable BigDecimal cost;
    private int unpriced;

    void addTokens(Usage usage) {
        input += tokens(usage.input(), INPUT);
        output += tokens(usage.output(), OUTPUT);
        cached += tokens(usage.cached(), CACHED);
        cacheWrite += tokens(usage.cacheWrite(), CACHE_WRITE);
        reasoning += tokens(usage.reasoning(), REASONING);
    }

    void addCost(@Nullable BigDecimal dollars, int unpricedCalls) {
        if (dollars != null) {
            cost = cost == null ? dollars : cost.add(dollars);
        }
        unpriced += unpricedCalls;
    }

    void add(UsageSum other) {
        known |= other.known;
        input += other.input;
        output += other.output;
        cached += other.cached;
        cacheWrite += other.cacheWrite;
        reasoning += other.reasoning;
        addCost(other.cost, other.unpriced);
    }

    Usage sum() {
        return known == 0 && cost == null && unpriced == 0
                ? Usage.NONE
                : new Usage(
                        ifKnown(input, INPUT),
                        ifKnown(output, OUTPUT),
                        ifKnown(cached, CACHED),
                        ifKnown(cacheWrite, CACHE_WRITE),
                        ifKnown(reasoning, REASONING),
                        cost,
                        unpriced);
    }

    private long tokens(@Nullable Long tokens, int which) {
        if (tokens == null) {
            return 0;
        }
        known |= which;
        return tokens;
    }

    private @Nullable Long ifKnown(long tokens, int which) {
        return (known & which) == 0 ? null : Long.valueOf(tokens);
    }
}
