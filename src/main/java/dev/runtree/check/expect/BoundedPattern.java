package dev.runtree.check.expect;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A regular expression that somebody else wrote: it may look at a text only so often, since some take years for the wrong one. */
final class BoundedPattern {
    /** For each character so many looks, and some for nothing. */
    private static final long LOOKS = 300;

    private static final long LOOKS_FREE = 1_000_000;

    private final Pattern pattern;

    private BoundedPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /** @throws PatternSyntaxException when it is none */
    static BoundedPattern of(String expression) {
        return new BoundedPattern(Pattern.compile(expression));
    }

    /** How often a text may be looked at. */
    static long looks(String text) {
        return LOOKS_FREE + LOOKS * text.length();
    }

    /**
     * Whether it is found anywhere in the text.
     *
     * @throws CannotTell when it takes out of all proportion to the text
     */
    boolean isFoundIn(String text) {
        var counted = new Counted(text, looks(text));
        Matcher matcher = pattern.matcher(counted);
        try {
            return matcher.find();
        } catch (StackOverflowError deep) {
            throw counted.tooCostly();
        }
    }

    @Override
    public String toString() {
        return pattern.pattern();
    }

    private final class Counted implements CharSequence {
        private final String text;
        private long left;

        Counted(String text, long looks) {
            this.text = text;
            this.left = looks;
        }

        CannotTell tooCostly() {
            return new CannotTell(
                    "the regular expression " + pattern.pattern() + " takes out of all proportion to a text of "
                            + text.length() + " characters; write it with fewer nested repetitions");
        }

        @Override
        public char charAt(int index) {
            if (--left < 0) {
                throw tooCostly();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
