package dev.runtree.ui.run;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where the columns of the tree stand, in whole pixels. As the pane narrows they leave one after the other, so that names can
 * be read and the timeline says something; name, duration and lane stay.
 *
 * @param name the width of the name column, from 0
 * @param rights the right edge of each column that is there
 * @param lane where the timeline begins
 * @param end where it ends
 */
record Columns(int name, Map<Column, Integer> rights, int lane, int end) {
    /** Names can be read from this width on. */
    static final int LEAST_NAME = 240;

    private static final int MOST_NAME = 480;
    private static final int LEAST_LANE = 100;
    private static final int GAP = 10;

    /** Who leaves first, when it gets narrow. */
    private static final List<Column> LEAVING =
            List.of(Column.COST, Column.OWN_TOKENS, Column.TOKENS, Column.SELF, Column.STATUS);

    Columns {
        rights = Map.copyOf(rights);
    }

    /** What the reader wants of them; until the reader chooses, self time is shown where there is room for all. */
    record Choice(Set<Column> wanted, int nameWidth, boolean made) {
        static final int AUTOMATIC = 0;

        static final Choice USUAL =
                new Choice(EnumSet.of(Column.DURATION, Column.SELF, Column.TOKENS, Column.COST), AUTOMATIC, false);

        Choice {
            wanted = Set.copyOf(wanted);
        }

        Choice with(Column column, boolean shown) {
            var changed = EnumSet.noneOf(Column.class);
            changed.addAll(wanted);
            if (shown) {
                changed.add(column);
            } else {
                changed.remove(column);
            }
            return new Choice(changed, nameWidth, true);
        }

        Choice withNameWidth(int width) {
            return new Choice(wanted, width, made);
        }
    }

    static Columns of(double width) {
        return of(width, Choice.USUAL);
    }

    static Columns of(double width, Choice choice) {
        var end = (int) Math.max(0, width - 8);
        var shown = EnumSet.of(Column.DURATION);
        shown.addAll(choice.wanted());
        var least = LEAST_LANE + (choice.nameWidth() > 0 ? Math.min(choice.nameWidth(), LEAST_NAME) : LEAST_NAME);
        if (!choice.made() && end - figures(shown) < least) {
            shown.remove(Column.SELF);
        }
        for (var leaving : LEAVING) {
            if (end - figures(shown) >= least) {
                break;
            }
            shown.remove(leaving);
        }
        return of(end, shown, choice.nameWidth());
    }

    private static int figures(Set<Column> shown) {
        return GAP + shown.stream().mapToInt(Column::width).sum();
    }

    private static Columns of(int end, Set<Column> shown, int nameWidth) {
        var rest = Math.max(0, end - figures(shown));
        var usual = Math.min(MOST_NAME, (int) Math.max(rest * 0.5, Math.min(rest, LEAST_NAME)));
        var name = nameWidth > 0 ? Math.clamp(nameWidth, Math.min(120, rest), Math.max(120, rest - 60)) : usual;
        var rights = new EnumMap<Column, Integer>(Column.class);
        var x = Math.min(name, rest);
        for (var column : Column.values()) {
            if (shown.contains(column)) {
                x += column.width();
                rights.put(column, x);
            }
        }
        return new Columns(Math.min(name, rest), rights, Math.min(x + GAP, end), end);
    }

    boolean shows(Column column) {
        return rights.containsKey(column);
    }

    /** The right edge of a column that is there. */
    int right(Column column) {
        return rights.getOrDefault(column, 0);
    }

    /** Those that are there, from left to right. */
    List<Column> shown() {
        var shown = new ArrayList<Column>();
        for (var column : Column.values()) {
            if (shows(column)) {
                shown.add(column);
            }
        }
        return shown;
    }

    int laneWidth() {
        return end - lane;
    }
}
