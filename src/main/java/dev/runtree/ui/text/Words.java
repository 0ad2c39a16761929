package dev.runtree.ui.text;

/** Looks for words in a text, whatever their case. */
final class Words {
    private final String words;
    private final char lower;
    private final char upper;

    Words(String words) {
        this.words = words;
        lower = words.isEmpty() ? 0 : Character.toLowerCase(words.charAt(0));
        upper = words.isEmpty() ? 0 : Character.toUpperCase(words.charAt(0));
    }

    boolean isEmpty() {
        return words.isEmpty();
    }

    int length() {
        return words.length();
    }

    /** Whether they have what may stand between a key and its value, so that they may reach from one into the other. */
    boolean isAcrossTokens() {
        return words.indexOf('"') >= 0 || words.indexOf(':') >= 0;
    }

    /** The first place at or behind {@code from}; -1 for none. */
    int in(String text, int from) {
        var low = text.indexOf(lower, from);
        var up = lower == upper ? -1 : text.indexOf(upper, from);
        while (low >= 0 || up >= 0) {
            var useLow = up < 0 || (low >= 0 && low < up);
            var at = useLow ? low : up;
            if (text.regionMatches(true, at, words, 0, words.length())) {
                return at;
            }
            if (useLow) {
                low = text.indexOf(lower, at + 1);
            } else {
                up = text.indexOf(upper, at + 1);
            }
        }
        return -1;
    }
}
