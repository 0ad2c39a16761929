package dev.runtree.check;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is left of the money and the time that all cases may take together. */
final class Budget {
    private final CheckLimits limits;
    private final long since = System.nanoTime();
    private BigDecimal spent = BigDecimal.ZERO;

    Budget(CheckLimits limits) {
        this.limits = limits;
    }

    void spend(BigDecimal dollars) {
        spent = spent.add(dollars);
    }

    /** {@code null} for no limit. */
    @Nullable BigDecimal money() {
        return limits.cost() == null ? null : limits.cost().subtract(spent);
    }

    /** {@code null} for no limit. */
    @Nullable Duration time() {
        return limits.time() == null ? null : limits.time().minusNanos(System.nanoTime() - since);
    }

    /** Why no further case is begun; empty while one may be. */
    Optional<String> end() {
        var time = time();
        if (time != null && !time.isPositive()) {
            return Optional.of("the time that all cases may take together is over");
        }
        var money = money();
        if (money != null && money.signum() <= 0) {
            return Optional.of(
                    "the cases before it cost $" + spent.toPlainString() + ", all that they may cost together");
        }
        return Optional.empty();
    }
}
