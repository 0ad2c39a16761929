package dev.runtree.replay.many;

import dev.runtree.agent.run.Cancellation;
import dev.runtree.model.Figures;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/** What is left of the time and the money that some replays may take together, from when it is made. For one thread. */
public final class Allowance {
    private final ManyLimits limits;
    private final long end;
    private BigDecimal spent = BigDecimal.ZERO;

    public Allowance(ManyLimits limits) {
        this.limits = limits;
        var time = limits.time();
        this.end = time == null ? Long.MAX_VALUE : System.nanoTime() + time.toNanos();
    }

    /** Why no further replay is begun; empty while one may be. */
    public Optional<String> over(Cancellation cancellation) {
        if (cancellation.isCancelled()) {
            return Optional.of("not begun: cancelled " + cancellation.reason());
        }
        var time = limits.time();
        if (time != null && System.nanoTime() >= end) {
            return Optional.of("not begun: all together may take " + Figures.duration(time.toNanos()));
        }
        var cost = limits.cost();
        return cost != null && spent.compareTo(cost) >= 0
                ? Optional.of("not begun: all together may cost $" + cost.toPlainString())
                : Optional.empty();
    }

    /** How far the next replay may go. */
    public ManyLimits left() {
        var cost = limits.cost();
        return new ManyLimits(
                limits.steps(),
                cost == null ? null : cost.subtract(spent),
                limits.time() == null ? null : Duration.ofNanos(Math.max(1, end - System.nanoTime())));
    }

    /** @param dollars what a replay has cost */
    public void spend(BigDecimal dollars) {
        spent = spent.add(dollars);
    }
}
