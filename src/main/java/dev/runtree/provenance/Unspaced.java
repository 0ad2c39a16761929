package dev.runtree.provenance;

import dev.runtree.provenance.Seen.Said;
import dev.runtree.provenance.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Looks for words of scripts in which nothing sets a word apart from the next, or in which prepositions and articles are written
 * together with it, as in Hebrew and Arabic: there any stretch of signs may be one.
 */
final class Unspaced {
    private static final int MOST_WORDS = 20;
    private static final int SHORTEST_WITH_PREFIX = 4;

    /** The first letter of such scripts. */
    private static final char HEBREW = 0x590;

    private final Texts texts;
    private final Seen.Order order;
    private final Predicate<Said> of;

    Unspaced(Texts texts, Seen.Order order, Predicate<Said> of) {
        this.texts = texts;
        this.order = order;
        this.of = of;
    }

    /** Where each word of a value stands; empty unless all of them are of such scripts and were said. */
    List<Found> find(Words value) {
        var found = new ArrayList<Found>();
        for (var word = 0; word < value.size(); word++) {
            if (!value.isWord(word)) {
                continue;
            }
            var there = word < MOST_WORDS && isUnspaced(value.key(word))
                    ? word(value.text().substring(value.from(word), value.to(word)))
                    : null;
            if (there == null) {
                return List.of();
            }
            found.add(there);
        }
        return found;
    }

    private static boolean isUnspaced(String key) {
        if (key.charAt(0) < HEBREW) {
            return false;
        }
        return key.codePoints().allMatch(code -> switch (Character.UnicodeScript.of(code)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, THAI, LAO, KHMER, MYANMAR -> true;
            case HEBREW, ARABIC -> key.length() >= SHORTEST_WITH_PREFIX;
            case COMMON, INHERITED -> code == 'ー';
            default -> false;
        });
    }

    private @Nullable Found word(String word) {
        for (var said : order.all()) {
            if (of.test(said) && texts.text(said.text()).contains(word)) {
                for (var piece : texts.pieces(said.text())) {
                    var text = piece.leaf().text();
                    var at = text.indexOf(word);
                    if (at >= 0) {
                        return new Found(said.source(), Quote.of(piece.leaf().path(), text, at, at + word.length()));
                    }
                }
            }
        }
        return null;
    }
}
