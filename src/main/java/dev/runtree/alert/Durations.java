package dev.runtree.alert;

import dev.runtree.query.Quantities;
import java.time.Duration;

/** Durations as rules have them: {@code 90s}, {@code 15m}, {@code 24h}. */
public final class Durations {
    private Durations() {}

    /**
     * Reads one.
     *
     * @param what it is, for the sentence
     * @throws BadAlert when it is none
     */
    public static Duration read(String what, String text) {
        return Quantities.duration(text.strip())
                .orElseThrow(() ->
                        new BadAlert("\"" + what + "\" needs a time such as 90s, 15m or 24h, not \"" + text + "\"."));
    }

    /** Writes one in its largest whole unit. */
    public static String write(Duration time) {
        if (time.toNanosPart() % 1_000_000 != 0) {
            return time.toNanos() + "ns";
        }
        if (time.toMillisPart() != 0) {
            return time.toMillis() + "ms";
        }
        var seconds = time.toSeconds();
        if (seconds == 0 || seconds % 60 != 0) {
            return seconds + "s";
        }
        return seconds % 86_400 == 0
                ? seconds / 86_400 + "d"
                : seconds % 3_600 == 0 ? seconds / 3_600 + "h" : seconds / 60 + "m";
    }
}
