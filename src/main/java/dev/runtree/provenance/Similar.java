package dev.runtree.provenance;

import dev.runtree.provenance.Seen.Said;
import dev.runtree.provenance.text.Words;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Looks for what is written nearly as a value that nobody said. */
final class Similar {
    private static final int MOST_TEXTS = 200;
    private static final int LONGEST_ENDING = 2;
    private static final int LONGEST_WORD = 60;

    private final Texts texts;
    private final Seen.Order order;
    private final Predicate<Said> of;

    Similar(Texts texts, Seen.Order order, Predicate<Said> of) {
        this.texts = texts;
        this.order = order;
        this.of = of;
    }

    /** @param sameStem whether one of both is the other with another ending */
    record Alike(Found found, boolean sameStem) {}

    /** A word of the same stem, or else one that differs in a letter or two. */
    @Nullable Alike to(String word) {
        if (!Texts.hasBeginning(word) || word.length() > LONGEST_WORD) {
            return null;
        }
        Alike typo = null;
        var looked = 0;
        for (var said : order.of(texts.withBeginning(word))) {
            if (!of.test(said) || looked++ > MOST_TEXTS) {
                continue;
            }
            for (var piece : texts.pieces(said.text())) {
                var words = piece.words();
                for (var at = 0; at < words.size(); at++) {
                    var other = words.key(at);
                    if (isSameStem(word, other)) {
                        return new Alike(found(said, piece, at), true);
                    }
                    if (typo == null && isTypo(word, other)) {
                        typo = new Alike(found(said, piece, at), false);
                    }
                }
            }
        }
        return typo;
    }

    /** A name, number or address of as many words that shares the longest word that anybody said. */
    @Nullable Found toName(Words name) {
        var longest = -1;
        for (var word = 0; word < name.size(); word++) {
            if (name.isWord(word)
                    && texts.withWord(name.key(word)).length > 0
                    && (longest < 0
                            || name.key(word).length() > name.key(longest).length())) {
                longest = word;
            }
        }
        if (longest < 0) {
            return null;
        }
        for (var said : order.of(texts.withWord(name.key(longest)))) {
            if (of.test(said)) {
                for (var match : Match.ofWords(texts.pieces(said.text()), name, longest, longest + 1)) {
                    var there = match.piece().words();
                    if (!match.alone() && Joints.isOf(there, match.first(), match.last(), name.size())) {
                        return new Found(said.source(), match.quote());
                    }
                }
            }
        }
        return null;
    }

    private static Found found(Said said, Texts.Piece piece, int at) {
        var words = piece.words();
        return new Found(said.source(), new Match(piece, at, at, words.from(at), words.to(at), true).quote());
    }

    private static boolean isSameStem(String one, String other) {
        if (one.charAt(0) >= 0x370 && other.length() >= 4) { // Cyrillic and Greek change endings by case
            var stem = Math.max(one.length(), other.length()) - LONGEST_ENDING;
            return stem >= 3 && one.regionMatches(0, other, 0, stem);
        }
        var shorter = one.length() < other.length() ? one : other;
        var longer = one.length() < other.length() ? other : one;
        return shorter.length() > 2 * LONGEST_ENDING
                && longer.length() - shorter.length() <= LONGEST_ENDING
                && longer.startsWith(shorter)
                && longer.substring(shorter.length()).chars().allMatch(Character::isLetter);
    }

    private static boolean isTypo(String one, String other) {
        if (isNumber(one)) {
            return one.length() == other.length()
                    && isNumber(other)
                    && (distance(one, other) == 1 || isSwapped(one, other));
        }
        return Math.abs(one.length() - other.length()) <= 2
                && other.length() <= LONGEST_WORD
                && distance(one, other) <= (one.length() >= 8 ? 2 : 1);
    }

    private static boolean isNumber(String word) {
        return word.chars().allMatch(Character::isDigit);
    }

    /** Whether two neighbours changed places. */
    private static boolean isSwapped(String one, String other) {
        var at = 0;
        while (at < one.length() && one.charAt(at) == other.charAt(at)) {
            at++;
        }
        return at + 1 < one.length()
                && one.charAt(at) == other.charAt(at + 1)
                && one.charAt(at + 1) == other.charAt(at)
                && one.substring(at + 2).equals(other.substring(at + 2));
    }

    private static int distance(String one, String other) {
        var before = new int[other.length() + 1];
        for (var j = 0; j <= other.length(); j++) {
            before[j] = j;
        }
        for (var i = 1; i <= one.length(); i++) {
            var now = new int[other.length() + 1];
            now[0] = i;
            for (var j = 1; j <= other.length(); j++) {
                var change = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(change, Math.min(before[j], now[j - 1]) + 1);
            }
            before = now;
        }
        return before[other.length()];
    }
}
