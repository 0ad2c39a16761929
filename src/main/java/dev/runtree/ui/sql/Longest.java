package dev.runtree.ui.sql;

import dev.runtree.ui.Messages;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** How long a statement may take before the server gives it up. */
enum Longest {
    SHORT(Duration.ofSeconds(10)),
    USUAL(Duration.ofSeconds(30)),
    LONG(Duration.ofMinutes(2)),
    VERY_LONG(Duration.ofMinutes(10)),
    ENDLESS(Duration.ZERO);

    private final Duration time;

    Longest(Duration time) {
        this.time = time;
    }

    Duration time() {
        return time;
    }

    static Optional<Longest> ofWord(String word) {
        return Stream.of(values()).filter(one -> one.name().equals(word)).findFirst();
    }

    @Override
    public String toString() {
        if (time.isZero()) {
            return Messages.text("sql.longest.none");
        }
        return time.toMinutes() > 0
                ? Messages.text("sql.longest.minutes", time.toMinutes())
                : Messages.text("sql.longest.seconds", time.toSeconds());
    }
}
