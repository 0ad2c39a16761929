package dev.runtree.model.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HistogramTest {

    @Test
    void percentilesAreWithinFivePercentOfTheDurationsThemselves() {
        for (var seed = 1; seed <= 50; seed++) {
            var random = new Random(seed);
            var spread = 0.1 + random.nextDouble() * 4;
            var middle = random.nextDouble() * 20;
            var durations = random.longs(1 + random.nextInt(2_000), 0, Long.MAX_VALUE)
                    .map(any -> 1 + (long) Math.exp(middle + spread * random.nextGaussian()))
                    .sorted()
                    .toArray();
            var histogram = of(durations);
            for (var share : new double[] {0, 0.01, 0.5, 0.95, 0.99, 1}) {
                var exact = (double) durations[Math.max(1, (int) Math.ceil(share * durations.length)) - 1];
                assertThat(histogram.percentile(share)).isCloseTo(exact, within(0.05 * exact));
            }
        }
    }

    @Test
    void anyDurationHasAPlace() {
        for (var micros : new long[] {Long.MIN_VALUE, -1, 0, 1, 2, 1_000_000, Long.MAX_VALUE}) {
            assertThat(Histogram.duration(Histogram.place(micros)))
                    .isCloseTo(Math.max(1.0, (double) micros), within(0.05 * Math.max(1.0, (double) micros)));
        }
    }

    @Test
    void whatWasAddedIsTakenAwayWhole() {
        var one = of(5, 5, 100, 1_000_000);
        var other = of(1, 100, 7_000);

        assertThat(one.plus(other).minus(one)).isEqualTo(other);
        assertThat(one.plus(other)).isEqualTo(other.plus(one)).isEqualTo(of(5, 5, 100, 1_000_000, 1, 100, 7_000));
        assertThat(Histogram.EMPTY.minus(one).plus(one)).isEqualTo(Histogram.EMPTY);
        assertThat(one.total()).isEqualTo(4);
    }

    @Test
    void whereThereIsNothingNothingIsTold() {
        assertThat(Histogram.EMPTY.percentile(0.5)).isNull();
    }

    private static Histogram of(long... durations) {
        return Arrays.stream(durations)
                .mapToObj(micros -> Histogram.of(Histogram.place(micros), 1))
                .reduce(Histogram.EMPTY, Histogram::plus);
    }
}
