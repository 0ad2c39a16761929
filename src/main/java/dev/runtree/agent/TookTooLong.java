package dev.runtree.agent;

import dev.runtree.model.Figures;
import java.time.Duration;

/** Something was given up because its time was over. */
final class TookTooLong extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TookTooLong(Duration limit) {
        super(words(limit), null, false, false);
    }

    /** Such as {@code 30 s}. */
    static String words(Duration limit) {
        return Figures.duration(limit.toNanos());
    }

    /** The time that it had, in words. */
    String limit() {
        return String.valueOf(getMessage());
    }
}
