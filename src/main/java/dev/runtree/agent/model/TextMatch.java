package dev.runtree.agent.model;

import dev.runtree.yaml.YamlValue;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A condition on a text: words that it contains, whatever their case, or {@code /a regular expression/}. */
record TextMatch(Pattern pattern) {
    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL;

    static TextMatch read(YamlValue value) {
        var text = value.word();
        var isPattern = text.length() > 2 && text.startsWith("/") && text.endsWith("/");
        try {
            return new TextMatch(
                    isPattern
                            ? Pattern.compile(text.substring(1, text.length() - 1), FLAGS)
                            : Pattern.compile(text, FLAGS | Pattern.LITERAL));
        } catch (PatternSyntaxException e) {
            throw value.bad("this is no regular expression: " + e.getDescription(), e);
        }
    }

    Optional<MatchResult> in(String text) {
        var matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.toMatchResult()) : Optional.empty();
    }
}
