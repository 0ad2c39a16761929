package dev.runtree.provenance;

import dev.runtree.provenance.text.Words;
import java.util.Set;

/**
 * Whether words belong together: {@code 12} in {@code 2026-12-01}, {@code example.com} in {@code a@example.com} and {@code 4711}
 * in {@code BX-4711} do not stand for themselves; {@code Ana} in {@code Ana's} and {@code 250} in {@code max=250} do.
 */
final class Joints {
    /** As in {@code Ana's}. */
    private static final Set<String> ENDINGS = Set.of("s", "t", "d", "m", "re", "ll", "ve");

    /** As in {@code l'hôtel}. */
    private static final Set<String> ARTICLES =
            Set.of("l", "d", "j", "m", "n", "s", "t", "c", "qu", "un", "all", "dell");

    private Joints() {}

    static boolean standsAlone(Words words, int first, int last) {
        return !isJoined(words, first - 1, first) && !isJoined(words, last, last + 1);
    }

    /** Whether digits go on behind a point or a comma: {@code 250} is nothing in {@code 1.250}. */
    static boolean isInsideNumber(Words words, int first, int last) {
        return (words.isDigits(first) && isPoint(words, first - 1) && touchesDigits(words, first - 2, first))
                || (words.isDigits(last) && isPoint(words, last + 1) && touchesDigits(words, last, last + 2));
    }

    private static boolean isPoint(Words words, int word) {
        return word >= 0
                && word < words.size()
                && (words.key(word).equals(".") || words.key(word).equals(","));
    }

    private static boolean touchesDigits(Words words, int left, int right) {
        return left >= 0
                && right < words.size()
                && words.isDigits(left)
                && words.isDigits(right)
                && !words.hasGapBefore(left + 1)
                && !words.hasGapBefore(right);
    }

    /** Whether some words are of a name, number or address of so many words. */
    static boolean isOf(Words words, int first, int last, int size) {
        var from = first;
        while (last - from < size && from > 0 && isJoined(words, from - 1, from)) {
            from--;
        }
        var to = last;
        while (to - from < size && to + 1 < words.size() && isJoined(words, to, to + 1)) {
            to++;
        }
        return to - from + 1 == size;
    }

    static int firstOfCompound(Words words, int word) {
        var first = word;
        while (first > 0 && isJoined(words, first - 1, first)) {
            first--;
        }
        return first;
    }

    static int lastOfCompound(Words words, int word) {
        var last = word;
        while (last + 1 < words.size() && isJoined(words, last, last + 1)) {
            last++;
        }
        return last;
    }

    /** Whether two neighbours are of one name, number, address or path. */
    private static boolean isJoined(Words words, int left, int right) {
        if (left < 0 || right >= words.size() || words.hasGapBefore(right)) {
            return false;
        }
        if (words.isWord(left) && words.isWord(right)) {
            return words.to(left) < words.from(right); // else the script changes, which ends a word
        }
        if (words.isWord(right)) {
            return left > 0 && !words.hasGapBefore(left) && joins(words, left - 1, left, right);
        }
        return (words.isWord(left) && right + 1 < words.size() && !words.hasGapBefore(right + 1))
                ? joins(words, left, right, right + 1)
                : isSlashes(words, left, right);
    }

    private static boolean isSlashes(Words words, int left, int right) {
        return (words.key(left).equals(":") || words.key(left).equals("/"))
                && words.key(right).equals("/");
    }

    private static boolean joins(Words words, int before, int mark, int after) {
        if (!words.isWord(before) && !isSlashes(words, before, mark)) {
            return false;
        }
        if (!words.isWord(after) && !isSlash(words, after)) {
            return false;
        }
        return switch (words.key(mark)) {
            case "-", "_", "/", "@", "~", ".", "#" -> true;
            case ":" -> isSlash(words, after) || (words.isDigits(before) && words.isDigits(after));
            case "'" -> !ARTICLES.contains(words.key(before)) && !ENDINGS.contains(words.key(after));
            default -> false;
        };
    }

    private static boolean isSlash(Words words, int word) {
        return words.key(word).equals("/");
    }
}
