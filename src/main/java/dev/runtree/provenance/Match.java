package dev.runtree.provenance;

import dev.runtree.provenance.Texts.Piece;
import dev.runtree.provenance.text.Reading;
import dev.runtree.provenance.text.Words;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a value stands in a text.
 *
 * @param first the first of its words
 * @param last the last of them
 * @param alone whether it stands for itself, not as a part of a longer word, number or name
 */
record Match(Piece piece, int first, int last, int from, int to, boolean alone) {

    /** Where the words of a value from one to before another stand one after the other, set apart alike. */
    static List<Match> ofWords(List<Piece> pieces, Words value, int from, int to) {
        var matches = new ArrayList<Match>();
        if (from == to) {
            return matches;
        }
        for (var piece : pieces) {
            var words = piece.words();
            var first = value.key(from);
            for (var at = words.next(first, 0); at + to - from <= words.size(); at = words.next(first, at + 1)) {
                if (length(words, at, value, from, to) == to - from) {
                    add(piece, at, at + to - from - 1, matches);
                }
            }
        }
        return matches;
    }

    /** How many words of a value, from one on, stand at a word of a text. */
    static int length(Words words, int at, Words value, int from, int to) {
        var length = 0;
        while (from + length < to
                && at + length < words.size()
                && words.key(at + length).equals(value.key(from + length))
                && (length == 0 || words.hasGapBefore(at + length) == value.hasGapBefore(from + length))) {
            length++;
        }
        return length;
    }

    /** Where a number, a date or a time stands, by a key of {@link Reading}. */
    static List<Match> ofReading(List<Piece> pieces, String key) {
        var matches = new ArrayList<Match>();
        for (var piece : pieces) {
            var readings = piece.readings();
            for (var i = 0; i < readings.size(); i++) {
                if (readings.get(i).has(key)) {
                    add(piece, readings.get(i), matches);
                }
            }
        }
        return matches;
    }

    private static void add(Piece piece, Reading reading, List<Match> to) {
        var words = piece.words();
        var first = words.after(reading.from());
        var last = words.after(reading.to() - 1);
        if (first < words.size() && last < words.size()) {
            var alone = Joints.standsAlone(words, first, last);
            to.add(new Match(piece, first, last, reading.from(), reading.to(), alone));
        } else if (!piece.leaf().text().isEmpty()) {
            to.add(new Match(piece, 0, 0, reading.from(), reading.to(), true));
        }
    }

    private static void add(Piece piece, int first, int last, List<Match> to) {
        var words = piece.words();
        if (!Joints.isInsideNumber(words, first, last)) {
            var from = words.from(first);
            var end = words.to(last);
            var alone = Joints.standsAlone(words, first, last) && piece.around(from, end) == null;
            to.add(new Match(piece, first, last, from, end, alone));
        }
    }

    /** Whether the same characters mean something else here. */
    boolean contradicts(@Nullable String key) {
        return key != null && piece.contradicts(key, from, to);
    }

    /** Whether what stands here is the value of a key itself, not only something near to it. */
    boolean isOf(String key) {
        for (var reading : piece.readings(from, to)) {
            if (key.equals(reading.key())) {
                return true;
            }
        }
        return false;
    }

    /** Whether it names several days of which one is meant, and nothing else. */
    boolean isStretch() {
        for (var reading : piece.readings(from, to)) {
            if (reading.key() != null) {
                return false;
            }
        }
        return true;
    }

    /** Whether a number stands here in exactly these characters, its sign among them. */
    boolean isWritten(String number) {
        var text = piece.leaf().text();
        var negative = number.startsWith("-");
        var signed = from > 0
                && "-−".indexOf(text.charAt(from - 1)) >= 0
                && (from == 1 || !Character.isLetterOrDigit(text.charAt(from - 2)));
        return signed == negative && text.substring(from, to).equals(negative ? number.substring(1) : number);
    }

    /** Whether a number stands here that is another one when its last places are left away or rounded. */
    boolean isRoughly(BigDecimal number) {
        return piece.readings(from, to).stream()
                .flatMap(reading -> reading.number().stream())
                .anyMatch(said -> said.scale() > number.scale()
                        && (said.setScale(number.scale(), RoundingMode.DOWN).compareTo(number) == 0
                                || said.setScale(number.scale(), RoundingMode.HALF_UP)
                                                .compareTo(number)
                                        == 0));
    }

    /** The match in its words; of one that is a part, the whole is what is quoted. */
    Quote quote() {
        if (alone) {
            return Quote.of(piece.leaf().path(), piece.leaf().text(), from, to);
        }
        var words = piece.words();
        var start = Math.min(from, words.from(Joints.firstOfCompound(words, first)));
        var end = Math.max(to, words.to(Joints.lastOfCompound(words, last)));
        var around = piece.around(from, to);
        if (around != null) {
            start = Math.min(start, around.from());
            end = Math.max(end, around.to());
        }
        return Quote.of(piece.leaf().path(), piece.leaf().text(), start, end);
    }
}
