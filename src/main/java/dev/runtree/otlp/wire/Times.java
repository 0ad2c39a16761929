package dev.runtree.otlp.wire;

/** OTLP's unsigned nanoseconds since 1970 as signed ones. */
public final class Times {
    private Times() {}

    /** The time; one beyond the year 2262, which a {@code long} cannot hold, is the last that it can. */
    public static long clamped(long unsignedNanos) {
        return unsignedNanos < 0 ? Long.MAX_VALUE : unsignedNanos;
    }
}
