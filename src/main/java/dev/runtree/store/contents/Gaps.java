package dev.runtree.store.contents;

import java.util.regex.Pattern;

/** What may stand between two pieces that are taken out as one. */
final class Gaps {
    private static final int LONGEST = 160;

    private static final String QUOTE = "\\\\*\"";
    private static final String IN_QUOTES = QUOTE + "[^\"\\\\{}\\[\\]]*" + QUOTE;
    private static final String KEY = IN_QUOTES + "\\s*:\\s*";
    private static final String SMALL_MEMBER = KEY + "(?:" + IN_QUOTES + "|[\\w.+-]+)\\s*,\\s*";
    private static final Pattern GAP = Pattern.compile(
            "(" + QUOTE + ")?([}\\]]*)\\s*,\\s*([{\\[]*)(?:" + SMALL_MEMBER + ")*+(?:" + KEY + ")?(" + QUOTE + ")?");

    private Gaps() {}

    /**
     * Whether what stands before the gap is nested in the same as what stands behind it. If so, JSON with one value in place of
     * both and the gap is still JSON.
     */
    static boolean isBetweenAlike(String gap) {
        if (gap.isEmpty() || gap.length() > LONGEST) {
            return false;
        }
        var found = GAP.matcher(gap);
        return found.matches()
                && (found.group(1) == null) == (found.group(4) == null)
                && mirrored(found.group(2)).equals(found.group(3));
    }

    private static String mirrored(String closing) {
        return new StringBuilder(closing.replace('}', '{').replace(']', '['))
                .reverse()
                .toString();
    }
}
