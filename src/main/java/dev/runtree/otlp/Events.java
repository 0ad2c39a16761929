package dev.runtree.otlp;

import org.jspecify.annotations.Nullable;

/** What a span's events tell of time. */
final class Events {
    private Events() {}

    /** Nanoseconds from the span's start to its first event of that name. */
    static @Nullable Long sinceStart(RawSpan span, String name) {
        var event = span.event(name);
        return event == null || event.timeNanos() < span.startNanos()
                ? null
                : Long.valueOf(event.timeNanos() - span.startNanos());
    }
}
