package dev.runtree.ui.prose;

import dev.runtree.compare.TextDifference;
import dev.runtree.model.Figures;
import dev.runtree.ui.Messages;
import java.util.ArrayList;
import java.util.List;

/**
 * Two versions of a text as one, word by word: what was taken away and what came. Long stretches that are the same are
 * shortened, and how long they are is said. Texts that differ in very many words are compared line by line.
 */
public final class WordDiff {
    /** Characters of a stretch that is the same, on either side of a change. */
    private static final int AROUND = 160;

    private static final int LONGEST_WORD = 30;

    private WordDiff() {}

    /** The differences as pieces of a passage; a single piece in no style when there are none. */
    public static List<Piece> of(String before, String now) {
        return of(TextDifference.of(before, now));
    }

    /** As {@link #of(String, String)}, of texts that have been compared. */
    public static List<Piece> of(List<TextDifference.Stretch> stretches) {
        var pieces = new ArrayList<Piece>();
        for (var i = 0; i < stretches.size(); i++) {
            var stretch = stretches.get(i);
            switch (stretch.kind()) {
                case SAME -> same(stretch.text(), i == 0, i == stretches.size() - 1, pieces);
                case REMOVED -> add(stretch.text(), "diff-removed", pieces);
                case ADDED -> add(stretch.text(), "diff-added", pieces);
            }
        }
        return List.copyOf(pieces);
    }

    private static void add(String text, String style, List<Piece> to) {
        if (text.length() > Inlines.MOST_CHARACTERS) {
            to.add(Piece.of(text.substring(0, Inlines.MOST_CHARACTERS), style));
            to.add(Piece.of(left(text.length() - Inlines.MOST_CHARACTERS), "aside"));
        } else if (!text.isEmpty()) {
            to.add(Piece.of(text, style));
        }
    }

    private static void same(String text, boolean first, boolean last, List<Piece> to) {
        if (text.length() <= 2 * AROUND + 80) {
            if (!text.isEmpty()) {
                to.add(Piece.of(text));
            }
            return;
        }
        var start = first ? 0 : whole(text, AROUND);
        var end = last ? text.length() : whole(text, text.length() - AROUND);
        if (first && last) {
            start = whole(text, AROUND);
        }
        if (start > 0) {
            to.add(Piece.of(text.substring(0, start)));
        }
        to.add(Piece.of(left(end - start), "aside"));
        if (end < text.length()) {
            to.add(Piece.of(text.substring(end)));
        }
    }

    private static String left(int characters) {
        return " " + Messages.text("prose.diff.same", Figures.count(characters)) + " ";
    }

    /** The end of a word near a place. */
    private static int whole(String text, int at) {
        var end = at;
        while (end > at - LONGEST_WORD && end > 0 && !Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        var cut = end > 0 && Character.isWhitespace(text.charAt(end - 1)) ? end : at;
        return Character.isLowSurrogate(text.charAt(cut)) ? cut - 1 : cut;
    }
}
