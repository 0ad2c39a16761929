package dev.runtree.redact;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A rule of the user's own.
 *
 * @param name what its placeholders say: letters, digits, dashes
 * @param pattern what is found goes; with a group, only what the first group found
 * @param replacement what stands there instead, letter for letter; empty for a numbered placeholder
 */
public record OwnRule(String name, Pattern pattern, String replacement) {
    /** What a text may cost: for each character so many looks, and some for nothing. */
    private static final long LOOKS = 300;

    private static final long LOOKS_FREE = 100_000;

    private static final int LONGEST_REPLACEMENT = 80;

    /** One with numbered placeholders. */
    public static OwnRule of(String name, String expression) {
        return of(name, expression, "");
    }

    /** @throws BadRule with a sentence that says what is wrong, and where */
    public static OwnRule of(String name, String expression, String replacement) {
        if (!name.matches("[\\p{L}\\p{N}][\\p{L}\\p{N} _-]{0,39}")) {
            throw BadRule.name("The name of a redaction rule is letters, digits, dashes and spaces, at most 40; \""
                    + name + "\" is not.");
        }
        if (replacement.length() > LONGEST_REPLACEMENT || replacement.chars().anyMatch(Character::isISOControl)) {
            var reason = "A replacement is at most " + LONGEST_REPLACEMENT + " characters in one line.";
            throw new BadRule(BadRule.Part.REPLACEMENT, reason, -1, "The redaction rule \"" + name + "\": " + reason);
        }
        return new OwnRule(name, compiled(name, expression), replacement);
    }

    private static Pattern compiled(String name, String expression) {
        if (expression.isEmpty()) {
            throw new BadRule(
                    BadRule.Part.EXPRESSION,
                    "Nothing is looked for yet.",
                    -1,
                    "The redaction rule \"" + name + "\" looks for nothing.");
        }
        try {
            return Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            var at = e.getIndex() < 0 ? expression.length() : Math.min(e.getIndex(), expression.length());
            var reason = e.getDescription() + " at character " + (at + 1);
            throw new BadRule(
                    BadRule.Part.EXPRESSION,
                    reason,
                    at,
                    "The redaction rule \"" + name + "\" is no regular expression: " + reason + " of " + expression);
        }
    }

    Finder finder() {
        return this::find;
    }

    private Finder.@Nullable Place find(CharSequence text, int from) {
        var matcher = pattern.matcher(new CountedText(text, LOOKS_FREE + LOOKS * text.length(), TooCostly::new));
        try {
            var at = from;
            while (at <= text.length() && matcher.find(at)) {
                var group = matcher.groupCount() > 0 && matcher.start(1) >= 0 ? 1 : 0;
                if (matcher.end(group) > matcher.start(group)) {
                    return place(text, matcher, group);
                }
                at = matcher.end() + 1;
            }
            return null;
        } catch (StackOverflowError deep) {
            throw new TooCostly();
        }
    }

    private static Finder.Place place(CharSequence text, Matcher matcher, int group) {
        var start = matcher.start(group);
        var end = matcher.end(group);
        return new Finder.Place(start, end, text.subSequence(start, end).toString());
    }
}
