package dev.runtree.ui.text;

import java.util.Arrays;

/** Where the lines of a row begin when it is wrapped: at words where there are any, else anywhere. */
final class Wrapping {
    private static final int[] ONE = {0};

    private Wrapping() {}

    /** The offsets at which lines begin; the first is 0. */
    static int[] starts(String line, double width, Cells cells) {
        var room = Math.max(width, 8 * cells.cell());
        if (line.length() * cells.cell() <= room && cells.isPlain(line, 0, line.length())) {
            return ONE;
        }
        var starts = new int[8];
        var count = 1;
        var from = 0;
        var used = 0.0;
        var word = 0;
        for (var i = 0; i < line.length(); ) {
            var character = line.codePointAt(i);
            var wide = cells.step(line, i, character);
            if (used + wide > room && i > from && character != ' ') {
                from = word > from + (i - from) / 2 ? word : i;
                used = cells.width(line, from, i);
                if (count == starts.length) {
                    starts = Arrays.copyOf(starts, count * 2);
                }
                starts[count++] = from;
            }
            used += wide;
            i += Character.charCount(character);
            if (character == ' ' || character == '\t' || character == '\n') {
                word = i;
            }
        }
        return Arrays.copyOf(starts, count);
    }
}
