package dev.runtree.ui.run;

import dev.runtree.provenance.CallOrigins.Mark;
import dev.runtree.ui.run.ToolPanel.Field;
import dev.runtree.ui.run.ToolPanel.Tone;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One side of an opened panel, of which so many lines are seen: the rest is scrolled to. */
final class PanelSide {
    /** How many lines are seen. */
    static final int SEEN = 12;

    private static final int LONGEST_KEY = 24;

    /** So many lines of several fields are counted for the thumb. */
    private static final int MOST_COUNTED = 10_000;

    private final List<Piece> pieces = new ArrayList<>();
    private final int keys;
    private int top;

    private record Piece(@Nullable String key, Tone tone, Mark mark, WrappedText text) {}

    /**
     * A line of it; the key stands before the first line of its value.
     *
     * @param isFirst of its value
     */
    record Line(@Nullable String key, String text, Tone tone, Mark mark, boolean isFirst) {}

    /** @param columns how many characters fit, keys included */
    PanelSide(List<Field> fields, int columns) {
        var longest = fields.stream()
                .mapToInt(field -> field.key() == null
                        ? 0
                        : Math.min(LONGEST_KEY, field.key().length()) + 2)
                .max()
                .orElse(0);
        keys = Math.min(longest, Math.max(6, columns / 2));
        for (var field : fields) {
            var key = field.key() == null ? null : elide(field.key(), keys - 1);
            pieces.add(new Piece(key, field.tone(), field.mark(), new WrappedText(field.value(), columns - keys)));
        }
    }

    private static String elide(String key, int room) {
        return key.length() <= room ? key : key.substring(0, Math.max(0, room - 1)) + "…";
    }

    /** The width of the keys, in characters. */
    int keys() {
        return keys;
    }

    /** How many lines there are, counted up to a number. */
    int count(int most) {
        var count = 0;
        for (var piece : pieces) {
            count += piece.text().count(most - count);
            if (count >= most) {
                return most;
            }
        }
        return count;
    }

    /** The lines that are seen. */
    List<Line> seen() {
        var lines = new ArrayList<Line>();
        var skip = top;
        for (var piece : pieces) {
            var wanted = skip + SEEN - lines.size();
            var there = piece.text().count(wanted);
            for (var i = skip; i < there; i++) {
                lines.add(new Line(
                        i == 0 ? piece.key() : null, piece.text().line(i), piece.tone(), piece.mark(), i == 0));
            }
            skip = Math.max(0, skip - there);
            if (lines.size() == SEEN) {
                break;
            }
        }
        return lines;
    }

    /** Whether more is there than is seen. */
    boolean scrolls() {
        return count(SEEN + 1) > SEEN;
    }

    /** @return whether there was something to scroll to */
    boolean scroll(int lines) {
        var most = Math.max(0, count(top + lines + SEEN) - SEEN);
        var wanted = Math.clamp((long) top + lines, 0, Math.max(0, most));
        var moved = wanted != top;
        top = wanted;
        return moved;
    }

    /** Which part of it lies above what is seen, and which part is seen: 0 to 1, by characters. */
    double[] place() {
        if (pieces.size() == 1) {
            var text = pieces.getFirst().text();
            return new double[] {text.before(top), text.before(top + SEEN) - text.before(top)};
        }
        var all = Math.max(1.0, count(MOST_COUNTED));
        return new double[] {top / all, SEEN / all};
    }
}
