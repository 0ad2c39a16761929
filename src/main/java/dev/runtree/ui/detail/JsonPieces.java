package dev.runtree.ui.detail;

import dev.runtree.ui.prose.Passage;
import dev.runtree.ui.prose.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** JSON that is laid out already, in the colours of its values. */
final class JsonPieces {
    private static final Pattern TOKEN = Pattern.compile(
            "(\"(?:[^\"\\\\]|\\\\.)*+\")(\\s*:)?|(-?\\d[\\d.eE+-]*+|\\b(?:true|false|null)\\b)", Pattern.DOTALL);

    /** More would be slow to lay out; the rest has one colour. */
    private static final int MOST = 1_500;

    private JsonPieces() {}

    static Passage passage(String pretty) {
        var pieces = new ArrayList<Piece>();
        var matcher = TOKEN.matcher(pretty);
        var at = 0;
        while (pieces.size() < MOST && matcher.find()) {
            add(pretty.substring(at, matcher.start()), "", pieces);
            var style =
                    matcher.group(3) != null ? "json-number" : matcher.group(2) != null ? "json-key" : "json-string";
            // The colon is no part of what is laid out by the letters of a key.
            var colon = matcher.group(2) == null ? "" : matcher.group(2);
            add(matcher.group().substring(0, matcher.group().length() - colon.length()), style, pieces);
            add(colon, style, pieces);
            at = matcher.end();
        }
        add(pretty.substring(at), "", pieces);
        return Passage.ofCode(pieces);
    }

    private static void add(String text, String style, List<Piece> to) {
        if (!text.isEmpty()) {
            to.add(style.isEmpty() ? Piece.of(text) : Piece.of(text, style));
        }
    }
}
