package dev.runtree.agent.tool;

import com.networknt.schema.regex.RegularExpression;
import dev.runtree.redact.CountedText;
import java.util.regex.Pattern;

/**
 * A pattern of a schema that somebody else wrote: it may be one that takes years for the wrong text. After so many looks at
 * the text it counts as found, which leaves the check to the tool.
 */
final class BoundedPattern implements RegularExpression {
    private static final int MOST_LOOKS = 2_000_000;

    private final Pattern pattern;

    private BoundedPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    static RegularExpression compile(String regex) {
        return new BoundedPattern(Pattern.compile(regex));
    }

    @Override
    public boolean matches(String text) {
        try {
            return pattern.matcher(new CountedText(text, MOST_LOOKS, TooManyLooks::new))
                    .find();
        } catch (TooManyLooks | StackOverflowError e) {
            return true;
        }
    }

    private static final class TooManyLooks extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManyLooks() {
            super("too many looks", null, false, false);
        }
    }
}
