package dev.runtree.provenance.text;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a text that reads as a number, a date or a time.
 *
 * @param from its first character in the text
 * @param to the place behind its last
 * @param key what all notations of the same value share; {@code null} when it has more than one reading
 * @param others keys by which it is found as something near: {@code <} in front of what it has as a part, {@code ?} of what it
 *     may mean, {@code ~} of what shares its digits
 */
public record Reading(int from, int to, @Nullable String key, List<String> others) {
    static final char PART = '<';
    static final char MAYBE = '?';
    static final char ALIKE = '~';

    public Reading {
        others = List.copyOf(others);
    }

    /** Whether it is a date, or a date with a time. */
    public boolean isDate() {
        return key == null
                ? others.stream().anyMatch(other -> other.startsWith("?M"))
                : "DILM".indexOf(key.charAt(0)) >= 0;
    }

    /** Of a date with a time the key of its date, as it was written; {@code null} of what is none. */
    public @Nullable String dateOfMoment() {
        return partOfMoment('D');
    }

    /** Of a date with a time the key of its time. */
    public @Nullable String timeOfMoment() {
        return partOfMoment('T');
    }

    private @Nullable String partOfMoment(char kind) {
        return others.stream()
                .filter(other -> other.length() > 1 && other.charAt(0) == PART && other.charAt(1) == kind)
                .map(other -> other.substring(1))
                .findFirst()
                .orElse(null);
    }

    /** Whether a time is where a day begins, or its last minute. */
    public static boolean isBoundOfDay(String timeKey) {
        return timeKey.equals("T00:00") || timeKey.startsWith("T23:59");
    }

    /** The key by which a value is found as a part of something longer. */
    public static String asPart(String key) {
        return PART + key;
    }

    /** Keys of what is near to this value, nearest first. */
    public List<String> near() {
        var near = new ArrayList<String>();
        others.stream().filter(other -> other.startsWith("<P")).forEach(near::add);
        if (key != null) {
            near.add(PART + key);
            near.add(MAYBE + key);
        }
        for (var other : others) {
            var value = other.substring(1);
            if (other.charAt(0) == MAYBE) {
                near.add(value);
                near.add(other);
                near.add(ALIKE + value);
            } else if (other.charAt(0) == ALIKE) {
                near.add(value);
                near.add(MAYBE + value);
                near.add(other);
            }
        }
        return near.stream().distinct().toList();
    }

    /** Whether what is found by a key of {@link #near} has the value as a part, and so has said it. */
    public static boolean isPart(String nearKey) {
        return nearKey.charAt(0) == PART;
    }
}
