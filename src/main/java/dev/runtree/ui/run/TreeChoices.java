package dev.runtree.ui.run;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a reader has chosen of how runs are shown, kept from one start to the next.
 *
 * @param minimap whether it is shown; {@code null} leaves it to the size of the run
 */
record TreeChoices(Columns.Choice columns, @Nullable Boolean minimap, boolean criticalPath) {
    static final TreeChoices USUAL = new TreeChoices(Columns.Choice.USUAL, null, false);

    private static final String COLUMNS = "tree.columns";
    private static final String NAME_WIDTH = "tree.name-width";
    private static final String MINIMAP = "tree.minimap";
    private static final String CRITICAL_PATH = "tree.critical-path";

    /** Reads what was kept; what makes no sense is as usual. */
    static TreeChoices of(Map<String, String> kept) {
        var width = kept.getOrDefault(NAME_WIDTH, "").matches("\\d{1,4}")
                ? Integer.parseInt(kept.getOrDefault(NAME_WIDTH, "0"))
                : Columns.Choice.AUTOMATIC;
        var words = kept.get(COLUMNS);
        var columns = words == null ? Columns.Choice.USUAL : chosen(words);
        var minimap = kept.get(MINIMAP);
        return new TreeChoices(
                columns.withNameWidth(width),
                minimap == null ? null : Boolean.valueOf(minimap),
                Boolean.parseBoolean(kept.get(CRITICAL_PATH)));
    }

    private static Columns.Choice chosen(String words) {
        var wanted = EnumSet.noneOf(Column.class);
        var named = Arrays.asList(words.split(" ", -1));
        for (var column : Column.values()) {
            if (named.contains(column.word())) {
                wanted.add(column);
            }
        }
        return new Columns.Choice(wanted, Columns.Choice.AUTOMATIC, true);
    }

    /** By their names; an empty text takes a choice back. */
    Map<String, String> kept() {
        return Map.of(
                COLUMNS,
                columns.made()
                        ? columns.wanted().stream().sorted().map(Column::word).collect(Collectors.joining(" "))
                        : "",
                NAME_WIDTH,
                columns.nameWidth() > 0 ? String.valueOf(columns.nameWidth()) : "",
                MINIMAP,
                minimap == null ? "" : minimap.toString(),
                CRITICAL_PATH,
                criticalPath ? "true" : "");
    }
}
