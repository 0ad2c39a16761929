package dev.runtree.model.watch;

import dev.runtree.model.Figures;
import org.jspecify.annotations.Nullable;

/** A figure beside that of the period before, in words; empty where there was none. */
public final class Change {
    private static final double POINTS = 100;
    private static final double LEAST_POINTS = 0.05;

    private Change() {}

    /** By how much of itself it changed: {@code +61 %}; what was nothing has no share. */
    public static String of(@Nullable Number now, @Nullable Number before) {
        if (now == null || before == null || before.doubleValue() == 0) {
            return "";
        }
        if (now.doubleValue() == before.doubleValue()) {
            return "±0 %";
        }
        return Figures.change(now.doubleValue() / before.doubleValue() - 1);
    }

    /** A share beside a share, both from 0 to 1: {@code +1.6 pt}. */
    public static String ofShares(double now, double before) {
        var points = (now - before) * POINTS;
        if (Math.abs(points) < LEAST_POINTS) {
            return "±0 pt";
        }
        return Figures.change(points / POINTS).replace(" %", " pt");
    }

    /** A number beside a number: {@code +3}. */
    public static String ofCounts(long now, long before) {
        return now == before
                ? "±0"
                : now > before ? "+" + Figures.count(now - before) : "−" + Figures.count(before - now);
    }
}
