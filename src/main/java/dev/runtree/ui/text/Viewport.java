package dev.runtree.ui.text;

import java.util.HashMap;
import java.util.Map;

/**
 * Which part of the rows is in view: the row at the top, the line of it when rows are wrapped, and how many pixels of that
 * are scrolled away. Nothing of this depends on how many rows there are; where a row stands among all is told by about how
 * long rows are.
 */
final class Viewport {
    private static final int MOST_KEPT = 400;

    private Rows rows;
    private Cells cells;
    private boolean wrap;
    private double width;
    private double height;
    private int top;
    private int topLine;
    private double shift;
    private int[] ahead = {};
    private boolean aheadKnown;
    private final Map<Integer, Laid> laid = new HashMap<>();

    /** A row with the offsets at which its lines begin. */
    static final class Laid {
        private final RowText row;
        private final int[] starts;
        private final Pieces[] pieces;
        private final Cells cells;

        private Laid(RowText row, int[] starts, Cells cells) {
            this.row = row;
            this.starts = starts;
            this.cells = cells;
            pieces = new Pieces[starts.length];
        }

        RowText row() {
            return row;
        }

        /** How many lines it has. */
        int lines() {
            return starts.length;
        }

        /** The offset at which a line begins. */
        int start(int line) {
            return starts[line];
        }

        /** A line as it is drawn; laid out when it is first asked for. */
        Pieces line(int line) {
            var known = pieces[line];
            if (known == null) {
                known = Pieces.of(row, starts[line], end(line), cells);
                pieces[line] = known;
            }
            return known;
        }

        int end(int line) {
            return line + 1 < starts.length ? starts[line + 1] : row.text().length();
        }

        /** The line in which an offset stands. */
        int lineOf(int offset) {
            var line = starts.length - 1;
            while (line > 0 && starts[line] > offset) {
                line--;
            }
            return line;
        }
    }

    Viewport(Rows rows, Cells cells) {
        this.rows = rows;
        this.cells = cells;
    }

    void show(Rows other) {
        rows = other;
        changed();
        toStart();
    }

    Rows rows() {
        return rows;
    }

    Cells cells() {
        return cells;
    }

    void setCells(Cells other) {
        cells = other;
        changed();
    }

    void resize(double newWidth, double newHeight) {
        if (newWidth != width) {
            width = newWidth;
            changed();
        }
        height = newHeight;
        fill();
    }

    boolean wraps() {
        return wrap;
    }

    void setWrap(boolean wrapped) {
        wrap = wrapped;
        topLine = 0;
        changed();
        fill();
    }

    /** Forgets what was known of rows; what is at the top stays there. */
    void changed() {
        laid.clear();
        aheadKnown = false;
        top = Math.clamp(top, 0, Math.max(0, rows.size() - 1));
    }

    double rowHeight() {
        return cells.rowHeight();
    }

    int top() {
        return top;
    }

    int topLine() {
        return topLine;
    }

    /** Pixels of the line at the top that are scrolled away. */
    double shift() {
        return shift;
    }

    /** Where the text of a row starts, in pixels from the left edge of all text. */
    double indent(RowText row) {
        var step = 2 * cells.cell();
        var most = Math.max(step, width * 0.4);
        var gutter = row.fold() != RowText.Fold.NONE || rows instanceof JsonRows ? 14 : 0;
        return gutter + Math.min(row.indent() * step, most);
    }

    Laid laid(int row) {
        var known = laid.get(row);
        if (known == null) {
            var text = rows.row(row);
            var starts =
                    wrap && text.wraps() ? Wrapping.starts(text.text(), width - indent(text), cells) : new int[] {0};
            known = new Laid(text, starts, cells);
            if (laid.size() > MOST_KEPT) {
                laid.clear();
            }
            laid.put(row, known);
        }
        return known;
    }

    private int lines(int row) {
        return wrap ? laid(row).lines() : 1;
    }

    void toStart() {
        top = 0;
        topLine = 0;
        shift = 0;
    }

    /** Has a row at the top, or the nearest that there is. */
    void stay(int row) {
        toStart();
        top = Math.clamp(row, 0, Math.max(0, rows.size() - 1));
        fill();
    }

