package dev.runtree.ui.shell;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Finds what is meant by a few letters of it: they have to stand in it in their order. */
final class Fuzzy {
    private static final int NONE = -1;

    private Fuzzy() {}

    private record Hit<T>(T item, int score) {}

    /** Those that match, the nearest first; equally near ones in the order they came. Blank words match all. */
    static <T> List<T> best(List<T> items, String words, Function<T, String> text) {
        var wanted = words.strip().toLowerCase(Locale.ROOT);
        return items.stream()
                .map(item -> new Hit<>(item, score(wanted, text.apply(item).toLowerCase(Locale.ROOT))))
                .filter(hit -> hit.score() != NONE)
                .sorted(Comparator.comparingInt(hit -> -hit.score()))
                .map(Hit::item)
                .toList();
    }

    /** Letters at the beginnings of words and letters side by side count more; each wanted word is looked for by itself. */
    private static int score(String wanted, String text) {
        int sum = 0;
        for (String word : wanted.split("\\s+", -1)) {
            int one = wordScore(word, text);
            if (one == NONE) {
                return NONE;
            }
            sum += one;
        }
        return sum;
    }

    private static int wordScore(String word, String text) {
        if (word.isEmpty()) {
            return 0;
        }
        return IntStream.range(0, text.length())
                .filter(at -> text.charAt(at) == word.charAt(0))
                .map(at -> scoreFrom(word, text, at))
                .max()
                .orElse(NONE);
    }

    private static int scoreFrom(String word, String text, int start) {
        int sum = 0;
        int at = start;
        for (int i = 0; i < word.length(); i++) {
            int found = text.indexOf(word.charAt(i), at);
            if (found < 0) {
                return NONE;
            }
            boolean begins = found == 0 || !Character.isLetterOrDigit(text.charAt(found - 1));
            sum += begins ? 8 : i > 0 && found == at ? 5 : 1;
            at = found + 1;
        }
        return sum;
    }
}
