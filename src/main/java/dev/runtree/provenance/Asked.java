package dev.runtree.provenance;

import dev.runtree.provenance.text.Reading;
import dev.runtree.provenance.text.Readings;
import dev.runtree.provenance.text.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value with all that is asked of it. */
final class Asked {
    /** Characters of a value that are read for numbers and dates. */
    private static final int LONGEST = 20_000;

    /** Characters of a value of which all must be the same. */
    private static final int LONGEST_SAME = 1_000_000;

    final Leaf value;
    final Words words;
    final List<Reading> readings;
    /** What the value is as a whole. */
    final @Nullable Reading whole;

    /** The last name of its path. */
    final String name;

    final boolean heavy;

    Asked(Leaf value) {
        this.value = value;
        var text = value.text();
        words = Words.of(text.length() <= LONGEST_SAME ? text : text.substring(0, LONGEST_SAME));
        readings = value.kind() == Leaf.Kind.NUMBER
                ? Readings.ofJsonNumber(text)
                : Readings.of(text.length() <= LONGEST ? words : Words.of(text.substring(0, LONGEST)));
        whole = value.kind() == Leaf.Kind.NUMBER ? readings.getFirst() : whole(words, readings);
        var path = value.path();
        name = path.substring(path.lastIndexOf('.') + 1);
        heavy = Weight.isHeavy(value, name);
    }

    boolean isCut() {
        return value.text().length() > LONGEST_SAME;
    }

    private static @Nullable Reading whole(Words words, List<Reading> readings) {
        var first = words.size() > 1 && words.key(0).equals("+") && !words.hasGapBefore(1) ? 1 : 0;
        var from = words.size() == 0 ? 0 : words.from(first);
        var to = words.size() == 0 ? 0 : words.to(words.size() - 1);
        Reading whole = null;
        for (var reading : readings) {
            if (reading.from() == from && reading.to() == to && (whole == null || whole.key() == null)) {
                whole = reading;
            }
        }
        return whole;
    }

    /** Whether it has a letter or a digit. */
    boolean hasWord() {
        for (var word = 0; word < words.size(); word++) {
            if (words.isWord(word)) {
                return true;
            }
        }
        return false;
    }

    @Nullable String key() {
        return whole == null ? null : whole.key();
    }
}
