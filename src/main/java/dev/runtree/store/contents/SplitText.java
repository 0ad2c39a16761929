package dev.runtree.store.contents;

import java.util.List;
import java.util.Map;
import java.util.Set;
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
        for (var i = 0; i < said.length; i++) {
            said[i] = ofTrace.computeIfAbsent(text.substring(pieces.start(i), pieces.end(i)), Said::new);
        }
    }

    /** Finds long strings in pieces that are pieces by themselves elsewhere, where a piece has one of the lengths. */
    void findInner(Map<String, Said> ofTrace, Set<Integer> lengths) {
        var strings = pieces.longStrings();
        var at = 0;
        for (var i = 0; i < said.length; i++) {
            for (; at < strings.size() && strings.start(at) < pieces.end(i); at++) {
                var isWithin = strings.start(at) > pieces.start(i) && strings.end(at) < pieces.end(i);
                if (isWithin && lengths.contains(strings.length(at))) {
                    var inner = ofTrace.get(text.substring(strings.start(at), strings.end(at)));
                    if (inner != null) {
                        said[i].addInner(inner, strings.start(at) - pieces.start(i));
                    }
                }
            }
        }
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
