package dev.runtree.check.expect;

import dev.runtree.model.Figures;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;

/**
 * A run takes no more than this.
 *
 * @param limit a count, US dollars, or seconds
 * @param line where it stands
 */
public record AtMost(What what, BigDecimal limit, int line) implements Expectation {

    /** Of what. */
    public enum What {
        STEPS,
        MODEL_CALLS,
        TOOL_CALLS,
        TOKENS,
        COST,
        TIME;

        /** As it stands in a case. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final int NANOS = 9;

    public String key() {
        return "at_most." + what.word();
    }

    @Override
    public Held hold(Observed run) {
        var got = got(run);
        return new Held(key(), line, told(limit), told(got), got.compareTo(limit) <= 0);
    }

    /**
     * What became of a replay that was stopped at this limit.
     *
     * @param stopped why, in words
     */
    public Mismatch reached(String stopped) {
        return new Mismatch(key(), line, told(limit), stopped);
    }

    private BigDecimal got(Observed run) {
        return switch (what) {
            case STEPS -> BigDecimal.valueOf(run.steps());
            case MODEL_CALLS -> BigDecimal.valueOf(run.modelCalls());
            case TOOL_CALLS -> BigDecimal.valueOf(run.calls().size());
            case TOKENS -> BigDecimal.valueOf(orZero(run.used().total()));
            case COST -> cost(run);
            case TIME -> BigDecimal.valueOf(run.time().toNanos(), NANOS);
        };
    }

    private static long orZero(@org.jspecify.annotations.Nullable Long count) {
        return count == null ? 0 : count;
    }

    private BigDecimal cost(Observed run) {
        if (run.used().unpriced() > 0) {
            throw new CannotTell(key() + " cannot be told, for what "
                    + Figures.counted(run.used().unpriced(), "model call") + " cost is not known. Set the price in"
                    + " prices.yaml (docs/prices.md)");
        }
        return run.used().cost() == null ? BigDecimal.ZERO : run.used().cost();
    }

    private String told(BigDecimal figure) {
        return switch (what) {
            case STEPS -> Figures.counted(figure.longValue(), "step");
            case MODEL_CALLS -> Figures.counted(figure.longValue(), "model call");
            case TOOL_CALLS -> Figures.counted(figure.longValue(), "tool call");
            case TOKENS -> Figures.counted(figure.longValue(), "token");
            case COST -> "$" + figure.stripTrailingZeros().toPlainString();
            case TIME -> Figures.duration(time(figure).toNanos());
        };
    }

    private static Duration time(BigDecimal seconds) {
        return Duration.ofNanos(seconds.movePointRight(NANOS).longValue());
    }

    /** The limit on {@link What#TIME}. */
    public Duration time() {
        return time(limit);
    }
}
