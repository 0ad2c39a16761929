package dev.runtree.ui.text;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of a row as it is drawn: pieces of plain cells, and others that are laid out by themselves, such as words that
 * are written from right to left together with what stands between them. A piece never reaches from one colour into the
 * next, so that a text cannot turn about what stands beside it.
 */
final class Pieces {
    /** A piece that is not of plain cells is laid out as a whole, and so no longer than this. */
    private static final int LONGEST = 200;

    private final String text;
    private final int from;
    private final Cells cells;
    private final List<Piece> pieces = new ArrayList<>();
    private double width;

    /**
     * A piece.
     *
     * @param x from the start of the line
     * @param plain whether each character fills a cell
     * @param sign whether it is one character that is drawn as another
     * @param leftward whether it is written from right to left
     */
    record Piece(int from, int to, double x, double width, Ink ink, boolean plain, boolean sign, boolean leftward) {}

    private Pieces(String text, int from, Cells cells) {
        this.text = text;
        this.from = from;
        this.cells = cells;
    }

    static Pieces of(RowText row, int from, int to, Cells cells) {
        var line = new Pieces(row.text(), from, cells);
        var at = from;
        for (var run : row.runs()) {
            while (at < Math.min(to, run.to())) {
                at = line.add(at, Math.min(to, run.to()), run.ink());
            }
        }
        return line;
    }

    List<Piece> all() {
        return pieces;
    }

    double width() {
        return width;
    }

    private int add(int start, int end, Ink ink) {
        if (isPlain(start, end)) {
            var to = start + 1;
            while (to < end && isPlain(to, end)) {
                to++;
            }
            put(start, to, (to - start) * cells.cell(), ink, true, false, false);
            return to;
        }
        var first = text.codePointAt(start);
        var after = start + Character.charCount(first);
        if (first == '\t' || Cells.isSign(first)) {
            put(start, after, cells.step(text, start, first), ink, false, true, false);
            return after;
        }
        var leftward = isLeftward(first);
        var to = leftward ? leftwardEnd(start, end) : otherEnd(start, end);
        put(start, to, cells.measure(text.substring(start, to)), ink, false, false, leftward);
        return to;
    }

    private void put(int start, int to, double wide, Ink ink, boolean plain, boolean sign, boolean leftward) {
        pieces.add(new Piece(start, to, width, wide, ink, plain, sign, leftward));
        width += wide;
    }

    /** A letter with a mark over it is none: both are drawn together. */
    private boolean isPlain(int at, int end) {
        return cells.isPlain(text.charAt(at)) && (at + 1 >= end || !Cells.joins(text.charAt(at + 1)));
    }

    private int otherEnd(int start, int end) {
        var at = start;
        while (at < end && at - start < LONGEST) {
            var character = text.codePointAt(at);
            var stops = at > start
                    && !Cells.joins(character)
                    && (isPlain(at, end) || character == '\t' || Cells.isSign(character) || isLeftward(character));
            if (stops) {
                return at;
            }
            at += Character.charCount(character);
        }
        return whole(at, end);
    }

    /** As far as the last letter of this direction before one of the other. */
    private int leftwardEnd(int start, int end) {
        var last = start;
        for (var at = start; at < end && at - start < LONGEST; ) {
            var character = text.codePointAt(at);
            if (character == '\t' || Cells.isSign(character) || isRightward(character)) {
                break;
            }
            at += Character.charCount(character);
            if (isLeftward(character) || Cells.joins(character)) {
                last = at;
            }
        }
        return whole(Math.max(last, start + 1), end);
    }

    /** Not between a letter and its marks. */
    private int whole(int at, int end) {
        var to = at;
        while (to < end && (Character.isLowSurrogate(text.charAt(to)) || Cells.joins(text.charAt(to)))) {
            to++;
        }
        return to;
    }

    private static boolean isLeftward(int character) {
        var direction = Character.getDirectionality(character);
        return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    }

    private static boolean isRightward(int character) {
        return Character.getDirectionality(character) == Character.DIRECTIONALITY_LEFT_TO_RIGHT;
    }

    /** Where the character at {@code offset} begins, as one reads. */
    double x(int offset) {
        for (var piece : pieces) {
            if (offset < piece.to()) {
                return edge(piece, Math.max(offset, piece.from()));
            }
        }
        return width;
    }

    private double edge(Piece piece, int offset) {
        var whole = cells.width(text, piece.from(), piece.to());
        var part = whole == 0 ? 0 : cells.width(text, piece.from(), offset) / whole * piece.width();
        return piece.x() + (piece.leftward() ? piece.width() - part : part);
    }

    /** From where to where characters stand, piece by piece. */
    List<double[]> spans(int first, int last) {
        var spans = new ArrayList<double[]>();
        for (var piece : pieces) {
            var start = Math.max(first, piece.from());
            var end = Math.min(last, piece.to());
            if (start < end) {
                var a = edge(piece, start);
                var b = edge(piece, end);
                spans.add(new double[] {Math.min(a, b), Math.abs(b - a)});
            }
        }
        return spans;
    }

    /** The place between two characters that is nearest to {@code x}. */
    int at(double x) {
        for (var piece : pieces) {
            if (x < piece.x() + piece.width()) {
                var into = Math.max(0, x - piece.x());
                var read = piece.leftward() ? piece.width() - into : into;
                var whole = cells.width(text, piece.from(), piece.to());
                var scaled = piece.width() == 0 ? 0 : read / piece.width() * whole;
                return cells.at(text, piece.from(), piece.to(), scaled);
            }
        }
        return pieces.isEmpty() ? from : pieces.getLast().to();
    }
}
