package dev.runtree.check;

import java.util.Arrays;
import java.util.Optional;

/** How a case is replayed; in each, tools answer from the record. */
public enum Mode {
    /** Models answer from the record as well: nothing is asked of anybody. */
    RECORDED("recorded"),
    /** A model is asked again. */
    LIVE_MODEL("live-model");

    private final String word;

    Mode(String word) {
        this.word = word;
    }

    /** As it stands in a case. */
    public String word() {
        return word;
    }

    static Optional<Mode> of(String word) {
        return Arrays.stream(values()).filter(mode -> mode.word.equals(word)).findFirst();
    }
}
