package dev.runtree.provenance;

import dev.runtree.provenance.text.Reading;
import dev.runtree.provenance.text.Readings;
import dev.runtree.provenance.text.Words;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a run, each once however often it is repeated, and in which of them a word, a number or a date stands. Texts get
 * numbers in the order in which they are added. For one thread at a time.
 */
public final class Texts {
    /** How many characters of one text are looked through. */
    public static final int LONGEST = 4_000_000;

    /** How many characters of texts are kept taken apart. */
    private static final int KEPT = 4_000_000;

    private static final int BEGINNING = 4;

    /** From so many digits on a number may be an id of which one is mistaken. */
    private static final int LONG_NUMBER = 6;

    private static final int LONGEST_READING = 64;

    /** A reading may stand behind one that begins so many characters later: its currency is in front of the number. */
    private static final int AHEAD = 8;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> texts = new ArrayList<>();
    private final Postings postings = new Postings();
    private final LinkedHashMap<Integer, List<Piece>> apart = new LinkedHashMap<>(16, 0.75f, true);
    private final BitSet cut = new BitSet();
    private long charactersApart;
    private long characters;

    /** A value of a text, taken apart. */
    record Piece(Leaf leaf, Words words, List<Reading> readings) {
        static Piece of(Leaf leaf) {
            var words = Words.of(leaf.text());
            return new Piece(
                    leaf,
                    words,
                    switch (leaf.kind()) {
                        case TEXT -> Readings.of(words);
                        case NUMBER -> Readings.ofJsonNumber(leaf.text());
                        case WORD, NAME -> List.of();
                    });
        }

        /** A date, a time or a number with its unit around a stretch of the text, and longer; {@code null} when there is none. */
        @Nullable Reading around(int from, int to) {
            Reading longest = null;
            for (var at = firstFrom(from - LONGEST_READING); at < readings.size(); at++) {
                var reading = readings.get(at);
                if (reading.from() > from) {
                    break;
                }
                var size = reading.to() - reading.from();
                if (reading.to() >= to
                        && size > to - from
                        && reading.isWhole()
                        && (longest == null || size > longest.to() - longest.from())) {
                    longest = reading;
                }
            }
            return longest;
        }

        /** What reads in the same characters as something else than a key says, as {@code -5} where {@code 5} is looked for. */
        boolean contradicts(String key, int from, int to) {
            var other = false;
            for (var at = firstFrom(from);
                    at < readings.size() && readings.get(at).from() == from;
                    at++) {
                var reading = readings.get(at);
                if (reading.to() == to && reading.key() != null) {
                    if (reading.key().equals(key)) {
                        return false;
                    }
                    other = true;
                }
            }
            return other;
        }

        /** What reads in the same characters. */
        List<Reading> readings(int from, int to) {
            var same = new ArrayList<Reading>(2);
            for (var at = firstFrom(from - AHEAD);
                    at < readings.size() && readings.get(at).from() <= from + AHEAD;
                    at++) {
                var reading = readings.get(at);
                if (reading.from() == from && reading.to() == to) {
                    same.add(reading);
                }
            }
            return same;
        }

        private int firstFrom(int place) {
            var low = 0;
            var high = readings.size();
            while (low < high) {
                var middle = (low + high) >>> 1;
                if (readings.get(middle).from() < place) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }
    }

    /** The number of a text, which is added when it is new. */
    public int add(String text) {
        var known = numbers.get(text);
        if (known != null) {
            return known;
        }
        var number = texts.size();
        numbers.put(text, number);
        texts.add(text);
        characters += text.length();
        index(number);
        return number;
    }

    public int size() {
        return texts.size();
    }

    /** The characters of all texts together. */
    public long characters() {
        return characters;
    }

    public String text(int number) {
        return texts.get(number);
    }

    /** Whether a text is looked through to its end. */
    public boolean isWhole(int number) {
        return texts.get(number).length() <= LONGEST && !cut.get(number);
    }

    List<Piece> pieces(int number) {
        var there = apart.get(number);
        if (there != null) {
            return there;
        }
        var text = texts.get(number);
        var leaves = Leaf.of(text.length() <= LONGEST ? text : text.substring(0, LONGEST));
        cut.set(number, leaves.size() >= Leaf.MOST);
        var pieces = leaves.stream().map(Piece::of).toList();
        if (text.length() <= KEPT / 4) {
            keep(number, pieces);
        }
        return pieces;
    }

    private void keep(int number, List<Piece> pieces) {
        apart.put(number, pieces);
        charactersApart += texts.get(number).length();
        var oldest = apart.entrySet().iterator();
        while (charactersApart > KEPT && oldest.hasNext()) {
            charactersApart -= texts.get(oldest.next().getKey()).length();
            oldest.remove();
        }
    }

    private void index(int number) {
        for (var piece : pieces(number)) {
            var words = piece.words();
            for (var word = 0; word < words.size(); word++) {
                if (words.isWord(word)) {
                    var key = words.key(word);
                    postings.add(Postings.hash('w', key), number);
                    if (hasBeginning(key)) {
                        postings.add(Postings.hash('b', beginning(key)), number);
                    }
                    for (var plain : Accents.without(key)) {
                        postings.add(Postings.hash('a', plain), number);
                    }
                }
            }
            for (var reading : piece.readings()) {
                if (reading.key() != null) {
                    postings.add(Postings.hash('r', reading.key()), number);
                }
                for (var other : reading.others()) {
                    postings.add(Postings.hash('r', other), number);
                }
            }
        }
    }

    static boolean hasBeginning(String word) {
        return word.length() > BEGINNING && (word.length() >= LONG_NUMBER || !Character.isDigit(word.charAt(0)));
    }

    private static String beginning(String word) {
        return word.substring(0, BEGINNING);
    }

    /** The texts in which a number, a date or a time may stand, by a key of a {@link Reading}. */
    int[] withReading(String key) {
        return postings.of(Postings.hash('r', key));
    }

    int[] withWord(String key) {
        return postings.of(Postings.hash('w', key));
    }

    /** Whether a stretch of some characters may stand in any text as a word. */
    boolean hasWord(String characters, int from, int to) {
        return postings.has(Postings.hash('w', characters, from, to));
    }

    /** The texts in which a word may stand that is this one with accents. */
    int[] withAccents(String plain) {
        return postings.of(Postings.hash('a', plain));
    }

    /** Whether a word may stand in any text that is this one with accents. */
    boolean hasAccents(String plain) {
        return postings.has(Postings.hash('a', plain));
    }

    /** The texts in which a word may stand that begins as this one does. */
    int[] withBeginning(String word) {
        return postings.of(Postings.hash('b', beginning(word)));
    }

    /** The texts in which all of some words may stand. */
    int[] withWords(Words words, int from, int to) {
        int[] common = null;
        for (var word = from; word < to; word++) {
            if (words.isWord(word)) {
                var these = withWord(words.key(word));
                common = common == null ? these : common(common, these);
                if (common.length == 0) {
                    return common;
                }
            }
        }
        return common == null ? new int[0] : common;
    }

    private static int[] common(int[] one, int[] other) {
        var common = new int[Math.min(one.length, other.length)];
        var size = 0;
        for (int i = 0, j = 0; i < one.length && j < other.length; ) {
            if (one[i] == other[j]) {
                common[size++] = one[i];
                i++;
                j++;
            } else if (one[i] < other[j]) {
                i++;
            } else {
                j++;
            }
        }
        return java.util.Arrays.copyOf(common, size);
    }
}
