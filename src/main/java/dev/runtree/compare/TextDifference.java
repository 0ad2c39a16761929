package dev.runtree.compare;

import com.github.difflib.DiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Two versions of a text as one, word by word: what was taken away and what came. Texts that differ in very many words are
 * compared line by line, and if that is too much, as wholes; so it is quick whatever they are.
 */
public final class TextDifference {
    private static final Pattern WORD = Pattern.compile("\\s+|[\\p{L}\\p{N}_]+|.", Pattern.DOTALL);
    private static final Pattern LINE = Pattern.compile("[^\n]*\n|[^\n]+");

    /** Pieces of both texts together, whose comparison is quick whatever they are. */
    private static final int MOST = 6_000;

    /** What has become of a stretch. */
    public enum Kind {
        SAME,
        /** Only in the text before. */
        REMOVED,
        /** Only in the text now. */
        ADDED
    }

    /** A part of one of the texts, or of both. Never empty. */
    public record Stretch(Kind kind, String text) {}

    private TextDifference() {}

    /**
     * The stretches of both texts in their order; what was taken away stands before what came in its place, and no two of one
     * kind stand side by side. Empty when both texts are.
     */
    public static List<Stretch> of(String before, String now) {
        var start = sameStart(before, now);
        var end = sameEnd(before, now, start);
        var stretches = new ArrayList<Stretch>();
        add(Kind.SAME, now.substring(0, start), stretches);
        compare(before.substring(start, before.length() - end), now.substring(start, now.length() - end), stretches);
        add(Kind.SAME, now.substring(now.length() - end), stretches);
        return List.copyOf(stretches);
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

    private static void compare(String was, String is, List<Stretch> to) {
        var before = split(WORD, was);
        var now = split(WORD, is);
        if (before.size() + now.size() > MOST) {
            before = split(LINE, was);
            now = split(LINE, is);
        }
        if (before.size() + now.size() > MOST) {
            add(Kind.REMOVED, was, to);
            add(Kind.ADDED, is, to);
            return;
        }
        var at = 0;
        var deltas =
                DiffUtils.diff(before, now, new MyersDiffWithLinearSpace<>()).getDeltas();
        for (AbstractDelta<String> delta : deltas) {
            var from = delta.getTarget().getPosition();
            add(Kind.SAME, String.join("", now.subList(at, from)), to);
            add(Kind.REMOVED, String.join("", delta.getSource().getLines()), to);
            add(Kind.ADDED, String.join("", delta.getTarget().getLines()), to);
            at = from + delta.getTarget().size();
        }
        add(Kind.SAME, String.join("", now.subList(at, now.size())), to);
    }

    private static List<String> split(Pattern pattern, String text) {
        var words = new ArrayList<String>();
        var matcher = pattern.matcher(text);
        while (matcher.find() && words.size() <= MOST) {
            words.add(matcher.group());
        }
        return words;
    }

    private static void add(Kind kind, String text, List<Stretch> to) {
        if (text.isEmpty()) {
            return;
        }
        var after = kind == Kind.REMOVED && !to.isEmpty() && to.getLast().kind() == Kind.ADDED ? to.removeLast() : null;
        if (!to.isEmpty() && to.getLast().kind() == kind) {
            to.add(new Stretch(kind, to.removeLast().text() + text));
        } else {
            to.add(new Stretch(kind, text));
        }
        if (after != null) {
            to.add(after);
        }
    }
}
