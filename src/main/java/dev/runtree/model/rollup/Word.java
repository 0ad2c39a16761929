package dev.runtree.model.rollup;

import org.jspecify.annotations.Nullable;

/** Texts as keys of the roll-ups have them. */
public final class Word {
    /** In UTF-16 characters: with several of this length, a key still fits an index. */
    public static final int MOST = 200;

    private Word() {}

    /** Empty when there is none; what is too long ends with a mark and a digest of the whole. */
    public static String of(@Nullable String text) {
        if (text == null) {
            return "";
        }
        if (text.length() <= MOST) {
            return text;
        }
        var digest = Integer.toHexString(text.hashCode());
        var end = MOST - digest.length() - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…" + digest;
    }
}
