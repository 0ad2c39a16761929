package dev.runtree.otlp.raw;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** What the events of a span tell of time. */
public final class Events {
    private Events() {}

    /** Nanoseconds since 1970 of a stored event; 0 when the text is no time. */
    static long nanos(String time) {
        try {
            var instant = Instant.parse(time);
            return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
        } catch (DateTimeParseException | ArithmeticException e) {
            return 0;
        }
    }

    /** Nanoseconds from the span's start to its first event of that name. */
    public static @Nullable Long sinceStart(RawSpan span, String name) {
        var event = span.event(name);
        return event == null || event.timeNanos() < span.startNanos()
                ? null
                : Long.valueOf(event.timeNanos() - span.startNanos());
    }
}
