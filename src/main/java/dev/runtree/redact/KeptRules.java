package dev.runtree.redact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The rules as they are kept among the choices of the settings: also those of the user's own that are off, or wrong.
 *
 * @param builtIn which of the built-in rules are on
 * @param own the user's own rules, by their names
 * @param dropContent whether all that was said goes, and only its structure stays
 */
public record KeptRules(Set<BuiltIn> builtIn, List<RuleEntry> own, boolean dropContent) {
    private static final String OFF = "redaction.off";
    private static final String OWN = "redaction.own.";
    private static final String AS = "redaction.as.";
    private static final String CONTENT = "redaction." + RedactionRules.CONTENT;

    public KeptRules {
        builtIn = Set.copyOf(builtIn);
        own = own.stream().sorted(Comparator.comparing(RuleEntry::name)).toList();
    }

    /** The rules among all choices of the settings. */
    public static KeptRules of(Map<String, String> choices) {
        var off = new HashSet<String>();
        for (var word : choices.getOrDefault(OFF, "").split(",", -1)) {
            off.add(word.strip());
        }
        var on = EnumSet.allOf(BuiltIn.class);
        off.forEach(word -> BuiltIn.ofWord(word).ifPresent(on::remove));
        var own = new ArrayList<RuleEntry>();
        choices.forEach((choice, expression) -> {
            if (choice.startsWith(OWN)) {
                var name = choice.substring(OWN.length());
                // The word of a built-in rule means that one.
                var isOff = off.contains(name) && BuiltIn.ofWord(name).isEmpty();
                own.add(new RuleEntry(name, expression, choices.getOrDefault(AS + name, ""), !isOff));
            }
        });
        return new KeptRules(on, own, choices.containsKey(CONTENT));
    }

    /**
     * What is used of them. One that is no regular expression any more is refused and not passed over, since what it would
     * have found would leave.
     *
     * @throws BadRule says which one
     */
    public RedactionRules rules() {
        return new RedactionRules(
                builtIn, own.stream().filter(RuleEntry::on).map(RuleEntry::rule).toList(), dropContent);
    }

    /**
     * The rules that words name, as {@link RedactionRules#only} takes them; those that are off can be named too.
     *
     * @throws IllegalArgumentException with a sentence that says which word is none, or which rule is wrong
     */
    public RedactionRules only(String words) {
        var named = Arrays.stream(words.split(",", -1)).map(String::strip).toList();
        var usable = own.stream()
                .filter(entry -> entry.on() || named.contains(entry.name()))
                .map(RuleEntry::rule)
                .toList();
        return new RedactionRules(builtIn, usable, dropContent).only(words);
    }

    /** As choices of the settings. */
    public Map<String, String> choices() {
        var choices = new TreeMap<String, String>();
        var off = new ArrayList<String>();
        for (var rule : BuiltIn.values()) {
            if (!builtIn.contains(rule)) {
                off.add(rule.word());
            }
        }
        for (var entry : own) {
            choices.put(OWN + entry.name(), entry.expression());
            if (!entry.replacement().isEmpty()) {
                choices.put(AS + entry.name(), entry.replacement());
            }
            if (!entry.on()) {
                off.add(entry.name());
            }
        }
        if (!off.isEmpty()) {
            choices.put(OFF, String.join(",", off));
        }
        if (dropContent) {
            choices.put(CONTENT, "on");
        }
        return choices;
    }

    /** What has to be written over the choices of others; an empty text takes a choice back. */
    public Map<String, String> over(KeptRules others) {
        var changes = new TreeMap<String, String>();
        others.choices().keySet().forEach(choice -> changes.put(choice, ""));
        changes.putAll(choices());
        return changes;
    }

    public KeptRules with(BuiltIn rule, boolean on) {
        var changed = EnumSet.noneOf(BuiltIn.class);
        changed.addAll(builtIn);
        if (on) {
            changed.add(rule);
        } else {
            changed.remove(rule);
        }
        return new KeptRules(changed, own, dropContent);
    }

    public KeptRules withDropContent(boolean drop) {
        return new KeptRules(builtIn, own, drop);
    }

    public KeptRules without(RuleEntry entry) {
        return new KeptRules(
                builtIn, own.stream().filter(other -> !other.equals(entry)).toList(), dropContent);
    }

    /**
     * With one more rule. It may be used by its name on the command line, and so has one of its own.
     *
     * @throws BadRule when it is none, or when its name is taken
     */
    public KeptRules plus(RuleEntry entry) {
        var name = entry.name();
        if (RedactionRules.isWord(name)) {
            throw BadRule.name("The name \"" + name + "\" means something else already.");
        }
        if (own.stream().anyMatch(other -> other.name().equals(name))) {
            throw BadRule.name("There is a rule named \"" + name + "\" already.");
        }
        entry.rule();
        return plusAsItWas(entry);
    }

    /** With one more rule that was kept, or is tried: whatever it is. */
    public KeptRules plusAsItWas(RuleEntry entry) {
        var more = new ArrayList<>(own);
        more.add(entry);
        return new KeptRules(builtIn, more, dropContent);
    }
}
