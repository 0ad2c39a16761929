package dev.runtree.ui.prose;

import com.github.difflib.DiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.AbstractDelta;
import dev.runtree.model.Figures;
import dev.runtree.ui.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Two versions of a text as one, word by word: what was taken away and what came. Long stretches that are the same are
 * shortened, and how long they are is said. Texts that differ in very many words are compared line by line.
 */
public final class WordDiff {
    private static final Pattern WORD = Pattern.compile("\\s+|[\\p{L}\\p{N}_]+|.", Pattern.DOTALL);
    private static final Pattern LINE = Pattern.compile("[^\n]*\n|[^\n]+");

    /** Pieces of both texts together, whose comparison is quick whatever they are. */
    private static final int MOST = 6_000;

    /** Characters of a stretch that is the same, on either side of a change. */
    private static final int AROUND = 160;

    private static final int LONGEST_WORD = 30;

    private WordDiff() {}

    /** The differences as pieces of a passage; a single piece in no style when there are none. */
    public static List<Piece> of(String before, String now) {
        var start = sameStart(before, now);
        var end = sameEnd(before, now, start);
        var was = before.substring(start, before.length() - end);
        var is = now.substring(start, now.length() - end);
        var pieces = new ArrayList<Piece>();
        same(now.substring(0, start), true, was.isEmpty() && is.isEmpty(), pieces);
        compare(was, is, pieces);
        same(now.substring(now.length() - end), pieces.isEmpty(), true, pieces);
        return List.copyOf(pieces);
    }

    /** Up to the last whole word that both begin with. */
    private static int sameStart(String one, String other) {
        var shorter = Math.min(one.length(), other.length());
        var at = 0;
        while (at < shorter && one.charAt(at) == other.charAt(at)) {
            at++;
        }
        if (at == one.length() && at == other.length()) {
            return at;
        }
        while (at > 0 && !Character.isWhitespace(one.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    private static int sameEnd(String one, String other, int start) {
        var most = Math.min(one.length(), other.length()) - start;
        var length = 0;
        while (length < most && one.charAt(one.length() - 1 - length) == other.charAt(other.length() - 1 - length)) {
            length++;
        }
        while (length > 0 && !Character.isWhitespace(one.charAt(one.length() - length))) {
            length--;
        }
        return length;
    }

    private static void compare(String was, String is, List<Piece> to) {
        var before = split(WORD, was);
        var now = split(WORD, is);
        if (before.size() + now.size() > MOST) {
            before = split(LINE, was);
            now = split(LINE, is);
        }
        if (before.size() + now.size() > MOST) {
            changed(was, "diff-removed", to);
            changed(is, "diff-added", to);
            return;
        }
        var at = 0;
        var deltas =
                DiffUtils.diff(before, now, new MyersDiffWithLinearSpace<>()).getDeltas();
        for (AbstractDelta<String> delta : deltas) {
            var from = delta.getTarget().getPosition();
            same(String.join("", now.subList(at, from)), false, false, to);
            changed(String.join("", delta.getSource().getLines()), "diff-removed", to);
            changed(String.join("", delta.getTarget().getLines()), "diff-added", to);
            at = from + delta.getTarget().size();
        }
        same(String.join("", now.subList(at, now.size())), false, false, to);
    }

    private static List<String> split(Pattern pattern, String text) {
        var words = new ArrayList<String>();
        var matcher = pattern.matcher(text);
        while (matcher.find() && words.size() <= MOST) {
            words.add(matcher.group());
        }
        return words;
    }

    /** What was taken away stands before what came in its place. */
    private static void changed(String text, String style, List<Piece> to) {
        var added = style.equals("diff-removed")
                        && !to.isEmpty()
                        && to.getLast().styles().contains("diff-added")
                ? to.removeLast()
                : null;
        add(text, style, to);
        if (added != null) {
            to.add(added);
        }
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
