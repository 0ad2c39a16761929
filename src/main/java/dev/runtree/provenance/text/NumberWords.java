package dev.runtree.provenance.text;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads numbers that are said in words: {@code twelve thousand}, {@code two hundred and fifty}, {@code half a million}; in other
 * languages than English only a small one with what multiplies it, {@code zwei Millionen}.
 */
final class NumberWords {
    private static final Map<String, Integer> SMALL = Map.ofEntries(
            Map.entry("a", 1),
            Map.entry("an", 1),
            Map.entry("one", 1),
            Map.entry("two", 2),
            Map.entry("three", 3),
            Map.entry("four", 4),
            Map.entry("five", 5),
            Map.entry("six", 6),
            Map.entry("seven", 7),
            Map.entry("eight", 8),
            Map.entry("nine", 9),
            Map.entry("ten", 10),
            Map.entry("eleven", 11),
            Map.entry("twelve", 12),
            Map.entry("thirteen", 13),
            Map.entry("fourteen", 14),
            Map.entry("fifteen", 15),
            Map.entry("sixteen", 16),
            Map.entry("seventeen", 17),
            Map.entry("eighteen", 18),
            Map.entry("nineteen", 19));
    private static final Map<String, Integer> TENS = Map.of(
            "twenty", 20, "thirty", 30, "forty", 40, "fifty", 50, "sixty", 60, "seventy", 70, "eighty", 80, "ninety",
            90);
    private static final Map<String, Integer> ELSEWHERE = Map.ofEntries(
            Map.entry("ein", 1),
            Map.entry("eine", 1),
            Map.entry("zwei", 2),
            Map.entry("drei", 3),
            Map.entry("vier", 4),
            Map.entry("fünf", 5),
            Map.entry("sechs", 6),
            Map.entry("sieben", 7),
            Map.entry("acht", 8),
            Map.entry("neun", 9),
            Map.entry("zehn", 10),
            Map.entry("elf", 11),
            Map.entry("zwölf", 12),
            Map.entry("zwanzig", 20),
            Map.entry("fünfzig", 50),
            Map.entry("un", 1),
            Map.entry("une", 1),
            Map.entry("deux", 2),
            Map.entry("trois", 3),
            Map.entry("quatre", 4),
            Map.entry("cinq", 5),
            Map.entry("sept", 7),
            Map.entry("huit", 8),
            Map.entry("neuf", 9),
            Map.entry("dix", 10),
            Map.entry("douze", 12),
            Map.entry("vingt", 20),
            Map.entry("dos", 2),
            Map.entry("tres", 3),
            Map.entry("cuatro", 4),
            Map.entry("cinco", 5),
            Map.entry("seis", 6),
            Map.entry("siete", 7),
            Map.entry("ocho", 8),
            Map.entry("nueve", 9),
            Map.entry("diez", 10),
            Map.entry("doce", 12),
            Map.entry("veinte", 20),
            Map.entry("due", 2),
            Map.entry("tre", 3),
            Map.entry("quattro", 4),
            Map.entry("cinque", 5),
            Map.entry("dieci", 10),
            Map.entry("dois", 2),
            Map.entry("três", 3),
            Map.entry("quatro", 4),
            Map.entry("dez", 10));
    private static final Set<String> FIRST = first();
    private static final BigDecimal HALF = new BigDecimal("0.5");
    private static final int MOST_WORDS = 12;

    /** The letters of what a small number is glued together with. */
    private static final int GLUED = 7;

    private final Words words;
    private int at;

    private NumberWords(Words words, int at) {
        this.words = words;
        this.at = at;
    }

    /** The words with which a number may begin, but those that are glued together. */
    static Set<String> first() {
        var first = new HashSet<>(SMALL.keySet());
        first.addAll(TENS.keySet());
        first.addAll(ELSEWHERE.keySet());
        first.add("half");
        return first;
    }

    private static boolean isFirst(String key) {
        return FIRST.contains(key) || isGlued(key);
    }

    /** Reads what stands at a word; gives the word behind it, or the same when there is none. */
    static int at(Words words, int word, List<Reading> found) {
        if (!isFirst(words.key(word))) {
            return word;
        }
        var reader = new NumberWords(words, word);
        var number = reader.number();
        if (number == null) {
            return word;
        }
        var unit = reader.at < words.size() ? Unit.of(words.key(reader.at)) : null;
        if (unit != null) {
            found.add(Quantities.of(number, unit, words.from(word), words.to(reader.at)));
        }
        if (number.compareTo(BigDecimal.TEN) < 0) {
            return word;
        }
        found.add(new Reading(
                words.from(word), words.to(reader.at - 1), null, List.of(Reading.UNIT + Notation.key(number))));
        return reader.at;
    }

    private @Nullable BigDecimal number() {
        var glued = glued(words.key(at));
        if (glued != null) {
            at++;
            return glued;
        }
        if (words.key(at).equals("half")) {
            var isOfOne = at + 2 < words.size() && SMALL.getOrDefault(words.key(at + 1), 0) == 1;
            var power = isOfOne ? Magnitude.of(words.key(at + 2)) : 0;
            at += power == 0 ? 2 : 3;
            return isOfOne ? HALF.scaleByPowerOfTen(power) : null;
        }
        var other = ELSEWHERE.get(words.key(at));
        if (other != null) {
            var power = at + 1 < words.size() ? Magnitude.of(words.key(at + 1)) : 0;
            at += 2;
            return power == 0 ? null : BigDecimal.valueOf(other).scaleByPowerOfTen(power);
        }
        return english();
    }

    private @Nullable BigDecimal english() {
        var sum = BigDecimal.ZERO;
        var group = 0L;
        var first = at;
        var last = at;
        while (at < words.size() && at - first < MOST_WORDS) {
            var key = words.key(at);
            var small = SMALL.get(key);
            var tens = TENS.get(key);
            var power = power(key);
            if (tens != null && group % 100 == 0) {
                group += tens;
            } else if (small != null && (group % 100 == 0 || (small < 10 && group % 10 == 0 && group % 100 >= 20))) {
                group += small;
            } else if (key.equals("hundred") && group > 0 && group < 100) {
                group *= 100;
            } else if (key.equals("dozen") && group > 0 && group < 100) {
                group *= 12;
            } else if (power > 2 && group > 0) {
                sum = sum.add(BigDecimal.valueOf(group).scaleByPowerOfTen(power));
                group = 0;
            } else if (!isBetween(key)) {
                break;
            } else {
                at++;
                continue;
            }
            at++;
            last = at;
        }
        at = last;
        return last == first ? null : sum.add(BigDecimal.valueOf(group));
    }

    private static int power(String key) {
        return key.equals("billion") || key.equals("billions") ? 9 : Magnitude.of(key);
    }

    private static boolean isBetween(String key) {
        return key.equals("and") || key.equals("-");
    }

    static boolean isGlued(String key) {
        return key.length() > GLUED && glued(key) != null;
    }

    /** {@code zwölftausend}, {@code zweihundert}. */
    private static @Nullable BigDecimal glued(String key) {
        var power = key.endsWith("tausend") ? 3 : key.endsWith("hundert") ? 2 : 0;
        var small = power == 0 ? null : ELSEWHERE.get(key.substring(0, key.length() - GLUED));
        return small == null ? null : BigDecimal.valueOf(small).scaleByPowerOfTen(power);
    }
}
