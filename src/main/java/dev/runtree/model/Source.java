package dev.runtree.model;

import java.util.Locale;

/** The door by which a span came in. */
public enum Source {
    OTLP,
    IMPORT,
    RUNTIME,
    REPLAY;

    /** The word in the database and in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Source ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
