package dev.runtree.bench.load;

import org.jspecify.annotations.Nullable;

/** Takes the spans of a trace as they are made. */
interface SpanTaker {
    /**
     * @param start in nanoseconds since 1970, as {@code end}
     * @param failure why it failed; {@code null} when it went well
     */
    record Made(
            SpanId id,
            @Nullable SpanId parent,
            String name,
            long start,
            long end,
            Attributes attributes,
            @Nullable String failure) {}

    void take(Made span);
}
