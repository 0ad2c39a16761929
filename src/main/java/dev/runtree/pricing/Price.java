package dev.runtree.pricing;

import dev.runtree.model.AudioTokens;
import dev.runtree.model.Usage;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the tokens of a model cost from a day on, until a later price begins.
 *
 * @param from the first day, in UTC
 * @param until the last day; {@code null} when it holds until the next price begins
 * @param rates for a call of the usual length
 * @param longCalls for calls with more input than that, in all of their tokens
 */
public record Price(
        LocalDate from,
        @Nullable LocalDate until,
        Rates rates,
        @Nullable LongCalls longCalls) {

    /**
     * US dollars for a million tokens. What is {@code null} costs as much as what it is a part of; an {@code output} that is
     * {@code null} is never asked for, as with embeddings.
     *
     * @param cached input read from a cache
     * @param cacheWrite input written to a cache
     * @param reasoning output spent on reasoning
     * @param audioInput input that is sound
     * @param audioOutput output that is sound
     */
    public record Rates(
            BigDecimal input,
            @Nullable BigDecimal cached,
            @Nullable BigDecimal cacheWrite,
            @Nullable BigDecimal output,
            @Nullable BigDecimal reasoning,
            @Nullable BigDecimal audioInput,
            @Nullable BigDecimal audioOutput) {}

    /**
     * The rates of calls whose input is longer than a limit.
     *
     * @param above tokens of input
     */
    public record LongCalls(long above, Rates rates) {}

    private static final int MILLION = 6;

    /** US dollars, exact; empty when a count that the price needs is unknown. */
    public Optional<BigDecimal> of(Usage usage, AudioTokens audio) {
        var input = usage.input();
        if (input == null) {
            return Optional.empty();
        }
        var held = longCalls != null && input > longCalls.above() ? longCalls.rates() : rates;
        return cost(held, input, usage, audio);
    }

    private static Optional<BigDecimal> cost(Rates rates, long input, Usage usage, AudioTokens audio) {
        var output = usage.output();
        if (output == null ? rates.output() != null : rates.output() == null && output > 0) {
            return Optional.empty();
        }
        var in = new Split(input, rates.input());
        in.part(usage.cached(), rates.cached());
        in.part(usage.cacheWrite(), rates.cacheWrite());
        in.part(audio.input(), rates.audioInput());
        var sum = in.cost();
        if (output != null && rates.output() != null) {
            var out = new Split(output, rates.output());
            out.part(usage.reasoning(), rates.reasoning());
            out.part(audio.output(), rates.audioOutput());
            sum = sum.add(out.cost());
        }
        var dollars = sum.movePointLeft(MILLION).stripTrailingZeros();
        return Optional.of(dollars.scale() < 0 ? dollars.setScale(0) : dollars);
    }

    /** Tokens of which parts have rates of their own; parts never add up to more than the whole. */
    private static final class Split {
        private final BigDecimal rate;
        private long rest;
        private BigDecimal sum = BigDecimal.ZERO;

        Split(long whole, BigDecimal rate) {
            this.rest = whole;
            this.rate = rate;
        }

        void part(@Nullable Long tokens, @Nullable BigDecimal own) {
            if (tokens != null && own != null) {
                var counted = Math.min(tokens, rest);
                rest -= counted;
                sum = sum.add(own.multiply(BigDecimal.valueOf(counted)));
            }
        }

        BigDecimal cost() {
            return sum.add(rate.multiply(BigDecimal.valueOf(rest)));
        }
    }
}
