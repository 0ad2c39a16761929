package dev.runtree.bench;

import java.util.ArrayList;
import java.util.List;

/** The same measured several times; the one in the middle counts, since a machine has its moods. */
final class Medians {
    private final List<Double> values = new ArrayList<>();

    void add(double value) {
        values.add(value);
    }

    double median() {
        var sorted = values.stream().sorted().toList();
        var middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    double least() {
        return values.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
    }

    double most() {
        return values.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
    }

    /** Between which they lie. */
    String spread() {
        return Report.text("%,.0f to %,.0f", least(), most());
    }
}
