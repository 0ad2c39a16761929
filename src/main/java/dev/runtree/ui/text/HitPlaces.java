package dev.runtree.ui.text;

import dev.runtree.json.JsonIndex;
import org.jspecify.annotations.Nullable;

/** Where a hit in JSON is to be seen: in its row, or inside its string, which is opened when its row has only its beginning. */
final class HitPlaces {
    private HitPlaces() {}

    /** The place of a hit, after what hides it was opened; {@code null} when a filter hides it. */
    static @Nullable TextPlace of(JsonRows rows, int line, int offset) {
        var row = rows.reveal(line);
        if (row < 0) {
            return null;
        }
        var index = rows.index();
        var inValue = index.isString(line)
                && offset > valueStart(index, line, rows.texts().isAsSent());
        if (inValue && !rows.texts().isAsSent()) {
            var inString = offset - valueStart(index, line, false) - 1;
            if (!rows.isOpen(row) && inString >= JsonRowText.LIMIT - 1) {
                rows.setOpen(row, true);
            }
            var inside = rows.openedAt(line);
            if (inside != null) {
                return inside(rows, inside, inString);
            }
        }
        return new TextPlace(row, Math.min(offset, rows.row(row).text().length()));
    }

    private static int valueStart(JsonIndex index, int line, boolean asSent) {
        if (!index.hasKey(line)) {
            return 0;
        }
        var key = asSent
                ? index.keyEnd(line) - index.start(line) - 2
                : String.valueOf(index.key(line)).length();
        return key + 4;
    }

    private static TextPlace inside(JsonRows rows, JsonRows.Opened inside, int inString) {
        if (inside.plain() != null) {
            var piece =
                    Math.min(inside.plain().pieceAt(inString), inside.plain().size() - 1);
            return new TextPlace(
                    rows.rowOf(inside.base() - piece), inString - inside.plain().start(piece));
        }
        var json = inside.json();
        var line = json == null ? 0 : json.lineAt(inString);
        var row = rows.rowOf(inside.base() - line);
        var start = json == null ? 0 : json.start(line);
        return new TextPlace(Math.max(0, row), Math.max(0, inString - start));
    }
}
