package dev.runtree.store.contents;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A JSON text of a span and the pieces in it. */
final class SplitText {
    /** Stands around what tells of a piece that was taken out: no JSON text can hold it. */
    static final char MARK = '\u0001';

    private final String text;
    private final Pieces pieces;
    private final Said[] said;

    SplitText(String text, Pieces pieces, Map<String, Said> ofTrace) {
        this.text = text;
        this.pieces = pieces;
        this.said = new Said[pieces.size()];
        var longString = 0;
        for (var i = 0; i < said.length; i++) {
            var words = text.substring(pieces.start(i), pieces.end(i));
            var piece = ofTrace.computeIfAbsent(words, Said::new);
            piece.setApart();
            said[i] = piece;
            longString = findInner(i, longString, piece, ofTrace);
        }
    }

    /** @return the first long string behind the piece */
    private int findInner(int i, int from, Said piece, Map<String, Said> ofTrace) {
        var strings = pieces.longStrings();
        var inner = new ArrayList<Said.Inner>();
        var at = from;
        for (; at < strings.size() && strings.start(at) < pieces.end(i); at++) {
            if (strings.start(at) > pieces.start(i) && strings.end(at) < pieces.end(i) && !piece.hasInner()) {
                var words = text.substring(strings.start(at), strings.end(at));
                inner.add(new Said.Inner(
                        ofTrace.computeIfAbsent(words, Said::new), strings.start(at) - pieces.start(i)));
            }
        }
        if (!inner.isEmpty()) {
            piece.setInner(inner);
        }
        return at;
    }

    List<Said> said() {
        return List.of(said);
    }

    boolean hasTools() {
        return pieces.haveTools();
    }

    /** @param pages get the pieces that are taken out and that the other predicate wants now */
    void lay(Predicate<Said> isTakenOut, Predicate<Said> isNow, Pages pages) {
        for (var i = 0; i < said.length; i++) {
            if (isNow.test(said[i]) && isTakenOut.test(said[i])) {
                pages.lay(said[i], i == 0 ? null : said[i - 1], gapBefore(i));
            }
        }
    }

    private String gapBefore(int piece) {
        return piece == 0 ? "" : text.substring(pieces.end(piece - 1), pieces.start(piece));
    }

    /**
     * @param pages have what is taken out
     * @param contents of what is taken out of the span, with their numbers from one; gets those that it does not have
     */
    String without(Predicate<Said> isTakenOut, Pages pages, Map<UUID, Integer> contents) {
        var lean = new StringBuilder();
        var done = 0;
        @Nullable Place open = null;
        @Nullable Place last = null;
        for (var i = 0; i < said.length; i++) {
            if (!isTakenOut.test(said[i])) {
                last = null;
                continue;
            }
            var place = pages.place(said[i]);
            if (open != null && last != null && place.follows(last, gapBefore(i))) {
                open = open.upTo(place);
            } else {
                refer(open, contents, lean);
                lean.append(text, done, pieces.start(i));
                open = place;
            }
            last = place;
            done = pieces.end(i);
        }
        refer(open, contents, lean);
        return done == 0 ? text : lean.append(text, done, text.length()).toString();
    }

    private static void refer(@Nullable Place place, Map<UUID, Integer> contents, StringBuilder lean) {
        if (place != null) {
            var content = contents.computeIfAbsent(place.content(), any -> contents.size() + 1);
            lean.append(MARK).append(place.reference(content)).append(MARK);
        }
    }
}
