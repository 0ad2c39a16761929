package dev.runtree.store.contents;

import org.jspecify.annotations.Nullable;

/**
 * Members of an object that are an array in truth, such as {@code llm.input_messages.0.message.role} and {@code
 * llm.input_messages.0.message.content}: all with one number are an element, and small elements beside each other go
 * together. A piece begins with the value of its first member, so that whatever stands in its place leaves an object.
 */
final class FlattenedMembers {
    private final String text;
    private final Pieces pieces;
    private int key = -1;
    private int baseLength;
    private int elementLength;
    private int groupStart = -1;
    private int groupMark;
    private int end;

    FlattenedMembers(String text, Pieces pieces) {
        this.text = text;
        this.pieces = pieces;
    }

    /** Whether a key has a number between dots, or behind the last. */
    static @Nullable FlattenedMembers whereNumbered(
            @Nullable FlattenedMembers before, String text, int keyStart, int keyEnd, Pieces pieces) {
        return before != null || numbered(text, keyStart, keyEnd) < 0 ? before : new FlattenedMembers(text, pieces);
    }

    /** A member begins, whose value is not yet looked into. */
    void begin(int keyStart, int keyEnd, int valueStart) {
        var number = numbered(text, keyStart, keyEnd);
        if (number < 0) {
            close();
            return;
        }
        var base = number - keyStart;
        var element = digitsEnd(text, number, keyEnd) - keyStart;
        if (key < 0 || element != elementLength || !text.regionMatches(keyStart, text, key, element)) {
            endElement();
            if (key < 0 || base != baseLength || !text.regionMatches(keyStart, text, key, base)) {
                groupStart = -1;
            }
            if (groupStart < 0) {
                groupStart = valueStart;
                groupMark = pieces.size();
            }
            key = keyStart;
            baseLength = base;
            elementLength = element;
        }
    }

    /** The value of the member that was begun ends. */
    void end(int valueEnd) {
        end = valueEnd;
    }

    /** No further member belongs to these. */
    void close() {
        endElement();
        key = -1;
        groupStart = -1;
    }

    private void endElement() {
        if (key >= 0 && groupStart >= 0 && end - groupStart >= PieceFinder.LEAST) {
            if (end - groupStart <= PieceFinder.MOST && !pieces.hasLong(groupMark, PieceFinder.LONG)) {
                pieces.replace(groupMark, groupStart, end);
            }
            groupStart = -1;
        }
    }

    /** Where the first number between dots begins, or -1. */
    private static int numbered(String text, int from, int to) {
        for (var dot = text.indexOf('.', from, to); dot >= 0; dot = text.indexOf('.', dot + 1, to)) {
            var end = digitsEnd(text, dot + 1, to);
            if (end > dot + 1 && (end == to || text.charAt(end) == '.')) {
                return dot + 1;
            }
        }
        return -1;
    }

    private static int digitsEnd(String text, int from, int to) {
        var at = from;
        while (at < to && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }
}
