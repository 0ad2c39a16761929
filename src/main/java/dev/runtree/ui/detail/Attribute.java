package dev.runtree.ui.detail;

import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.otlp.Claims;
import dev.runtree.otlp.SentTypes;
import dev.runtree.query.Condition;
import dev.runtree.query.Glob;
import dev.runtree.query.StepKey;
import dev.runtree.ui.text.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An attribute as it is shown.
 *
 * @param type as it was sent
 * @param isKnown whether it is known what it was read as
 * @param claim what it was read as; {@code null} when no dialect reads it
 */
record Attribute(JsonText.Member member, SentTypes.Type type, boolean isKnown, Claims.@Nullable Claim claim) {
    /** A filter has no more of a value; the rest may be anything. */
    private static final int MOST_IN_FILTER = 120;

    /** Without what they were read as, which takes longer to find out. */
    static List<Attribute> of(List<JsonText.Member> members) {
        return members.stream()
                .map(member -> new Attribute(member, type(member), false, null))
                .toList();
    }

    /** With it. Not for the FX thread. */
    static List<Attribute> of(RecordedSpan recorded) {
        var members = JsonText.members(recorded.payload().attributes()).orElse(List.of());
        return of(members, SentTypes.of(recorded.payload()), Claims.of(recorded));
    }

    private static List<Attribute> of(
            List<JsonText.Member> members, List<SentTypes.Type> types, Map<String, Claims.Claim> claims) {
        var attributes = new ArrayList<Attribute>(members.size());
        var known = types.size() == members.size();
        for (var i = 0; i < members.size(); i++) {
            var member = members.get(i);
            attributes.add(new Attribute(member, known ? types.get(i) : type(member), true, claims.get(member.key())));
        }
        return attributes;
    }

    private static SentTypes.Type type(JsonText.Member member) {
        var value = member.value();
        return switch (member.kind()) {
            case STRING -> SentTypes.Type.STRING;
            case NUMBER ->
                value.chars().anyMatch(c -> ".eE".indexOf(c) >= 0) ? SentTypes.Type.DOUBLE : SentTypes.Type.INT;
            case WORD -> value.equals("null") ? SentTypes.Type.EMPTY : SentTypes.Type.BOOL;
            case CONTAINER -> value.startsWith("[") ? SentTypes.Type.ARRAY : SentTypes.Type.MAP;
        };
    }

    /** What reads otherwise than it was sent, anywhere in the step. */
    static List<String> changed(Payload payload) {
        var otlp = payload.otlp();
        return otlp == null
                ? List.of()
                : JsonText.members(otlp).orElse(List.of()).stream()
                        .filter(member -> member.key().equals("changed"))
                        .flatMap(member -> JsonText.elements(member.value()).orElse(List.of()).stream())
                        .map(JsonText::unquoted)
                        .toList();
    }

    /** Whether the value that is shown is not of the type that was sent, or had to be mended. */
    boolean isMarked() {
        var isText = member.kind() == JsonText.Kind.STRING;
        return isText && (type != SentTypes.Type.STRING || member.value().indexOf('\ufffd') >= 0);
    }

    String key() {
        return member.key();
    }

    /** What stands before the last point of its key, or all of a key without one, as far as two words. */
    String group() {
        var words = key().split("\\.", 4);
        return words.length > 2 ? words[0] + "." + words[1] : words[0];
    }

    /** What is searched in a key and value, whatever its case. */
    boolean has(String words) {
        var wanted = words.toLowerCase(Locale.ROOT).strip();
        return key().toLowerCase(Locale.ROOT).contains(wanted) || contains(member.value(), wanted);
    }

    private static boolean contains(String text, String wanted) {
        if (text.length() < 4096) {
            return text.toLowerCase(Locale.ROOT).contains(wanted);
        }
        for (var at = 0; at + wanted.length() <= text.length(); at++) {
            if (text.regionMatches(true, at, wanted, 0, wanted.length())) {
                return true;
            }
        }
        return false;
    }

    /** The term that finds runs with a step that has this value; of a long one with its beginning. */
    String term(boolean negated) {
        var value = member.plain();
        var match = value.length() <= MOST_IN_FILTER
                ? Glob.of(value)
                : new Glob(List.of(value.substring(0, MOST_IN_FILTER), ""));
        var term = new Condition.StepTerm(StepKey.ATTR, key(), match);
        return negated ? new Condition.Not(term).print() : term.print();
    }
}
