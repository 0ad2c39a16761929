package dev.runtree.receive.endpoint;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A request that is not taken. The message is for its sender. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Why why;
    private final @Nullable Duration retryAfter;

    Refused(Why why, String message) {
        this(why, message, null);
    }

    /** @param retryAfter when sending it again makes sense; {@code null} for never */
    Refused(Why why, String message, @Nullable Duration retryAfter) {
        super(message, null, false, false);
        this.why = why;
        this.retryAfter = retryAfter;
    }

    static Refused tooLarge(Limits limits) {
        var most = limits.body() % (1 << 20) == 0 ? (limits.body() >> 20) + " MiB" : limits.body() + " bytes";
        return new Refused(
                Why.TOO_LARGE, "The body is larger than " + most + ", packed or unpacked: send smaller batches");
    }

    Why why() {
        return why;
    }

    @Nullable Duration retryAfter() {
        return retryAfter;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
