package dev.runtree.query;

import java.util.regex.Pattern;

/** The name of an attribute as it stands in a filter: {@code gen_ai.agent.name}, {@code "a name: with blanks"}. */
final class AttributeName {
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_./-]+");

    private AttributeName() {}

    static boolean isPlain(char c) {
        return Character.isLetterOrDigit(c) || "_./-".indexOf(c) >= 0;
    }

    static String print(String name) {
        return PLAIN.matcher(name).matches() && name.chars().allMatch(c -> isPlain((char) c)) ? name : Glob.quote(name);
    }
}
