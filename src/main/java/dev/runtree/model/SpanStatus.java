package dev.runtree.model;

import java.util.Locale;

/** How a step ended. The order is that of weight: of two versions of one span the heavier status is kept. */
public enum SpanStatus {
    RUNNING,
    UNSET,
    OK,
    ERROR;

    public SpanStatus heavier(SpanStatus other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** The word in the database and in JSON: {@code ok}, {@code error}, {@code running}, {@code unset}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static SpanStatus ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
