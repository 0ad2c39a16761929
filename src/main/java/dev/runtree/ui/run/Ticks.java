package dev.runtree.ui.run;

import dev.runtree.model.Figures;
import java.util.ArrayList;
import java.util.List;

/**
 * Round times for a ruler.
 *
 * @param nanos from the start of the whole
 * @param label the shortest form that is exact: {@code 0}, {@code 5 s}, {@code 20m 10s}
 */
record Ticks(double nanos, String label) {
    private static final long SECOND = 1_000_000_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final long[] CLOCK = {
        SECOND, 2 * SECOND, 5 * SECOND, 10 * SECOND, 15 * SECOND, 30 * SECOND,
        MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE,
        HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY
    };

    /** The ticks inside a view that is {@code width} pixels wide, at least {@code apart} pixels from each other. */
    static List<Ticks> of(TimeView view, double width, double apart) {
        var ticks = new ArrayList<Ticks>();
        if (width < apart) {
            return ticks;
        }
        var step = step(view.length() * apart / width);
        for (var at = (long) Math.ceil(view.from() / step) * step; at <= view.from() + view.length(); at += step) {
            ticks.add(new Ticks(at, Figures.tick(at)));
        }
        return ticks;
    }

    private static long step(double least) {
        for (long decade = 1; decade < SECOND; decade *= 10) {
            for (var one : new long[] {decade, 2 * decade, 5 * decade}) {
                if (one >= least) {
                    return one;
                }
            }
        }
        for (var one : CLOCK) {
            if (one >= least) {
                return one;
            }
        }
        return (long) Math.ceil(least / DAY) * DAY;
    }
}
