package dev.runtree.ui.media;

import java.util.Arrays;

/** The first picture of a GIF alone: a decoder would decode all of them, and there may be thousands. */
final class FirstFrame {
    private static final int EXTENSION = 0x21;
    private static final int PICTURE = 0x2c;
    private static final int END = 0x3b;

    private FirstFrame() {}

    /** The same bytes when there is no second picture, or when they are broken. */
    static byte[] of(byte[] gif) {
        try {
            var at = begins(gif);
            if (at < 0) {
                return gif;
            }
            var end = afterBlocks(gif, at + 11 + table(gif[at + 9]));
            if (end >= gif.length || (gif[end] & 0xff) == END) {
                return gif;
            }
            var first = Arrays.copyOf(gif, end + 1);
            first[end] = END;
            return first;
        } catch (ArrayIndexOutOfBoundsException broken) {
            return gif;
        }
    }

    /**
     * Where the first picture begins, with its place and size; -1 when there is none.
     *
     * @throws ArrayIndexOutOfBoundsException when it is broken
     */
    static int begins(byte[] gif) {
        var at = 13 + table(gif[10]);
        while ((gif[at] & 0xff) == EXTENSION) {
            at = afterBlocks(gif, at + 2);
        }
        return (gif[at] & 0xff) == PICTURE ? at : -1;
    }

    private static int table(byte flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }

    private static int afterBlocks(byte[] gif, int from) {
        var at = from;
        while (gif[at] != 0) {
            at += 1 + (gif[at] & 0xff);
        }
        return at + 1;
    }
}
