package dev.runtree.redact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What has to go.
 *
 * @param builtIn which of the built-in rules are on
 * @param own the user's own rules, tried before the built-in ones
 * @param dropContent whether all that was said goes, and only its structure stays
 */
public record RedactionRules(Set<BuiltIn> builtIn, List<OwnRule> own, boolean dropContent) {
    /** All built-in rules. */
    public static final RedactionRules DEFAULT = new RedactionRules(EnumSet.allOf(BuiltIn.class), List.of(), false);

    public static final RedactionRules NONE = new RedactionRules(Set.of(), List.of(), false);

    /** The word that drops all content. */
    public static final String CONTENT = "content";

    private static final String ALL = "all";

    public RedactionRules {
        builtIn = Set.copyOf(builtIn);
        own = List.copyOf(own);
    }

    public boolean isNone() {
        return builtIn.isEmpty() && own.isEmpty() && !dropContent;
    }

    /**
     * The rules that words name: {@code email,card}, {@code content}, the name of one of these rules' own, or {@code all}.
     *
     * @throws IllegalArgumentException with a sentence that says which word is none, and which there are
     */
    public RedactionRules only(String words) {
        var chosen = EnumSet.noneOf(BuiltIn.class);
        var chosenOwn = new ArrayList<OwnRule>();
        var content = false;
        for (var each : words.split(",", -1)) {
            var word = each.strip();
            var rule = BuiltIn.ofWord(word);
            var mine = own.stream().filter(one -> one.name().equals(word)).findFirst();
            if (word.equalsIgnoreCase(ALL)) {
                chosen.addAll(EnumSet.allOf(BuiltIn.class));
                chosenOwn.addAll(own);
            } else if (word.equalsIgnoreCase(CONTENT)) {
                content = true;
            } else if (mine.isPresent()) {
                chosenOwn.add(mine.get());
            } else {
                chosen.add(rule.orElseThrow(() -> new IllegalArgumentException(
                        "There is no redaction rule \"" + word + "\". There are: " + words() + ".")));
            }
        }
        // Dropping what was said leaves names and labels, which the other rules look through.
        return new RedactionRules(
                content && chosen.isEmpty() ? EnumSet.allOf(BuiltIn.class) : chosen,
                chosenOwn.stream().distinct().toList(),
                content);
    }

    private String words() {
        var all = new ArrayList<String>();
        all.add(ALL);
        Arrays.stream(BuiltIn.values()).map(BuiltIn::word).forEach(all::add);
        all.add(CONTENT);
        own.stream().map(OwnRule::name).forEach(all::add);
        return String.join(", ", all);
    }

    /** With a rule of the user's own, in place of the one of its name. */
    public RedactionRules with(OwnRule rule) {
        var changed = new ArrayList<>(without(rule.name()).own);
        changed.add(rule);
        return new RedactionRules(builtIn, changed, dropContent);
    }

    public RedactionRules without(String name) {
        return new RedactionRules(
                builtIn, own.stream().filter(rule -> !rule.name().equals(name)).toList(), dropContent);
    }

    /**
     * The rules that are kept among the choices of the settings.
     *
     * @throws BadRule says which one is no regular expression any more
     */
    public static RedactionRules of(Map<String, String> choices) {
        return KeptRules.of(choices).rules();
    }

    /** Whether it means something of its own where rules are named. */
    static boolean isWord(String name) {
        return BuiltIn.ofWord(name).isPresent()
                || name.equalsIgnoreCase(ALL)
                || name.equalsIgnoreCase(CONTENT)
                || name.equalsIgnoreCase(Redaction.TOO_COSTLY);
    }
}
