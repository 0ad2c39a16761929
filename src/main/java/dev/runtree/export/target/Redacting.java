package dev.runtree.export.target;

import dev.runtree.redact.BuiltIn;
import dev.runtree.redact.RedactionRules;
import java.util.EnumSet;
import java.util.Locale;

/** What is taken out of a copy before it leaves. */
public enum Redacting {
    NONE,
    /** What the built-in rules and the user's own find, as the settings have them. */
    RULES,
    /** All that was said: only the structure stays. */
    CONTENT;

    /** As it is written in settings and on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a target takes out, of the rules that the settings have. */
    RedactionRules of(RedactionRules rules) {
        return switch (this) {
            case NONE -> RedactionRules.NONE;
            case RULES -> rules;
            case CONTENT -> new RedactionRules(EnumSet.allOf(BuiltIn.class), rules.own(), true);
        };
    }
}
