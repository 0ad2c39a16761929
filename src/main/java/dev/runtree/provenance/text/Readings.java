package dev.runtree.provenance.text;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds what reads as a number, a date or a time among the words of a text. */
public final class Readings {
    private static final int CODE = 3;
    private static final Set<String> CURRENCIES =
            Set.of("usd", "eur", "gbp", "chf", "jpy", "inr", "cad", "aud", "brl", "cny", "sek", "nok", "dkk", "pln");

    /** The words at which something is read; most words are others, which is asked once for all readers. */
    private static final Set<String> TELLING = telling();

    private final Words words;
    private final String text;
    private final List<Reading> found = new ArrayList<>();

    private Readings(Words words) {
        this.words = words;
        this.text = narrow(words.text());
    }

    /** In the order in which they stand in the text; some lie inside others. */
    public static List<Reading> of(Words words) {
        var readings = new Readings(words);
        readings.read();
        return readings.found;
    }

    /** A number as JSON writes it has one reading, whatever its digits are. */
    public static List<Reading> ofJsonNumber(String number) {
        return List.of(Numbers.plain(number, 0, number.length()));
    }

    private void read() {
        var dates = new Dates(text);
        var numbers = new Numbers(text);
        var moments = new Moments(text);
        var quantities = new Quantities(text);
        var covered = 0;
        var behindWords = 0;
        for (var word = 0; word < words.size(); word++) {
            var from = words.from(word);
            if (from < covered || !words.isWord(word)) {
                continue;
            }
            var first = text.charAt(from);
            if (first >= '0' && first <= '9') {
                covered = Math.max(covered, moments.atDigits(from, words.to(word), found));
                covered = Math.max(covered, covered > from ? 0 : dates.atDigits(from, words.to(word), found));
                if (covered <= from) {
                    quantities.at(from, found);
                    covered = numbers.at(from, found);
                }
                continue;
            }
            var key = words.key(word);
            var isTelling = TELLING.contains(key);
            if (isTelling && Months.of(key) != null) {
                dates.atMonth(from, found); // what stands in it is said by itself as well
                moments.atMonth(from, found);
            } else if (isCurrency(key)) {
                quantities.at(from + CODE, found);
                covered = Math.max(covered, numbers.at(from + CODE, found));
            } else if (word >= behindWords) {
                if (isTelling || NumberWords.isGlued(key)) {
                    behindWords = NumberWords.at(words, word, found);
                    Spoken.at(words, word, found);
                }
                numbers.atEndOfWord(from, words.to(word), found);
                quantities.iso(from, found);
            }
        }
    }

    private static Set<String> telling() {
        var telling = new HashSet<String>(Months.keys());
        telling.addAll(NumberWords.first());
        telling.addAll(Spoken.telling());
        return Set.copyOf(telling);
    }

    /** {@code USD250}. */
    private static boolean isCurrency(String key) {
        return key.length() > CODE
                && key.charAt(CODE) >= '0'
                && key.charAt(CODE) <= '9'
                && isCurrencyCode(key.substring(0, CODE));
    }

    static boolean isCurrencyCode(String key) {
        return CURRENCIES.contains(key);
    }

    /** The same characters in their usual width, at the same places. */
    private static String narrow(String text) {
        StringBuilder narrow = null;
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            var usual = c < 0x80 ? c : usual(c);
            if (usual != c) {
                if (narrow == null) {
                    narrow = new StringBuilder(text);
                }
                narrow.setCharAt(i, usual);
            }
        }
        return narrow == null ? text : narrow.toString();
    }

    private static char usual(char c) {
        if (c >= '！' && c <= '～') {
            return (char) (c - '！' + '!');
        }
        var digit = Character.digit(c, 10);
        if (digit >= 0) {
            return (char) ('0' + digit);
        }
        return switch (c) {
            case '‐', '‑', '‒', '–', '—', '−' -> '-';
            case '’', '‘', '′' -> '\'';
            case '\u202F', '\u2009', '\u2007' -> '\u00A0';
            case '٫' -> '.';
            default -> c;
        };
    }
}
