package dev.runtree.ui.text;

import dev.runtree.json.JsonIndex;
import dev.runtree.ui.text.RowText.Fold;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a JSON text: which of its lines are to be seen, as one array of their numbers. Folding and unfolding splice
 * it. A string can be opened in its place, as the JSON or the text that it holds; the lines of what is opened have numbers
 * below zero.
 */
final class JsonRows implements Rows {
    private final JsonIndex index;
    private final JsonRowText texts;
    private final IntRows rows = new IntRows();
    private final BitSet folded = new BitSet();
    private final List<Opened> opened = new ArrayList<>();
    private int taken;
    private int built;
    private @Nullable JsonMatches matches;

    /**
     * A string that was opened.
     *
     * @param base the number below zero of its first line, its complement
     * @param host the number of the line that has the string
     * @param json its lines when it holds JSON
     * @param plain its lines when it does not
     */
    record Opened(
            int base,
            int host,
            int depth,
            @Nullable JsonIndex json,
            @Nullable PlainLines plain) {
        int size() {
            return json != null ? json.size() : plain != null ? plain.size() : 0;
        }
    }

    /** What a string holds, ready to be shown in its place. */
    record Inside(@Nullable JsonIndex json, @Nullable PlainLines plain) {

        /** For a long string not for the FX thread. */
        static Inside of(Place place) {
            var said = place.index().said(place.line());
            var json = JsonIndex.isLikely(said) ? JsonIndex.of(said) : null;
            return json != null && json.mistake() == null
                    ? new Inside(json, null)
                    : new Inside(null, PlainLines.of(said));
        }
    }

    /** A line of the text itself, or of a string that was opened. */
    record Place(JsonIndex index, int line, int depth) {}

    JsonRows(JsonIndex index) {
        this.index = index;
        texts = new JsonRowText(this);
        grown();
    }

    JsonIndex index() {
        return index;
    }

    JsonRowText texts() {
        return texts;
    }

    /** Takes in what was added to the index. */
    void grown() {
        if (matches == null) {
            built = append(rows, index, built, index.size(), 0);
        }
    }

    /** Adds the lines from {@code from} to before {@code to} that are not folded away; gives where it ended. */
    private int append(IntRows to, JsonIndex of, int from, int end, int base) {
        var line = from;
        while (line < end) {
            if (matches != null && base == 0 && !matches.isShown(line)) {
                line = of.last(line) + 1;
                continue;
            }
            var id = base == 0 ? line : base - line;
            to.add(id);
            appendOpened(to, id);
            line = isFolded(id) ? of.last(line) + 1 : line + 1;
        }
        return line;
    }

    private void appendOpened(IntRows to, int host) {
        var inside = openedAt(host);
        if (inside == null) {
            return;
        }
        if (inside.json() != null) {
            append(to, inside.json(), 0, inside.json().size(), inside.base());
        } else {
            for (var line = 0; line < inside.size(); line++) {
                to.add(inside.base() - line);
            }
        }
    }

    private boolean isFolded(int id) {
        return folded.get(key(id));
    }

    /** Folds of lines below zero lie between those of the others. */
    private static int key(int id) {
        return id >= 0 ? id << 1 : (~id << 1) + 1;
    }

    @Nullable Opened openedAt(int host) {
        for (var each : opened) {
            if (each.host() == host) {
                return each;
            }
        }
        return null;
    }

    /** The opened string that a line below zero belongs to. */
    Opened openedOf(int id) {
        for (var each : opened) {
            if (id <= each.base() && id > each.base() - each.size()) {
                return each;
            }
        }
        throw new IllegalArgumentException("line " + id);
    }

    /** Where a row's line is in JSON; {@code null} for a line of plain text inside a string. */
    @Nullable Place place(int id) {
        if (id >= 0) {
            return new Place(index, id, index.depth(id));
        }
        var inside = openedOf(id);
        var line = inside.base() - id;
        return inside.json() == null
                ? null
                : new Place(
                        inside.json(), line, inside.depth() + 1 + inside.json().depth(line));
    }

    /** The number of the line that a row shows. */
    int id(int row) {
        return rows.get(row);
    }

    /** The line of the text itself that a row shows or, when it shows a part of a string that was opened, belongs to. */
    int rootLine(int row) {
        if (row >= rows.size()) {
            return 0;
        }
        var id = rows.get(row);
        while (id < 0) {
            id = openedOf(id).host();
        }
        return id;
    }

    /** The row of a line; -1 when it is folded away. */
    int rowOf(int id) {
        if (id < 0) {
            return rows.indexOf(id, 0);
        }
        var near = rows.size() == 0 ? 0 : rowNear(id);
        while (near > 0 && rows.get(near) < 0 && rootLine(near) == id) {
            near--;
        }
        return near < rows.size() && rows.get(near) == id ? near : -1;
    }

