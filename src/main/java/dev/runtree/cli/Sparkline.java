package dev.runtree.cli;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.ToDoubleFunction;

/** A course of figures in one word, a character each: {@code ▁▂▄█}; a blank where there is none. */
final class Sparkline {
    /** Of what nothing is known. */
    static final double NONE = Double.NaN;

    private static final String STEPS = "▁▂▃▄▅▆▇█";

    private Sparkline() {}

    static <T> String of(Collection<T> course, ToDoubleFunction<T> figure) {
        var figures = course.stream().mapToDouble(figure).toArray();
        var most =
                Arrays.stream(figures).filter(each -> !Double.isNaN(each)).max().orElse(0);
        var line = new StringBuilder();
        for (var each : figures) {
            line.append(Double.isNaN(each) ? ' ' : step(each, most));
        }
        return line.toString();
    }

    private static char step(double figure, double most) {
        var last = STEPS.length() - 1;
        return STEPS.charAt(most <= 0 ? 0 : Math.clamp(Math.round(figure / most * last), 0, last));
    }
}
