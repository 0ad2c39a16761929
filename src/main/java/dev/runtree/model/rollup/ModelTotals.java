package dev.runtree.model.rollup;

import java.math.BigDecimal;

/** What some uses of models add up to. Nothing is counted twice. */
public record ModelTotals(Amounts amounts) {

    public long calls() {
        return amounts.numbers().get(0).longValueExact();
    }

    /** How many of the calls failed. */
    public long errors() {
        return amounts.numbers().get(1).longValueExact();
    }

    /** Tokens read, cached ones included. */
    public BigDecimal inputTokens() {
        return amounts.numbers().get(2);
    }

    /** Tokens written, reasoning included. */
    public BigDecimal outputTokens() {
        return amounts.numbers().get(3);
    }

    /** The part of the input read from a cache. */
    public BigDecimal cachedTokens() {
        return amounts.numbers().get(4);
    }

    /** The part of the input written to a cache. */
    public BigDecimal cacheWriteTokens() {
        return amounts.numbers().get(5);
    }

    /** The part of the output spent on reasoning. */
    public BigDecimal reasoningTokens() {
        return amounts.numbers().get(6);
    }

    /** US dollars; with {@link #unpricedCalls} the least that it was. */
    public BigDecimal cost() {
        return amounts.numbers().get(7);
    }

    public long unpricedCalls() {
        return amounts.numbers().get(8).longValueExact();
    }

    public ModelTotals plus(ModelTotals other) {
        return new ModelTotals(amounts.plus(other.amounts));
    }
}
