package dev.runtree.provenance;

import dev.runtree.provenance.Seen.Said;
import dev.runtree.provenance.text.Words;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a value that was said with other spaces or hyphens, or without its accents: {@code LH 1171}, {@code DE89 3704 0044},
 * {@code Zurich}. That is the same name, not another one.
 */
final class Rewriting {
    private static final int MOST_TEXTS = 200;
    private static final Pattern VERSION = Pattern.compile("v?\\d+(?:\\.\\d+)+");
    private static final int MOST_WORDS = 12;
    private static final int MOST_PARTS = 4;
    private static final int SHORTEST = 3;
    private static final int SHORTEST_NUMBER = 7;
    private static final int LONGEST = 64;
    private static final int SHORTEST_NAME = 5;
    private static final Set<String> BETWEEN = Set.of("-", "_", "(", ")", "#", "+", "'");

    private final Texts texts;
    private final Seen.Order order;
    private final Predicate<Said> of;

    Rewriting(Texts texts, Seen.Order order, Predicate<Said> of) {
        this.texts = texts;
        this.order = order;
        this.of = of;
    }

    @Nullable Found find(Words value) {
        var accents = accents(value);
        if (accents != null) {
            return accents;
        }
        if (VERSION.matcher(value.text()).matches()) {
            var text = value.text();
            return words(Words.of(text.charAt(0) == 'v' ? text.substring(1) : "v" + text));
        }
        var bare = bare(value);
        return bare == null ? null : spacedOtherwise(bare);
    }

    /** A value of which each word was said, one at least with other accents. */
    private @Nullable Found accents(Words value) {
        Found found = null;
        for (var word = 0; word < Math.min(value.size(), MOST_WORDS); word++) {
            if (!value.isWord(word) || order.isAny(texts.withWord(value.key(word)), of)) {
                continue;
            }
            var other = withOtherAccents(value.key(word));
            if (other == null) {
                return null;
            }
            found = other;
        }
        return value.size() > MOST_WORDS ? null : found;
    }

    private @Nullable Found words(Words value) {
        for (var said : order.of(texts.withWords(value, 0, value.size()))) {
            if (of.test(said)) {
                for (var match : Match.ofWords(texts.pieces(said.text()), value, 0, value.size())) {
                    if (match.alone()) {
                        return new Found(said.source(), match.quote());
                    }
                }
            }
        }
        return null;
    }

    /** An id, a long number or a name without what sets its parts apart; {@code null} for anything else. */
    private static @Nullable String bare(Words value) {
        var bare = new StringBuilder();
        for (var word = 0; word < value.size() && bare.length() <= LONGEST; word++) {
            if (value.isWord(word)) {
                bare.append(value.key(word));
            } else if (!BETWEEN.contains(value.key(word))) {
                return null;
            }
        }
        var digits = Weight.figures(bare);
        var isId = digits > 0 && digits < bare.length() && bare.length() >= SHORTEST;
        var isName = digits == 0 && bare.length() >= SHORTEST_NAME && value.size() <= 2 * MOST_PARTS;
        return bare.length() <= LONGEST && (isId || isName || (digits == bare.length() && digits >= SHORTEST_NUMBER))
                ? bare.toString()
                : null;
    }

    private @Nullable Found spacedOtherwise(String bare) {
        for (var said : beginningWith(bare)) {
            for (var piece : texts.pieces(said.text())) {
                var words = piece.words();
                for (var at = 0; at < words.size(); at++) {
                    var last = end(words, at, bare);
                    if (last >= 0 && isSetApart(words, at, last)) {
                        return new Found(
                                said.source(),
                                Quote.of(piece.leaf().path(), piece.leaf().text(), words.from(at), words.to(last)));
                    }
                }
            }
        }
        return null;
    }

    /** Texts in which a word is the beginning of the value and another goes on from there, in their order. */
    private List<Said> beginningWith(String bare) {
        var numbers = new BitSet();
        for (var length = 1; length <= bare.length(); length++) {
            if (length == bare.length()) {
                numbers.or(set(texts.withWord(bare)));
            } else if (texts.hasWord(bare, 0, length)) {
                var both = goingOn(bare, length);
                if (!both.isEmpty()) {
                    both.and(set(texts.withWord(bare.substring(0, length))));
                    numbers.or(both);
                }
            }
        }
        return order.of(numbers.stream().toArray()).stream()
                .filter(of)
                .limit(MOST_TEXTS)
                .toList();
    }

    private BitSet goingOn(String bare, int from) {
        var numbers = new BitSet();
        for (var to = from + 1; to <= bare.length(); to++) {
            if (texts.hasWord(bare, from, to)) {
                numbers.or(set(texts.withWord(bare.substring(from, to))));
            }
        }
        return numbers;
    }

    private static BitSet set(int[] numbers) {
        var set = new BitSet();
        for (var number : numbers) {
            set.set(number);
        }
        return set;
    }

    /** The last of the words from one on that make the value; -1 when they do not. */
    private static int end(Words words, int first, String bare) {
        var length = 0;
        for (var word = first; word < words.size(); word++) {
            if (words.isWord(word)) {
                if (!bare.startsWith(words.key(word), length)) {
                    return -1;
                }
                length += words.key(word).length();
                if (length == bare.length()) {
                    return word;
                }
            } else if (word == first || !BETWEEN.contains(words.key(word))) {
                return -1;
            }
        }
        return -1;
    }

    /** Not in the middle of something longer. */
    private static boolean isSetApart(Words words, int first, int last) {
        return Joints.standsAlone(words, first, last);
    }

    private @Nullable Found withOtherAccents(String key) {
        var bare = Accents.without(key);
        if (bare.isEmpty() && !texts.hasAccents(key)) {
            return null;
        }
        var plain = new LinkedHashSet<String>(bare);
        var found = new ArrayList<int[]>();
        plain.forEach(each -> found.add(texts.withWord(each)));
        plain.add(key);
        plain.forEach(each -> found.add(texts.withAccents(each)));
        for (var numbers : found) {
            for (var said : order.of(numbers)) {
                var there = of.test(said) ? word(said, key, plain) : null;
                if (there != null) {
                    return there;
                }
            }
        }
        return null;
    }

    private @Nullable Found word(Said said, String key, Set<String> plain) {
        for (var piece : texts.pieces(said.text())) {
            var words = piece.words();
            for (var at = 0; at < words.size(); at++) {
                var other = words.key(at);
                if (!other.equals(key)
                        && (plain.contains(other)
                                || Accents.without(other).stream().anyMatch(plain::contains))) {
                    return new Found(
                            said.source(),
                            Quote.of(piece.leaf().path(), piece.leaf().text(), words.from(at), words.to(at)));
                }
            }
        }
        return null;
    }
}
