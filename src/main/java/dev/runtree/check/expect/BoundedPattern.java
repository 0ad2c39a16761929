package dev.runtree.check.expect;

import dev.runtree.redact.CountedText;
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
        try {
            return pattern.matcher(new CountedText(text, looks(text), () -> tooCostly(text)))
                    .find();
        } catch (StackOverflowError deep) {
            throw tooCostly(text);
        }
    }

    @Override
    public String toString() {
        return pattern.pattern();
    }

    private CannotTell tooCostly(String text) {
        return new CannotTell(
                "the regular expression " + pattern.pattern() + " takes out of all proportion to a text of "
                        + text.length() + " characters; write it with fewer nested repetitions");
    }
}
