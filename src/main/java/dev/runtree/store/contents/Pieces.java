package dev.runtree.store.contents;

/** Places of pieces in a text, in order, none within another; and of long strings, which may be in pieces. */
final class Pieces {
    private final Ranges pieces = new Ranges();
    private final Ranges longStrings = new Ranges();
    private boolean haveTools;

    int size() {
        return pieces.size();
    }

    int start(int piece) {
        return pieces.start(piece);
    }

    int end(int piece) {
        return pieces.end(piece);
    }

    void add(int start, int end) {
        pieces.add(start, end);
    }

    /** One piece in place of all from the given one on. */
    void replace(int from, int start, int end) {
        pieces.cut(from);
        pieces.add(start, end);
    }

    /** Whether one from the given one on is so long. */
    boolean hasLong(int from, int length) {
        for (var piece = from; piece < size(); piece++) {
            if (pieces.length(piece) >= length) {
                return true;
            }
        }
        return false;
    }

    /** What stands between the quotation marks of a long string. */
    void foundLongString(int start, int end) {
        var within = longStrings.size();
        while (within > 0 && longStrings.start(within - 1) >= start) {
            within--;
        }
        longStrings.cut(within);
        longStrings.add(start, end);
    }

    Ranges longStrings() {
        return longStrings;
    }

    void foundTools() {
        haveTools = true;
    }

    /** Whether definitions of tools are among them. */
    boolean haveTools() {
        return haveTools;
    }
}
