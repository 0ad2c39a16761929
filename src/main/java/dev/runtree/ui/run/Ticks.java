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
public record Ticks(double nanos, String label) {
    private static final long SECOND = 1_000_000_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final long[] CLOCK = {
        SECOND, 2 * SECOND, 5 * SECOND, 10 * SECOND, 15 * SECOND, 30 * SECOND,
        MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE,
        HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY
    };

    /**
     * The ticks inside a view that is {@code width} pixels wide, at least {@code apart} pixels from each other; none inside a
     * break, where time is not even.
     */
    public static List<Ticks> of(TimeView view, double width, double apart) {
        var ticks = new ArrayList<Ticks>();
        if (width < apart) {
            return ticks;
        }
        var step = step(view.length() * apart / width);
        var scale = view.scale();
        var from = view.time(0);
        for (var i = 0; i <= scale.breaks(); i++) {
            var until = i < scale.breaks() ? scale.breakFrom(i) : Double.MAX_VALUE;
            stretch(ticks, from, Math.min(until, view.time(1)), step, view, view.length() * apart * 0.9 / width);
            from = i < scale.breaks() ? Math.max(from, scale.breakTo(i)) : from;
        }
        return ticks;
    }

    private static void stretch(List<Ticks> ticks, double from, double to, long step, TimeView view, double apart) {
        var last = ticks.isEmpty()
                ? -Double.MAX_VALUE
                : view.scale().laidOut(ticks.getLast().nanos());
        for (var at = (long) Math.ceil(from / step) * step;
                at >= 0 && at <= to;
                at += step) { // behind the last long is less
            if (view.scale().laidOut((double) at) - last >= apart) {
                ticks.add(new Ticks(at, Figures.tick(at)));
                last = -Double.MAX_VALUE;
            }
        }
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