    /** The row of a line, or of what hides it. */
    int rowNear(int line) {
        var low = 0;
        var high = rows.size() - 1;
        while (low < high) {
            var middle = (low + high + 1) >>> 1;
            if (rootLine(middle) <= line) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** The row of what a row lies in; the row itself for the outermost. */
    int parentRow(int row) {
        var id = id(row);
        if (id < 0) {
            var inside = openedOf(id);
            var line = inside.base() - id;
            var parent = inside.json() == null ? -1 : inside.json().parent(line);
            return rowOf(parent < 0 ? inside.host() : inside.base() - parent);
        }
        var parent = index.parent(id);
        return parent < 0 ? row : rowOf(parent);
    }

    boolean isOpenable(int row) {
        return fold(id(row)) != Fold.NONE;
    }

    boolean isOpen(int row) {
        return fold(id(row)) == Fold.OPEN;
    }

    /** Whether a line can be opened, or is. */
    Fold fold(int id) {
        var place = place(id);
        if (place == null) {
            return Fold.NONE;
        }
        if (place.index().isOpen(place.line())) {
            return isFolded(id) ? Fold.CLOSED : Fold.OPEN;
        }
        if (!JsonRowText.isOpenableString(place.index(), place.line())) {
            return Fold.NONE;
        }
        return openedAt(id) != null ? Fold.OPEN : Fold.CLOSED;
    }

    /** Opens or closes what a row begins; not before the whole text is read. */
    void setOpen(int row, boolean open) {
        var id = id(row);
        var place = place(id);
        if (place == null || !index.isFinished() || !isOpenable(row) || isOpen(row) == open) {
            return;
        }
        if (place.index().isString(place.line())) {
            if (open) {
                open(row, Inside.of(place));
            } else {
                var end = endOf(row, place);
                close(id);
                rows.replace(row + 1, end, new IntRows());
            }
            return;
        }
        var end = open ? row + 1 : endOf(row, place);
        folded.set(key(id), !open);
        var inside = new IntRows();
        if (open) {
            var base = id >= 0 ? 0 : openedOf(id).base();
            append(inside, place.index(), place.line() + 1, place.index().last(place.line()) + 1, base);
        }
        rows.replace(row + 1, end, inside);
    }

    /** Opens a string, what it holds having been read. */
    void open(int row, Inside inside) {
        var id = id(row);
        var place = place(id);
        if (place == null || openedAt(id) != null) {
            return;
        }
        var fresh = new Opened(~taken, id, place.depth(), inside.json(), inside.plain());
        taken += fresh.size();
        opened.add(fresh);
        var lines = new IntRows();
        appendOpened(lines, id);
        rows.replace(row + 1, row + 1, lines);
    }

    /** Behind the rows that belong to what a row begins. */
    private int endOf(int row, Place place) {
        var id = id(row);
        var inside = openedAt(id);
        if (inside != null) {
            var last = row + 1;
            while (last < rows.size() && belongs(rows.get(last), inside)) {
                last++;
            }
            return last;
        }
        var close = place.index().last(place.line());
        var closeId = id >= 0 ? close : id - (close - place.line());
        var at = rows.indexOf(closeId, row + 1);
        return at < 0 ? rows.size() : at + 1;
    }

    private boolean belongs(int id, Opened inside) {
        var host = id;
        while (host < 0) {
            var of = openedOf(host);
            if (of.equals(inside)) {
                return true;
            }
            host = of.host();
        }
        return false;
    }

    private void close(int host) {
        var inside = openedAt(host);
        if (inside != null) {
            opened.remove(inside);
            for (var each : List.copyOf(opened)) {
                if (each.host() < 0 && each.host() <= inside.base() && each.host() > inside.base() - inside.size()) {
                    close(each.host());
                }
            }
        }
    }

    /** Unfolds everything above this depth and folds everything from it on; strings that were opened are closed. */
    void level(int depth) {
        folded.clear();
        opened.clear();
        taken = 0;
        for (var line = 0; line < index.size(); line++) {
            if (index.isOpen(line) && index.depth(line) >= depth) {
                folded.set(key(line));
            }
        }
        rebuild();
    }

    /** Unfolds everything. */
    void unfoldAll() {
        folded.clear();
        rebuild();
    }

    /** Shows only what was found, with what leads to it; {@code null} shows all. */
    void filter(@Nullable JsonMatches found) {
        matches = found;
        folded.clear();
        rebuild();
    }

    @Nullable JsonMatches matches() {
        return matches;
    }

    /** Makes the rows anew of what is folded and opened. */
    void rebuild() {
        rows.clear();
        built = append(rows, index, 0, index.size(), 0);
    }

    /** Unfolds what hides a line, and gives its row. */
    int reveal(int line) {
        if (rowOf(line) >= 0) {
            return rowOf(line);
        }
        for (var parent = index.parent(line); parent >= 0; parent = index.parent(parent)) {
            folded.clear(key(parent));
        }
        rebuild();
        return rowOf(line);
    }

    @Override
    public int size() {
        return rows.size();
    }

    @Override
    public RowText row(int row) {
        return texts.of(id(row));
    }

    @Override
    public int length(int row) {
        return texts.length(id(row));
    }

    @Override
    public int digits() {
        return 0;
    }

    /** What is copied of a part of a row. */
    String copied(int row, int from, int to) {
        return texts.copied(id(row), from, to);
    }
}
