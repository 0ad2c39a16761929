package dev.runtree.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One string for equal texts of an answer, found by their bytes: 100,000 spans name the same few models, tools and users. What
 * does not fit is not shared, so it stays small.
 */
final class SharedTexts {
    private static final int PLACES = 1 << 12;
    private static final int LONGEST = 200;

    /** How many places behind its own a text may have. */
    private static final int TRIES = 8;

    private final @Nullable Shared[] places = new Shared[PLACES];

    /** A text and the bytes by which it is known again. */
    private static final class Shared {
        private final byte[] bytes;
        private final String text;

        Shared(byte[] bytes) {
            this.bytes = bytes;
            this.text = decoded(bytes, 0, bytes.length);
        }
    }

    String of(byte[] bytes, int from, int length) {
        if (length == 0) {
            return "";
        }
        if (length > LONGEST) {
            return decoded(bytes, from, length);
        }
        var place = hash(bytes, from, length);
        for (var i = 0; i < TRIES; i++) {
            var at = (place + i) & (PLACES - 1);
            var known = places[at];
            if (known == null) {
                var shared = new Shared(Arrays.copyOfRange(bytes, from, from + length));
                places[at] = shared;
                return shared.text;
            }
            if (Arrays.equals(known.bytes, 0, known.bytes.length, bytes, from, from + length)) {
                return known.text;
            }
        }
        return decoded(bytes, from, length);
    }

    private static int hash(byte[] bytes, int from, int length) {
        var hash = length;
        for (var i = from; i < from + length; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash ^ (hash >>> 16);
    }

    private static String decoded(byte[] bytes, int from, int length) {
        return new String(bytes, from, length, StandardCharsets.UTF_8);
    }
}
