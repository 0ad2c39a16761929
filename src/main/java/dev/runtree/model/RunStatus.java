package dev.runtree.model;

import java.util.Locale;

public enum RunStatus {
    OK,
    ERROR,
    RUNNING,
    PAUSED,
    CANCELLED;

    /** The word in the database and in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static RunStatus ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
