package dev.runtree.ui.runs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the columns stand in a row of one line. Flexible ones share what is left; where there is too little, the least important
 * are left out.
 *
 * @param places from left to right, in whole pixels
 */
record ColumnPlaces(List<Place> places) {
    static final ColumnPlaces NONE = new ColumnPlaces(List.of());

    /** A flexible column gets no less than this part of its width. */
    private static final double LEAST = 0.6;

    private static final double EDGE = 8;

    record Place(RunColumn column, double start, double width) {
        double end() {
            return start + width;
        }
    }

    ColumnPlaces {
        places = List.copyOf(places);
    }

    static ColumnPlaces of(ColumnSet set, double width) {
        var shown = new ArrayList<>(
                set.all().stream().filter(ColumnSet.Chosen::shown).toList());
        for (var column : RunColumn.dispensable()) {
            if (least(shown) + 2 * EDGE > width) {
                shown.removeIf(each -> each.column() == column);
            }
        }
        var fixed = shown.stream()
                .filter(each -> !each.column().isFlexible())
                .mapToDouble(ColumnSet.Chosen::width)
                .sum();
        var shares = shown.stream()
                .filter(each -> each.column().isFlexible())
                .mapToDouble(ColumnSet.Chosen::width)
                .sum();
        var left = Math.max(0, width - 2 * EDGE - fixed);
        var places = new ArrayList<Place>();
        var at = EDGE;
        for (var each : shown) {
            var wide = each.column().isFlexible() ? left * each.width() / shares : each.width();
            var start = Math.rint(at);
            places.add(new Place(each.column(), start, Math.rint(at + wide) - start));
            at += wide;
        }
        return new ColumnPlaces(places);
    }

    private static double least(List<ColumnSet.Chosen> shown) {
        return shown.stream()
                .mapToDouble(each -> each.column().isFlexible() ? LEAST * each.width() : each.width())
                .sum();
    }

    Optional<Place> of(RunColumn column) {
        return places.stream().filter(place -> place.column() == column).findFirst();
    }
}
