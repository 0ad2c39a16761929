package dev.runtree.provenance.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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

    /** The keys by which what says a value is found: by itself, in another way of writing, as a part of something longer. */
    public static List<String> saying(String key) {
        return List.of(key, SAME + key, PART + key);
    }

    /** The number that it is, or may be. */
    public Optional<BigDecimal> number() {
        return Stream.concat(
                        Stream.ofNullable(key),
                        others.stream()
                                .filter(other -> other.charAt(0) == MAYBE && key == null)
                                .map(other -> other.substring(1)))
                .filter(each -> each.charAt(0) == 'N' && each.indexOf('E') < 0)
                .map(each -> new BigDecimal(each.substring(1)))
                .max(Comparator.comparingInt(BigDecimal::scale));
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
        others.stream().filter(other -> other.startsWith("<P")).forEach(other -> near.add(new Nearby(other, Kin.PART)));
        if (key != null) {
            near.add(new Nearby(PART + key, Kin.PART));
            near.add(new Nearby(SAME + key, Kin.SAME));
            near.add(new Nearby(UNIT + key, Kin.SAME));
            near.add(new Nearby(MAYBE + key, Kin.NEAR));
        }
        for (var other : others) {
            var value = other.substring(1);
            switch (other.charAt(0)) {
                case SAME -> {
                    near.add(new Nearby(value, Kin.SAME));
                    near.add(new Nearby(other, Kin.SAME));
                }
                case MAYBE -> {
                    near.add(new Nearby(value, Kin.NEAR));
                    near.add(new Nearby(other, Kin.NEAR));
                    near.add(new Nearby(ALIKE + value, Kin.NEAR));
                }
                case ALIKE -> {
                    near.add(new Nearby(value, Kin.NEAR));
                    near.add(new Nearby(MAYBE + value, Kin.NEAR));
                    near.add(new Nearby(other, Kin.NEAR));
                }
                case UNIT -> {
                    if (value.charAt(0) == 'Q') {
                        near.add(new Nearby(other, Kin.SAME));
                    }
                }
                default -> {}
            }
        }
        var day = day();
        if (day != null) {
            near.add(new Nearby(month(), Kin.NEAR));
            near.add(new Nearby(ALIKE + month(), Kin.NEAR));
            near.add(new Nearby(MAYBE + "O" + day, Kin.NEAR));
            near.add(new Nearby(SOME_DAY, Kin.SPOKEN));
        }
        return near.stream().distinct().toList();
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
