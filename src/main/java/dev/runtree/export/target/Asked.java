package dev.runtree.export.target;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a preset asks for.
 *
 * @param name such as {@code region}
 * @param secret whether it is kept in the key store and never shown
 * @param required whether there is no target without it
 * @param standard what it is when nothing is said
 * @param choices all that it can be; empty when it is free
 * @param help one line
 */
public record Asked(
        String name,
        boolean secret,
        boolean required,
        @Nullable String standard,
        List<String> choices,
        String help) {
    public Asked {
        choices = List.copyOf(choices);
    }

    /** One that may be left out. */
    static Asked open(String name, @Nullable String standard, String help) {
        return new Asked(name, false, false, standard, List.of(), help);
    }

    static Asked required(String name, String help) {
        return new Asked(name, false, true, null, List.of(), help);
    }

    static Asked key(String name, String help) {
        return new Asked(name, true, true, null, List.of(), help);
    }

    static Asked optionalKey(String name, String help) {
        return new Asked(name, true, false, null, List.of(), help);
    }

    /** One of several, the first of them when nothing is said. */
    static Asked choice(String name, List<String> choices, String help) {
        return new Asked(name, false, false, choices.getFirst(), choices, help);
    }
}
