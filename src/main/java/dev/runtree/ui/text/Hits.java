package dev.runtree.ui.text;

import dev.runtree.json.Ints;
import dev.runtree.json.JsonIndex;
import dev.runtree.json.JsonStrings;
import org.jspecify.annotations.Nullable;

/**
 * All places of a text that have the words, in order. Found off the FX thread, which may read meanwhile what was found so
 * far.
 */
final class Hits {
    private static final long STEP = 80_000_000;

    private final Ints lines = new Ints();
    private final Ints offsets = new Ints();
    private volatile boolean ended;
    private volatile boolean cancelled;

    /** How many were found so far. */
    int count() {
        return offsets.size();
    }

    /** The number of the line of JSON, or of the piece of plain text. */
    int line(int hit) {
        return lines.get(hit);
    }

    /** Where in its line it begins, a string being what it says, or as it was sent. */
    int offset(int hit) {
        return offsets.get(hit);
    }

    boolean isEnded() {
        return ended;
    }

    void cancel() {
        cancelled = true;
    }

    /** The first hit at or behind a place; {@link #count} when there is none. */
    int from(int line, int offset) {
        var low = 0;
        var high = count();
        while (low < high) {
            var middle = (low + high) >>> 1;
            var before = line(middle) < line || (line(middle) == line && offset(middle) < offset);
            if (before) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void add(int line, int offset) {
        lines.add(line);
        offsets.add(offset);
    }

    private void publish() {
        lines.publish();
        offsets.publish();
    }

    /** Looks through a plain text. */
    void findIn(PlainLines text, Words words, Runnable progress) {
        var told = System.nanoTime();
        var piece = 0;
        for (var at = words.in(text.text(), 0);
                at >= 0 && !cancelled;
                at = words.in(text.text(), at + words.length())) {
            while (piece + 1 < text.size() && text.start(piece + 1) <= at) {
                piece++;
            }
            add(piece, at - text.start(piece));
            told = tell(told, progress);
        }
        end();
    }

    /**
     * Looks through JSON, line by line.
     *
     * @param within of which lines alone; {@code null} for all
     */
    void findIn(JsonIndex index, Words words, boolean asSent, @Nullable JsonMatches within, Runnable progress) {
        var told = System.nanoTime();
        var next = words.in(index.text(), 0);
        var across = words.isAcrossTokens();
        for (var line = 0; line < index.size() && !cancelled; line++) {
            if (index.isClose(line) || (within != null && !within.isShown(line))) {
                continue;
            }
            var start = index.start(line);
            if (next >= 0 && next < start) {
                next = words.in(index.text(), start);
            }
            var hasEscapes = !asSent && index.isEscaped(line);
            var end = index.isOpen(line) ? index.valueStart(line) : index.valueEnd(line);
            if (across || hasEscapes || (next >= 0 && next < end) || (!asSent && index.hasEscapedKey(line))) {
                find(line, said(index, line, asSent), words);
            }
            told = tell(told, progress);
        }
        end();
    }

    private void find(int line, String said, Words words) {
        for (var at = words.in(said, 0); at >= 0; at = words.in(said, at + words.length())) {
            add(line, at);
        }
    }

    private long tell(long told, Runnable progress) {
        var now = System.nanoTime();
        if (now - told < STEP) {
            return told;
        }
        publish();
        progress.run();
        return now;
    }

    private void end() {
        publish();
        ended = true;
    }

    /** A line as it reads, however long. */
    static String said(JsonIndex index, int line, boolean asSent) {
        var key = !index.hasKey(line)
                ? ""
                : '"'
                        + (asSent
                                ? index.text().substring(index.start(line) + 1, index.keyEnd(line) - 1)
                                : index.key(line))
                        + "\": ";
        if (index.isOpen(line)) {
            return key + (index.isObject(line) ? "{" : "[");
        }
        var from = index.valueStart(line);
        var to = index.valueEnd(line);
        var text = index.text();
        return key
                + (index.isString(line) && !asSent
                        ? '"' + JsonStrings.decoded(text, from + 1, to - 1) + '"'
                        : text.substring(from, to));
    }
}
