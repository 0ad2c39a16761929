package dev.runtree.query;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What somebody may have meant who wrote a word with a slip. */
final class Nearest {
    private static final int LONGEST = 30;

    private Nearest() {}

    static Optional<String> to(String word, Collection<String> known) {
        if (word.length() < 2 || word.length() > LONGEST) {
            return Optional.empty();
        }
        return known.stream()
                .filter(each -> distance(word, each) <= (word.length() < 5 ? 1 : 2))
                .min(Comparator.comparingInt(each -> distance(word, each)));
    }

    /** How many letters must be put in, taken out or changed. */
    private static int distance(String a, String b) {
        var row = new int[b.length() + 1];
        for (var j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (var i = 1; i <= a.length(); i++) {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.length(); j++) {
                var kept = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(kept, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