    void toEnd() {
        if (rows.size() == 0) {
            toStart();
            return;
        }
        top = rows.size() - 1;
        topLine = lines(top) - 1;
        shift = rowHeight();
        scroll(-height);
    }

    /** Moves by pixels, at most to either end. */
    void scroll(double pixels) {
        shift += pixels;
        while (shift < 0 && (topLine > 0 || top > 0)) {
            back();
            shift += rowHeight();
        }
        shift = Math.max(0, shift);
        while (shift >= rowHeight() && (topLine + 1 < lines(top) || top + 1 < rows.size())) {
            forth();
            shift -= rowHeight();
        }
        fill();
    }

    private void back() {
        if (topLine > 0) {
            topLine--;
        } else {
            top--;
            topLine = lines(top) - 1;
        }
    }

    private void forth() {
        if (topLine + 1 < lines(top)) {
            topLine++;
        } else {
            top++;
            topLine = 0;
        }
    }

    /** Leaves no room beneath the last line while there is something above. */
    private void fill() {
        if (rows.size() == 0) {
            toStart();
            return;
        }
        topLine = Math.min(topLine, lines(top) - 1);
        var line = topLine;
        var row = top;
        var y = -shift;
        while (y < height && row < rows.size()) {
            y += (lines(row) - line) * rowHeight();
            line = 0;
            row++;
        }
        var missing = height - y;
        if (missing <= 0) {
            return;
        }
        shift -= missing;
        while (shift < 0 && (topLine > 0 || top > 0)) {
            back();
            shift += rowHeight();
        }
        shift = Math.max(0, shift);
    }

    /** Scrolls until a place is in view: not at all, or so that it stands in the upper third. */
    void reveal(int row, int offset, boolean near) {
        var line = laid(row).lineOf(offset);
        var y = y(row, line);
        if (y >= 0 && y + rowHeight() <= height) {
            return;
        }
        var wasAbove = row < top || (row == top && line <= topLine);
        top = row;
        topLine = line;
        shift = 0;
        scroll(near ? (wasAbove ? 0 : rowHeight() - height) : -Math.floor(height / 3 / rowHeight()) * rowHeight());
    }

    /** Where a line of a row begins, in pixels from the upper edge; far away when it is not in view. */
    double y(int row, int line) {
        if (row < top) {
            return -1;
        }
        var y = -shift - topLine * rowHeight();
        for (var r = top; r < row; r++) {
            y += lines(r) * rowHeight();
            if (y > height) {
                return height;
            }
        }
        return y + line * rowHeight();
    }

    /** How far the top is from the start, in lines, by about how long rows are. */
    double position() {
        return rows.size() == 0 ? 0 : before(top) + (topLine + shift / rowHeight()) / lines(top) * weight(top);
    }

    /** How many lines there are about. */
    double total() {
        return before(rows.size());
    }

    /** Goes to a position as {@link #position} tells it. */
    void moveTo(double position) {
        if (rows.size() == 0) {
            return;
        }
        var row = rowAt(position);
        var part = (position - before(row)) / weight(row) * lines(row);
        top = row;
        topLine = Math.clamp((int) part, 0, lines(row) - 1);
        shift = Math.clamp(part - topLine, 0, 1) * rowHeight();
        fill();
    }

    /** The row at a position among all. */
    int rowAt(double position) {
        if (!wrap) {
            return Math.clamp((int) position, 0, rows.size() - 1);
        }
        var low = 0;
        var high = rows.size() - 1;
        while (low < high) {
            var middle = (low + high + 1) >>> 1;
            if (before(middle) <= position) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** About how many lines stand before a row. */
    int before(int row) {
        if (!wrap) {
            return row;
        }
        if (!aheadKnown || ahead.length != rows.size() + 1) {
            ahead = new int[rows.size() + 1];
            var columns = Math.max(8, (int) (width / cells.cell()) - 2);
            for (var i = 0; i < rows.size(); i++) {
                ahead[i + 1] = ahead[i] + Math.max(1, (rows.length(i) + columns - 1) / columns);
            }
            aheadKnown = true;
        }
        return ahead[row];
    }

    private int weight(int row) {
        return Math.max(1, before(row + 1) - before(row));
    }

    double width() {
        return width;
    }

    double height() {
        return height;
    }
}
