package dev.runtree.bench.load;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a receiver said of a body. */
public sealed interface Answer {
    /** @param refused spans that it would not take, though the body was */
    record Acknowledged(long refused, String why) implements Answer {}

    /**
     * It is to be sent again.
     *
     * @param after when; {@code null} when the receiver did not say
     */
    record Later(@Nullable Duration after, String why) implements Answer {}

    /** Sending it again would change nothing. */
    record Refused(String why) implements Answer {}
}
