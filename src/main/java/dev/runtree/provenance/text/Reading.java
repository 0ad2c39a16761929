package dev.runtree.provenance.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a text that reads as a number, a date or a time.
 *
 * @param from its first character in the text
 * @param to the place behind its last
 * @param key what all notations of the same value share; {@code null} when it has more than one reading
 * @param others keys by which it is found as something near: {@code <} in front of what it has as a part, {@code =} of what it
 *     says in another unit or way of writing, {@code ?} of what it may mean, {@code ~} of what shares its digits
 */
public record Reading(int from, int to, @Nullable String key, List<String> others) {
    static final char PART = '<';
    static final char SAME = '=';
    static final char MAYBE = '?';
    static final char ALIKE = '~';

    /** What it is in a unit, which leaves the number in it a number by itself. */
    static final char UNIT = '&';

    /** The whole part of a number that has another. */
    static final char ROUGHLY = '%';

    /** What says a day without its date: {@code tomorrow}, {@code next Friday}. */
    static final String SOME_DAY = "?R";

    /** How what is found by a key is related to the value. */
    public enum Kin {
        /** The value is a part of it. */
        PART,
        /** It is the value, written otherwise: {@code 250k}, {@code 5.25 %}, {@code 22h30}. */
        SAME,
        /** It may mean the value, or shares its digits. */
        NEAR,
        /** It may have been meant by somebody who said it; in any other text such a word means nothing. */
        SPOKEN
    }

    /** A key of something near to a value. */
    public record Nearby(String key, Kin kin) {}

    public Reading {
        others = List.copyOf(others);
    }

    /** Whether it is found by a key. */
    public boolean has(String wanted) {
        return wanted.equals(key) || others.contains(wanted);
    }

    /** Whether it is a date, or a date with a time. */
    public boolean isDate() {
        if (key != null) {
            return "DILM".indexOf(key.charAt(0)) >= 0;
        }
        for (var other : others) {
            if (other.startsWith("?M")) {
                return true;
            }
        }
        return false;
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
        for (var other : others) {
            if (other.length() > 1 && other.charAt(0) == PART && other.charAt(1) == kind) {
                return other.substring(1);
            }
        }
        return null;
    }

    /** Whether a time is where a day begins, or its last minute. */
    public static boolean isBoundOfDay(String timeKey) {
        return timeKey.equals("T00:00") || timeKey.startsWith("T23:59");
    }

    /** The keys by which what says a value is found: by itself, in another way of writing, as a part of something longer. */
    public static List<String> saying(String key) {
        return List.of(key, SAME + key, PART + key);
    }

    /** The number that it is, or may be: of several the one with the most places behind the point. */
    public Optional<BigDecimal> number() {
        if (key != null) {
            return Optional.ofNullable(number(key));
        }
        BigDecimal longest = null;
        for (var other : others) {
            var number = other.charAt(0) == MAYBE ? number(other.substring(1)) : null;
            longest = number == null || (longest != null && longest.scale() >= number.scale()) ? longest : number;
        }
        return Optional.ofNullable(longest);
    }

    private static @Nullable BigDecimal number(String key) {
        return key.charAt(0) == 'N' && key.indexOf('E') < 0 ? new BigDecimal(key.substring(1)) : null;
    }

    /** The keys by which longer numbers are found that may be rounded to this one. */
    public static List<String> roughly(BigDecimal number) {
        var whole = number.setScale(0, RoundingMode.DOWN);
        var before = whole.abs().subtract(BigDecimal.ONE);
        var sign = number.signum() < 0 ? "-" : "";
        return number.precision() < 2
                ? List.of()
                : List.of(ROUGHLY + sign + whole.abs().toPlainString(), ROUGHLY + sign + before.toPlainString());
    }

    /** Whether a piece of it is not what it says by itself: a date, a time, a number with its unit. */
    public boolean isWhole() {
        if (key != null) {
            return "DILMT".indexOf(key.charAt(0)) >= 0;
        }
        for (var other : others) {
            if (isOfWhole(other)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfWhole(String other) {
        return other.charAt(0) == SAME || other.startsWith("?D") || other.startsWith("?M");
    }

    /** What is near to this value, nearest first. */
    public List<Nearby> near() {
        var near = new ArrayList<Nearby>();
        for (var other : others) {
            if (other.startsWith("<P")) {
                add(other, Kin.PART, near);
            }
        }
        if (key != null) {
            add(PART + key, Kin.PART, near);
            add(SAME + key, Kin.SAME, near);
            add(UNIT + key, Kin.SAME, near);
            add(MAYBE + key, Kin.NEAR, near);
        }
        for (var other : others) {
            var value = other.substring(1);
            switch (other.charAt(0)) {
                case SAME -> {
                    add(value, Kin.SAME, near);
                    add(other, Kin.SAME, near);
                }
                case MAYBE -> {
                    add(value, Kin.NEAR, near);
                    add(other, Kin.NEAR, near);
                    add(ALIKE + value, Kin.NEAR, near);
                }
                case ALIKE -> {
                    add(value, Kin.NEAR, near);
                    add(MAYBE + value, Kin.NEAR, near);
                    add(other, Kin.NEAR, near);
                }
                case UNIT -> {
                    if (value.charAt(0) == 'Q') {
                        add(other, Kin.SAME, near);
                    }
                }
                default -> {}
            }
        }
        var day = day();
        if (day != null) {
            add(month(), Kin.NEAR, near);
            add(ALIKE + month(), Kin.NEAR, near);
            add(MAYBE + "O" + day, Kin.NEAR, near);
            add(SOME_DAY, Kin.SPOKEN, near);
        }
        return near;
    }

    private static void add(String key, Kin kin, List<Nearby> to) {
        for (var each : to) {
            if (each.kin == kin && each.key.equals(key)) {
                return;
            }
        }
        to.add(new Nearby(key, kin));
    }

    /** Of a date its month. */
    private String month() {
        var date = key != null && key.charAt(0) == 'D' ? key : String.valueOf(dateOfMoment());
        return "Y" + date.substring(1, date.length() - 3);
    }

    /** Of a date the day in its month. */
    private @Nullable String day() {
        var date = key != null && key.charAt(0) == 'D' ? key : dateOfMoment();
        return date == null ? null : date.substring(date.length() - 2);
    }
}
