package dev.runtree.export.send;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a target made of a request. Every text is one line without secrets. */
public sealed interface Answer {
    /** In one line. */
    String said();

    /**
     * It took the request.
     *
     * @param rejected how many of its spans it left out
     */
    record Taken(long rejected, @Nullable String message) implements Answer {
        @Override
        public String said() {
            return message == null ? "taken" : message;
        }
    }

    /** It takes others, and not this one: for what is in it, or since it is too large. Sent again it would not take it either. */
    record Refused(String said) implements Answer {}

    /** It does not know the key, or the key may not do this. */
    record NoKey(String said) implements Answer {}

    /** It cannot be used as it is set up, or is broken: perhaps later, or with another address. */
    record Wrong(String said) implements Answer {}

    /**
     * Not now.
     *
     * @param after how long it wants to be left alone; {@code null} when it does not say
     */
    record Later(String said, @Nullable Duration after) implements Answer {}
}
