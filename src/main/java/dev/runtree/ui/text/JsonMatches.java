package dev.runtree.ui.text;

import dev.runtree.json.Ints;
import dev.runtree.json.JsonIndex;
import java.util.BitSet;
import java.util.List;

/** The values that a query has found, and which lines are to be seen for them. */
final class JsonMatches {
    private final int count;
    private final BitSet starts = new BitSet();
    private final BitSet found = new BitSet();
    private final BitSet shown = new BitSet();

    /** @param lines in the order of the query; may be long, so not for the FX thread */
    JsonMatches(JsonIndex index, List<Integer> lines) {
        count = lines.size();
        lines.forEach(starts::set);
        var around = new Ints();
        for (var line = 0; line < index.size(); line++) {
            if (starts.get(line)) {
                found.set(line, index.last(line) + 1);
                lead(index, around, index.depth(line));
            }
            if (index.isOpen(line)) {
                around.put(index.depth(line), line);
            }
        }
        shown.or(found);
    }

    /** Marks the lines around one of this depth. */
    private void lead(JsonIndex index, Ints around, int depth) {
        for (var level = depth - 1; level >= 0 && !shown.get(around.get(level)); level--) {
            shown.set(around.get(level));
            shown.set(index.last(around.get(level)));
        }
    }

    /** How many values were found; one that was found twice counts twice. */
    int count() {
        return count;
    }

    /** The value found that comes next behind a line, or before it, round at the ends; -1 when there is none. */
    int next(int line, int step) {
        if (starts.isEmpty()) {
            return -1;
        }
        var next = step > 0 ? starts.nextSetBit(line + 1) : line == 0 ? -1 : starts.previousSetBit(line - 1);
        return next >= 0 ? next : step > 0 ? starts.nextSetBit(0) : starts.length() - 1;
    }

    /** Whether a line belongs to what was found. */
    boolean isFound(int line) {
        return found.get(line);
    }

    /** Whether it does, or leads to it. */
    boolean isShown(int line) {
        return shown.get(line);
    }
}
