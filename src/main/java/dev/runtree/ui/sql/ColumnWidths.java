package dev.runtree.ui.sql;

import dev.runtree.store.SqlConsole.Column;
import java.util.List;

/** How wide columns are at first: as their names and the first rows need, within bounds. */
record ColumnWidths(List<Column> columns, List<ResultRow> first) {
    private static final double LEAST = 56;
    private static final double MOST = 360;
    /** The only column may say more: a plan, for instance. */
    private static final double MOST_ALONE = 1_100;

    private static final double LETTER = 6.7;
    private static final double AROUND = 20;
    /** The name stands in another font, with room for the arrow of the order. */
    private static final double AROUND_NAME = 34;

    private static final int ROWS = 100;

    double of(int column) {
        var longest = first.stream()
                .limit(ROWS)
                .mapToInt(row -> CellText.of(row.at(column)).length())
                .max()
                .orElse(0);
        var wanted =
                Math.max(longest * LETTER + AROUND, columns.get(column).name().length() * LETTER + AROUND_NAME);
        return Math.clamp(wanted, LEAST, columns.size() == 1 ? MOST_ALONE : MOST);
    }
}
