package dev.runtree.store;

import dev.runtree.store.CourseReader.Sampled;
import dev.runtree.store.RunCourse.Outlier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Which runs stand out: beyond three times the spread of the middle half, and more than twice as much as the usual one. */
final class CourseOutliers {
    private static final int FEW = 12;
    private static final int MOST = 12;
    private static final double FAR = 3;

    private CourseOutliers() {}

    static List<Outlier> of(List<Sampled> sample) {
        var slow = limit(sample, Sampled::millis);
        var dear = limit(sample, CourseOutliers::cost);
        return sample.stream()
                .filter(each -> each.millis() > slow || cost(each) > dear)
                .sorted(Comparator.comparingDouble((Sampled each) -> Math.max(each.millis() / slow, cost(each) / dear))
                        .reversed())
                .limit(MOST)
                .map(each -> each.outlier(each.millis() > slow, cost(each) > dear))
                .sorted(Comparator.comparing(Outlier::start))
                .toList();
    }

    private static double cost(Sampled each) {
        return each.cost() == null ? 0 : each.cost().doubleValue();
    }

    private static double limit(List<Sampled> sample, ToDoubleFunction<Sampled> figure) {
        var figures = sample.stream()
                .mapToDouble(figure)
                .filter(each -> each > 0)
                .sorted()
                .toArray();
        if (figures.length < FEW) {
            return Double.POSITIVE_INFINITY;
        }
        var low = figures[figures.length / 4];
        var high = figures[figures.length * 3 / 4];
        var usual = Arrays.stream(figures).skip(figures.length / 2).findFirst().orElse(0);
        return Math.max(high + FAR * (high - low), 2 * usual);
    }
}
