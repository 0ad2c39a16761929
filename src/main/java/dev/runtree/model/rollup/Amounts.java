package dev.runtree.model.rollup;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Numbers that are added up and taken away again, exactly and without bounds: a hostile span's tokens must not make a sum
 * overflow, for then its batch could never be written.
 *
 * @param numbers what they are depends on what is summed up, see {@link RunKey}, {@link ModelKey}, {@link ToolKey}
 */
public record Amounts(List<BigDecimal> numbers, Histogram durations) {
    public Amounts {
        numbers = List.copyOf(numbers);
    }

    public Amounts plus(Amounts other) {
        var sum = new ArrayList<BigDecimal>(numbers.size());
        for (var i = 0; i < numbers.size(); i++) {
            sum.add(numbers.get(i).add(other.numbers.get(i)));
        }
        return new Amounts(sum, durations.plus(other.durations));
    }

    public Amounts minus(Amounts other) {
        var difference = new ArrayList<BigDecimal>(numbers.size());
        for (var i = 0; i < numbers.size(); i++) {
            difference.add(numbers.get(i).subtract(other.numbers.get(i)));
        }
        return new Amounts(difference, durations.minus(other.durations));
    }

    /** The same amounts to be taken away. */
    public Amounts negated() {
        return new Amounts(numbers.stream().map(BigDecimal::negate).toList(), Histogram.EMPTY.minus(durations));
    }

    /** Whether adding them changes nothing. */
    public boolean areNothing() {
        return durations.isEmpty() && numbers.stream().allMatch(number -> number.signum() == 0);
    }
}
