package dev.runtree.provenance;

import dev.runtree.provenance.Answer.Piece;
import dev.runtree.provenance.Seen.Said;
import dev.runtree.provenance.text.Reading;
import dev.runtree.provenance.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Takes a value apart into the longest parts that were said, and what is left. */
final class Composing {
    /** Words of a value that are looked up; what a model writes in one argument may be a book. */
    private static final int MOST_WORDS = 600;

    private static final int MOST_PIECES = 60;

    /** Texts that are looked into for the longest part. */
    private static final int MOST_TEXTS = 40;

    private final Texts texts;
    private final Seen.Order order;
    private final Predicate<Said> of;
    private final Words words;
    private final List<Reading> readings;
    private final boolean isName;
    private final List<Piece> pieces = new ArrayList<>();
    private int freshFrom = -1;
    private int known;
    private int fresh;
    private boolean figure;
    private boolean missing;

    /** @param of which of the texts count */
    Composing(Texts texts, Seen.Order order, Predicate<Said> of, Words words, List<Reading> readings) {
        this.texts = texts;
        this.order = order;
        this.of = of;
        this.words = words;
        this.readings = readings;
        this.isName = words.isOneName();
    }

    /** The parts of the value, in their order. */
    List<Piece> pieces() {
        var most = Math.min(words.size(), MOST_WORDS);
        for (var word = 0; word < most; ) {
            var reading = readingAt(word);
            var found = reading == null ? null : figure(reading);
            var to = reading == null ? word + 1 : Math.max(word + 1, words.after(reading.to() - 1) + 1);
            if (found == null && (reading == null || !reading.isDate())) {
                var longest = longest(word, most);
                if (longest != null) {
                    found = longest.found();
                    to = longest.to();
                } else {
                    to = word + 1;
                }
            }
            add(word, to, found, found == null ? reading : null);
            word = to;
        }
        endFresh(most);
        return pieces;
    }

    /** Words that say something and that were said. */
    int known() {
        return known;
    }

    /** Words that say something and that nobody said. */
    int fresh() {
        return fresh;
    }

    /** Whether a date, a number or an id is among what nobody said. */
    boolean hasFreshFigure() {
        return figure;
    }

    /** Whether any word was not said, be it as common as {@code com}. */
    boolean hasMissing() {
        return missing;
    }

    private void add(int from, int to, @Nullable Found found, @Nullable Reading reading) {
        var telling = 0;
        for (var word = from; word < to; word++) {
            var key = words.key(word);
            var isOfName = isName && Common.isShort(key);
            telling += words.isWord(word) && (isOfName || words.isDigits(word) || !Common.isCommon(key)) ? 1 : 0;
            missing |= found == null && words.isWord(word);
        }
        if (found != null) {
            known += telling;
            endFresh(from);
            if (telling > 0) {
                addPiece(from, to, found);
            }
        } else if (telling > 0) {
            fresh += telling;
            figure |= Weight.isFigure(words, from, to, reading);
            freshFrom = freshFrom < 0 ? from : freshFrom;
        } else if (freshFrom >= 0 && words.isWord(from)) {
            endFresh(from); // a common word that was not said anywhere
        }
    }

    private void endFresh(int at) {
        if (freshFrom >= 0) {
            var last = at;
            while (last > freshFrom + 1 && !words.isWord(last - 1)) {
                last--;
            }
            addPiece(freshFrom, last, null);
            freshFrom = -1;
        }
    }

    private void addPiece(int from, int to, @Nullable Found found) {
        if (pieces.size() < MOST_PIECES) {
            pieces.add(new Piece(words.text().substring(words.from(from), words.to(to - 1)), found));
        }
    }

    private @Nullable Reading readingAt(int word) {
        Reading longest = null;
        for (var reading : readings) {
            if (reading.from() == words.from(word)
                    && reading.key() != null
                    && (longest == null || reading.to() > longest.to())) {
                longest = reading;
            }
        }
        return longest;
    }

    private @Nullable Found figure(Reading reading) {
        var key = reading.key();
        if (key == null) {
            return null;
        }
        for (var said : order.of(texts.withReading(key))) {
            if (of.test(said)) {
                for (var match : Match.ofReading(texts.pieces(said.text()), key)) {
                    return new Found(said.source(), match.quote());
                }
            }
        }
        return null;
    }

    private record Longest(int to, Found found) {}

    /** The longest stretch of words from one on that stands in a text; of equal ones the first that was seen. */
    private @Nullable Longest longest(int from, int most) {
        if (!words.isWord(from)) {
            return null;
        }
        Match best = null;
        Said saidBest = null;
        var length = 0;
        var looked = 0;
        var first = words.key(from);
        for (var said : order.of(texts.withWord(first))) {
            if (!of.test(said)) {
                continue;
            }
            if (looked++ == MOST_TEXTS) {
                break;
            }
            for (var piece : texts.pieces(said.text())) {
                var there = piece.words();
                for (var at = there.next(first, 0); at < there.size(); at = there.next(first, at + 1)) {
                    var here = Match.length(there, at, words, from, most);
                    if (here > length && isTold(there, at, at + here - 1)) {
                        length = here;
                        saidBest = said;
                        best = new Match(piece, at, at + here - 1, there.from(at), there.to(at + here - 1), true);
                    }
                }
            }
        }
        return best == null || saidBest == null
                ? null
                : new Longest(from + length, new Found(saidBest.source(), best.quote()));
    }

    /** One word inside a longer name, as {@code max} in {@code max_price}, is in a text by chance. */
    private static boolean isTold(Words there, int first, int last) {
        return !Joints.isInsideNumber(there, first, last) && (first < last || Joints.standsAlone(there, first, last));
    }
}
