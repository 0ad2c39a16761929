package dev.runtree.ui.text;

import dev.runtree.json.Ints;

/**
 * Where the lines of a text begin, found as far as asked. A line that is longer than any screen is cut into pieces, so that
 * showing a part of it costs no more than that part.
 */
final class PlainLines {
    /** Where a line is cut, in characters. */
    static final int LONGEST = 8192;

    private final String text;
    private final Ints starts = new Ints();
    private final Ints numbers = new Ints();
    private int from;
    private int number = 1;
    private volatile boolean finished;

    PlainLines(String text) {
        this.text = text;
    }

    static PlainLines of(String text) {
        var lines = new PlainLines(text);
        lines.scan(Integer.MAX_VALUE);
        return lines;
    }

    /** Goes on until this place of the text is passed; whether there is more. */
    boolean scan(int upTo) {
        while (!finished && from < upTo) {
            var feed = text.indexOf('\n', from);
            var end = feed < 0 ? text.length() : feed;
            cut(end);
            number++;
            from = end + 1;
            if (feed < 0) {
                publish();
                finished = true;
            }
        }
        publish();
        return !finished;
    }

    private void cut(int end) {
        add(from);
        var at = from;
        while (end - at > LONGEST) {
            at += LONGEST;
            // Not between the halves of a pair, nor before a mark that belongs to the character before it.
            while (at < end && (Character.isLowSurrogate(text.charAt(at)) || isMark(text.charAt(at)))) {
                at++;
            }
            if (at < end) {
                add(at);
            }
        }
    }

    private static boolean isMark(char c) {
        return c > 0x2ff && Character.getType(c) == Character.NON_SPACING_MARK;
    }

    private void add(int start) {
        starts.add(start);
        numbers.add(number);
    }

    private void publish() {
        starts.publish();
        numbers.publish();
    }

    String text() {
        return text;
    }

    boolean isFinished() {
        return finished;
    }

    /** Pieces found so far whose end is known. */
    int size() {
        return Math.max(0, numbers.size() - (finished ? 0 : 1));
    }

    int start(int piece) {
        return starts.get(piece);
    }

    /** Without the line's end. */
    int end(int piece) {
        var next = piece + 1 < numbers.size() ? starts.get(piece + 1) : text.length() + 1;
        var end = next - 1;
        if (end >= text.length()) {
            return text.length();
        }
        if (text.charAt(end) != '\n') {
            return next;
        }
        return end > start(piece) && text.charAt(end - 1) == '\r' ? end - 1 : end;
    }

    String line(int piece) {
        return text.substring(start(piece), end(piece));
    }

    /** Counted from 1. */
    int number(int piece) {
        return numbers.get(piece);
    }

    /** Whether a piece goes on with the line of the piece before it. */
    boolean goesOn(int piece) {
        return piece > 0 && number(piece) == number(piece - 1);
    }

    /** The piece in which a place of the text stands. */
    int pieceAt(int offset) {
        return Math.max(0, starts.floor(offset));
    }

    /** The piece with which a line begins; the last one when there are fewer lines. */
    int pieceOf(int line) {
        return Math.max(0, numbers.floor(line - 1) + 1 < size() ? numbers.floor(line - 1) + 1 : numbers.floor(line));
    }
}
