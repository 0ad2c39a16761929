package dev.runtree.ui.watch;

import dev.runtree.model.Figures;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * The values that stand beside a course, from 0 to a round one above the greatest.
 *
 * @param step between two that are told
 */
record Scale(double top, double step, DoubleFunction<String> words) {
    private static final int MOST = 5;
    private static final long SECOND = 1_000_000_000;
    private static final long[] MINUTES = {60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200, 18_000, 36_000, 86_400};

    /** Durations in nanoseconds. */
    static Scale ofDurations(double most) {
        var step = round(Math.max(1, most) / MOST);
        if (step >= 50.0 * SECOND) {
            for (var seconds : MINUTES) {
                if ((double) seconds * SECOND * MOST >= most) {
                    step = (double) seconds * SECOND;
                    break;
                }
            }
        }
        return of(most, step, nanos -> Figures.tick(Math.round(nanos)));
    }

    static Scale ofTokens(double most) {
        return of(most, Math.max(1, round(most / MOST)), Scale::shortened);
    }

    static Scale ofDollars(double most) {
        return of(
                most, round(Math.max(most, 0.0001) / MOST), dollars -> dollars == 0 ? "$0" : "$" + shortened(dollars));
    }

    static Scale ofCounts(double most) {
        return of(most, Math.max(1, round(most / MOST)), count -> Figures.count(Math.round(count)));
    }

    private static Scale of(double most, double step, DoubleFunction<String> words) {
        return new Scale(Math.max(1, Math.ceil(most / step - 1e-9)) * step, step, words);
    }

    /** The next of 1, 2, 5, 10, 20 and so on. */
    private static double round(double value) {
        if (value <= 0) {
            return 1;
        }
        var power = Math.pow(10, Math.floor(Math.log10(value)));
        for (var factor : new double[] {1, 2, 5}) {
            if (factor * power >= value * (1 - 1e-9)) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    /** As short as it is exact, for values that are round: {@code 2M}, {@code 500k}, {@code 0.02}. */
    private static String shortened(double value) {
        if (value >= 1e9) {
            return trimmed(value / 1e9) + "G";
        }
        if (value >= 1e6) {
            return trimmed(value / 1e6) + "M";
        }
        return value >= 1e3 ? trimmed(value / 1e3) + "k" : trimmed(value);
    }

    private static String trimmed(double value) {
        return BigDecimal.valueOf(value)
                .round(new MathContext(3))
                .stripTrailingZeros()
                .toPlainString();
    }

    /** The values that are told, from the bottom. */
    List<Double> ticks() {
        var ticks = new ArrayList<Double>();
        for (var i = 0; i * step <= top + step / 1_000; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    String word(double value) {
        return words.apply(value);
    }
}
