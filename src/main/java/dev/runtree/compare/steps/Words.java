package dev.runtree.compare.steps;

import dev.runtree.compare.TextDifference;
import dev.runtree.compare.TextDifference.Kind;
import dev.runtree.compare.TextDifference.Stretch;
import java.util.ArrayList;
import java.util.List;

/** Two versions of a text for reading: word by word where they have enough in common, else one after the other. */
final class Words {
    /** Texts that share less read as confetti word by word. */
    private static final double LEAST_SHARED = 0.3;

    private Words() {}

    static List<Stretch> of(String before, String now) {
        var stretches = TextDifference.of(before, now);
        var shared = stretches.stream()
                .filter(stretch -> stretch.kind() == Kind.SAME)
                .mapToLong(stretch -> letters(stretch.text()))
                .sum();
        if (stretches.size() < 4 || shared >= LEAST_SHARED * Math.max(letters(before), letters(now))) {
            return stretches;
        }
        var whole = new ArrayList<Stretch>();
        whole.add(new Stretch(Kind.REMOVED, before));
        whole.add(new Stretch(Kind.ADDED, now));
        return whole;
    }

    private static long letters(String text) {
        return text.chars().filter(Character::isLetterOrDigit).count();
    }
}
