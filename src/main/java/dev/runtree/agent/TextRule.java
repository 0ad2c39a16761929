package dev.runtree.agent;

import dev.runtree.yaml.YamlValue;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** A rule of a workflow's file: what the output of a step has to say. Upper and lower case are the same to it. */
final class TextRule {
    private static final Set<String> KEYS = Set.of("output", "contains", "equals", "matches", "not");
    private static final int BRIEF = 80;

    private final @Nullable String output;
    private final boolean not;
    private final Pattern pattern;
    private final boolean whole;

    /** @throws dev.runtree.yaml.BadFile when it is no rule */
    TextRule(YamlValue written) {
        var rule = written.onlyKeys(KEYS);
        output = rule.get("output").map(YamlValue::word).orElse(null);
        not = rule.get("not").map(value -> value.word().equals("true")).orElse(false);
        var said = rule.keys().stream()
                .filter(key -> key.equals("contains") || key.equals("equals") || key.equals("matches"))
                .toList();
        if (said.size() != 1) {
            throw rule.bad("a rule has one of \"contains\", \"equals\" and \"matches\"");
        }
        var kind = said.getFirst();
        var value = rule.need(kind);
        whole = kind.equals("equals");
        try {
            pattern = Pattern.compile(
                    kind.equals("matches")
                            ? value.text()
                            : Pattern.quote(value.text().strip()),
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
        } catch (PatternSyntaxException e) {
            throw value.bad("this is no regular expression: " + e.getDescription(), e);
        }
    }

    boolean holds(StepInput input) {
        var matcher = pattern.matcher(subject(output, input).strip());
        return (whole ? matcher.matches() : matcher.find()) != not;
    }

    /** @param output whose text; {@code null} for the step before */
    static String subject(@Nullable String output, StepInput input) {
        return output == null ? input.previous() : input.output(output);
    }

    /** Where a word begins in a text, by itself; -1 for nowhere. */
    static int word(String text, String word) {
        var matcher = Pattern.compile(
                        "(?<![\\p{L}\\p{N}_])" + Pattern.quote(word.toLowerCase(Locale.ROOT)) + "(?![\\p{L}\\p{N}_])")
                .matcher(text.toLowerCase(Locale.ROOT));
        return matcher.find() ? matcher.start() : -1;
    }

    static String brief(String text) {
        var line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= BRIEF ? line : line.substring(0, BRIEF) + "…";
    }
}
