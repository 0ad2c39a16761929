package dev.runtree.otlp.raw;

import org.jspecify.annotations.Nullable;

/** What a span's events tell of time. */
public final class Events {
    private Events() {}

    /** Nanoseconds from the span's start to its first event of that name. */
    public static @Nullable Long sinceStart(RawSpan span, String name) {
        var event = span.event(name);
        return event == null || event.timeNanos() < span.startNanos()
                ? null
                : Long.valueOf(event.timeNanos() - span.startNanos());
    }
}
