package dev.runtree.ui.run;

import dev.runtree.query.Match;
import dev.runtree.query.Quantities;
import dev.runtree.query.Range;
import dev.runtree.query.Range.Bound;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Compares durations, tokens and costs of steps with what a filter asks. */
final class Amounts {
    private final @Nullable BigDecimal from;
    private final boolean fromIncluded;
    private final @Nullable BigDecimal to;
    private final boolean toIncluded;

    private Amounts(Match match, Function<String, Optional<BigDecimal>> reader) {
        var range = match instanceof Range bounds ? bounds : new Range(null, null);
        from = read(range.from(), reader);
        to = read(range.to(), reader);
        fromIncluded = range.from() == null || range.from().inclusive();
        toIncluded = range.to() == null || range.to().inclusive();
    }

    private static @Nullable BigDecimal read(@Nullable Bound bound, Function<String, Optional<BigDecimal>> reader) {
        return bound == null ? null : reader.apply(bound.text()).orElse(null);
    }

    static IntPredicate duration(Match match, SpanForest forest) {
        var amounts =
                new Amounts(match, text -> Quantities.duration(text).map(time -> BigDecimal.valueOf(time.toNanos())));
        return span -> {
            var nanos = forest.span(span).durationNanos();
            return nanos != null && amounts.holds(BigDecimal.valueOf(nanos));
        };
    }

    static IntPredicate tokens(Match match, SpanForest forest) {
        var amounts = new Amounts(match, Quantities::number);
        return span -> {
            var tokens = forest.span(span).usage().total();
            return tokens != null && amounts.holds(BigDecimal.valueOf(tokens));
        };
    }

    static IntPredicate cost(Match match, SpanForest forest) {
        var amounts = new Amounts(match, Quantities::number);
        return span -> {
            var cost = forest.span(span).usage().cost();
            return cost != null && amounts.holds(cost);
        };
    }

    private boolean holds(BigDecimal value) {
        var above = from == null ? 1 : value.compareTo(from);
        var below = to == null ? -1 : value.compareTo(to);
        return (above > 0 || (above == 0 && fromIncluded)) && (below < 0 || (below == 0 && toIncluded));
    }
}
