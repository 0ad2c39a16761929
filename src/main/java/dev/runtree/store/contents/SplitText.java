package dev.runtree.store.contents;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/** A JSON text of a span and the pieces in it. */
final class SplitText {
    /** Stands around the place of a piece that was taken out: no JSON text can hold it. */
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

    List<Said> said() {
        return List.of(said);
    }

    boolean hasTools() {
        return pieces.haveTools();
    }

    /** @param places of what is taken out of the span, counted from one; gets those that it does not have */
    String without(Predicate<Said> isTakenOut, Map<UUID, Integer> places) {
        var lean = new StringBuilder();
        var done = 0;
        for (var i = 0; i < said.length; i++) {
            if (isTakenOut.test(said[i])) {
                var place = places.computeIfAbsent(said[i].hash(), hash -> places.size() + 1);
                lean.append(text, done, pieces.start(i))
                        .append(MARK)
                        .append(place)
                        .append(MARK);
                done = pieces.end(i);
            }
        }
        return done == 0 ? text : lean.append(text, done, text.length()).toString();
    }
}
