package dev.runtree.ui.runs;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;

/** The columns of the list as the reader has put them: in which order, how wide, and which of them are shown. */
record ColumnSet(List<Chosen> all) {
    static final ColumnSet FIRST = new ColumnSet(List.of(RunColumn.values()).stream()
            .map(column -> new Chosen(column, column.width(), column.isShownAtFirst()))
            .toList());

    private static final double NARROWEST = 24;
    private static final double WIDEST = 1_200;

    /** @param width pixels; of a flexible column its share beside the others */
    record Chosen(RunColumn column, double width, boolean shown) {}

    ColumnSet {
        all = List.copyOf(all);
    }

    /** What {@link #print} gave; what is missing in it, or makes no sense, is as at first. */
    static ColumnSet parse(String text) {
        var found = new ArrayList<Chosen>();
        var known = EnumSet.noneOf(RunColumn.class);
        for (var part : text.split(" ", -1)) {
            var hidden = part.startsWith("-");
            var word = part.substring(hidden ? 1 : 0).split("=", 2);
            RunColumn.ofWord(word[0])
                    .filter(known::add)
                    .ifPresent(column -> found.add(new Chosen(column, width(column, word), !hidden)));
        }
        for (var missing : FIRST.all) {
            if (!known.contains(missing.column())) {
                found.add(missing);
            }
        }
        return new ColumnSet(found);
    }

    private static double width(RunColumn column, String[] word) {
        try {
            return word.length < 2 ? column.width() : Math.clamp(Double.parseDouble(word[1]), NARROWEST, WIDEST);
        } catch (NumberFormatException e) {
            return column.width();
        }
    }

    /** To be remembered: {@code status=30 name=190 -output=240}. */
    String print() {
        return all.stream()
                .map(each -> (each.shown() ? "" : "-") + each.column().word() + "=" + Math.round(each.width()))
                .collect(Collectors.joining(" "));
    }

    boolean isShown(RunColumn column) {
        return all.stream().anyMatch(each -> each.column() == column && each.shown());
    }

    /** Shows the column, or not; the name stays. */
    ColumnSet toggled(RunColumn column) {
        return changed(column, each -> new Chosen(column, each.width(), column == RunColumn.NAME || !each.shown()));
    }

    ColumnSet resized(RunColumn column, double width) {
        return changed(column, each -> new Chosen(column, Math.clamp(width, NARROWEST, WIDEST), each.shown()));
    }

    double width(RunColumn column) {
        return all.stream()
                .filter(each -> each.column() == column)
                .mapToDouble(Chosen::width)
                .findFirst()
                .orElse(column.width());
    }

    private interface Change {
        Chosen of(Chosen before);
    }

    private ColumnSet changed(RunColumn column, Change change) {
        return new ColumnSet(all.stream()
                .map(each -> each.column() == column ? change.of(each) : each)
                .toList());
    }

    /** Before or behind the next column that is shown. */
    ColumnSet moved(RunColumn column, int by) {
        var shown = all.stream().filter(Chosen::shown).map(Chosen::column).toList();
        var place = shown.indexOf(column) + by;
        if (!shown.contains(column) || place < 0 || place >= shown.size()) {
            return this;
        }
        var neighbour = shown.get(place);
        var order = new ArrayList<>(all);
        var moving = order.remove(indexOf(order, column));
        order.add(indexOf(order, neighbour) + (by > 0 ? 1 : 0), moving);
        return new ColumnSet(order);
    }

    private static int indexOf(List<Chosen> order, RunColumn column) {
        for (var i = 0; i < order.size(); i++) {
            if (order.get(i).column() == column) {
                return i;
            }
        }
        throw new IllegalArgumentException("no such column: " + column);
    }
}
