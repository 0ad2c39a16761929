package dev.runtree.ui.text;

import dev.runtree.ui.Fonts;
import java.util.HashMap;
import java.util.Map;
import javafx.scene.text.Font;
import javafx.scene.text.Text;

/**
 * How wide characters are in the code font of one size. Most fill one cell, which makes long lines cheap; the others are
 * measured once each. What cannot be seen or would turn the line about is shown by a sign in its place. Belongs to the FX
 * thread.
 */
final class Cells {
    private static final char ZERO_WIDTH_JOINER = '\u200d';
    private static final int TAB = 4;
    private static final int PLAIN = 0x250;

    private static final Map<Double, Cells> BY_SIZE = new HashMap<>();

    private final Font font;
    private final double cell;
    private final boolean[] plain = new boolean[PLAIN];
    private final Map<Integer, Double> widths = new HashMap<>();
    private final Text text = new Text();

    private Cells(double size) {
        font = Fonts.mono(size);
        text.setFont(font);
        cell = measure("0000000000") / 10;
        for (var c = ' '; c < PLAIN; c++) {
            plain[c] =
                    c != 0xad && !Character.isISOControl(c) && Math.abs(measure(Character.toString(c)) - cell) < 0.02;
        }
    }

    /** Of a size in pixels; made once each, for it measures some hundred characters. */
    static Cells of(double size) {
        return BY_SIZE.computeIfAbsent(size, Cells::new);
    }

    Font font() {
        return font;
    }

    /** The width of one digit or Latin letter. */
    double cell() {
        return cell;
    }

    double rowHeight() {
        return Math.round(font.getSize() * 1.5);
    }

    /** Whether a character fills one cell and is drawn as it is. */
    boolean isPlain(char c) {
        return c < PLAIN && plain[c];
    }

    /** Whether all of a piece of text is plain. */
    boolean isPlain(String line, int from, int to) {
        for (var i = from; i < to; i++) {
            if (!isPlain(line.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** The width of the character at {@code i}, which is joined with the one before it or not. */
    double step(String line, int i, int character) {
        if (character == '\t') {
            return TAB * cell;
        }
        if (character < PLAIN && plain[character]) {
            return cell;
        }
        if (joins(character) || (i > 0 && line.charAt(i - 1) == ZERO_WIDTH_JOINER)) {
            return 0;
        }
        return widths.computeIfAbsent(shown(character), one -> measure(Character.toString(one)));
    }

    /** Whether a character is drawn over or together with the one before it. */
    static boolean joins(int character) {
        var type = Character.getType(character);
        return character == ZERO_WIDTH_JOINER
                || type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || (character >= 0x1f3fb && character <= 0x1f3ff);
    }

    /** Where a piece of a line ends, measured from {@code from}. */
    double width(String line, int from, int to) {
        if (isPlain(line, from, to)) {
            return (to - from) * cell;
        }
        var width = 0.0;
        for (var i = from; i < to; ) {
            var character = line.codePointAt(i);
            width += step(line, i, character);
            i += Character.charCount(character);
        }
        return width;
    }

    /** The place in a line that is nearest to {@code x}, measured from {@code from}. */
    int at(String line, int from, int to, double x) {
        var left = 0.0;
        for (var i = from; i < to; ) {
            var character = line.codePointAt(i);
            var width = step(line, i, character);
            if (x < left + width / 2) {
                return i;
            }
            left += width;
            i += Character.charCount(character);
        }
        return to;
    }

    /** What is drawn for a character: a sign for controls, for halves of pairs and for what turns the writing about. */
    static int shown(int character) {
        return switch (character) {
            case '\n' -> '↵';
            case '\t' -> '→';
            case '\r' -> '←';
            case 0x200b, 0x200e, 0x200f, 0x061c, 0x2028, 0x2029, 0x2060, 0xfeff, 0xad -> '·';
            default -> {
                if (character < ' ' || (character >= 0x7f && character < 0xa0)) {
                    yield '¤';
                }
                var turns =
                        (character >= 0x202a && character <= 0x202e) || (character >= 0x2066 && character <= 0x2069);
                yield turns ? '¤' : character >= 0xd800 && character <= 0xdfff ? 0xfffd : character;
            }
        };
    }

    /** Whether something else is drawn than the character itself. */
    static boolean isSign(int character) {
        return character != '\t' && shown(character) != character;
    }

    /** The width of words that are laid out as a whole. */
    double measure(String words) {
        text.setText(words);
        return text.getLayoutBounds().getWidth();
    }
}
