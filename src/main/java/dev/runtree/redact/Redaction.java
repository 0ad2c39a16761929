package dev.runtree.redact;

import dev.runtree.redact.Finder.Place;
import dev.runtree.redact.RedactionReport.Found;
import dev.runtree.redact.RedactionReport.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Redacts one output: a text that is copied, or all of an export. The same value becomes the same placeholder wherever it
 * stands in it, such as {@code <email 1>}. Costs in proportion to the text. Of one thread at a time.
 */
public final class Redaction {
    private static final int SAMPLES = 5;
    private static final int AROUND = 24;

    /** What a rule of the user's that gave up is told as: its whole text goes, for nobody knows what it held. */
    static final String TOO_COSTLY = "not checked";

    private final RedactionRules rules;
    private final List<Rule> ordered = new ArrayList<>();
    private final List<Rule> builtIn = new ArrayList<>();
    private final Map<String, Tally> tallies = new LinkedHashMap<>();

    private record Rule(String name, Finder finder, String replacement) {}

    private static final class Tally {
        private final Map<String, Integer> numbers = new HashMap<>();
        private final List<Sample> samples = new ArrayList<>();
        private long places;
    }

    public Redaction(RedactionRules rules) {
        this.rules = rules;
        rules.own().forEach(rule -> ordered.add(new Rule(rule.name(), rule.finder(), rule.replacement())));
        for (var rule : BuiltIn.values()) {
            if (rules.builtIn().contains(rule)) {
                builtIn.add(new Rule(rule.word(), rule.finder(), ""));
            }
        }
        ordered.addAll(builtIn);
    }

    public RedactionRules rules() {
        return rules;
    }

    /** A text with everything that the rules find replaced. */
    public String text(String text) {
        return text(text, ordered);
    }

    /** The name of a member: own rules, which may fit any word, would break the structure. */
    String name(String name) {
        return text(name, builtIn);
    }

    private String text(String text, List<Rule> ordered) {
        if (text.isEmpty() || ordered.isEmpty()) {
            return text;
        }
        var next = new @Nullable Place[ordered.size()];
        var redacted = (StringBuilder) null;
        var at = 0;
        try {
            for (var i = 0; i < next.length; i++) {
                next[i] = ordered.get(i).finder().next(text, 0);
            }
            for (var first = first(next); first >= 0; first = first(next)) {
                var place = java.util.Objects.requireNonNull(next[first]);
                redacted = redacted == null ? new StringBuilder(text.length()) : redacted;
                var placeholder = placeholder(ordered.get(first), text, place);
                redacted.append(text, at, place.start()).append(placeholder);
                at = place.end();
                for (var i = 0; i < next.length; i++) {
                    var other = next[i];
                    if (other != null && other.start() < at) {
                        next[i] = ordered.get(i).finder().next(text, at);
                    }
                }
            }
        } catch (TooCostly e) {
            return placeholder(TOO_COSTLY, "", text, new Place(0, text.length(), text));
        }
        return redacted == null
                ? text
                : redacted.append(text, at, text.length()).toString();
    }

    /** The earliest place; of several, that of the rule that comes first. */
    private static int first(@Nullable Place[] next) {
        var first = -1;
        for (var i = 0; i < next.length; i++) {
            var place = next[i];
            var best = first < 0 ? null : next[first];
            if (place != null && (best == null || place.start() < best.start())) {
                first = i;
            }
        }
        return first;
    }

    /**
     * JSON with the values in its strings and numbers redacted. Keys, structure and everything that is not replaced stay as
     * they are, character by character. What is no JSON is redacted as text.
     */
    public String json(String json) {
        return new RedactedJson(this).of(json);
    }

    /** The value of a member of this name, as it is in JSON. */
    public String value(String name, String value) {
        return new RedactedJson(this).string(name, value);
    }

    /** A text that says something: redacted, or with content dropped no more than its length. */
    public String said(String text) {
        return rules.dropContent() && !text.isEmpty() ? dropped(text) : text(text);
    }

    /** All of a value goes, because of the name that it has. */
    String secret(String value) {
        return placeholder(BuiltIn.KEY.word(), "", value, new Place(0, value.length(), value));
    }

    /** All of a text goes, whatever it says. */
    String dropped(String text) {
        var tally = tallies.computeIfAbsent(RedactionRules.CONTENT, any -> new Tally());
        tally.places++;
        tally.numbers.putIfAbsent(Integer.toHexString(text.hashCode()), tally.numbers.size());
        var after = "<text, " + text.length() + (text.length() == 1 ? " character>" : " characters>");
        if (tally.samples.size() < SAMPLES) {
            tally.samples.add(new Sample(shortened(text), after, after));
        }
        return after;
    }

    private String placeholder(Rule rule, String text, Place place) {
        return placeholder(rule.name(), rule.replacement(), text, place);
    }

    private String placeholder(String rule, String replacement, String text, Place place) {
        var tally = tallies.computeIfAbsent(rule, any -> new Tally());
        tally.places++;
        var isNew = !tally.numbers.containsKey(place.key());
        var number = tally.numbers.computeIfAbsent(place.key(), any -> tally.numbers.size() + 1);
        var placeholder = replacement.isEmpty() ? "<" + rule + " " + number + ">" : replacement;
        if (isNew && tally.samples.size() < SAMPLES) {
            var from = Math.max(0, place.start() - AROUND);
            var until = Math.min(text.length(), place.end() + AROUND);
            var before = (from > 0 ? "…" : "") + text.substring(from, place.start());
            var behind = text.substring(place.end(), until) + (until < text.length() ? "…" : "");
            tally.samples.add(new Sample(
                    line(before + shortened(text.substring(place.start(), place.end())) + behind),
                    line(before + placeholder + behind),
                    placeholder));
        }
        return placeholder;
    }

    private static String shortened(String text) {
        return line(text.length() <= 80 ? text : text.substring(0, 79) + "…");
    }

    private static String line(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    /** What has been replaced so far. */
    public RedactionReport report() {
        return new RedactionReport(tallies.entrySet().stream()
                .map(entry -> new Found(
                        entry.getKey(),
                        entry.getValue().places,
                        entry.getValue().numbers.size(),
                        entry.getValue().samples))
                .sorted(Comparator.comparingLong((Found found) -> -found.places()))
                .toList());
    }
}
