package dev.runtree.agent.model;

import dev.runtree.agent.run.Cancellation;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One call of a model, as the HTTP client beneath LangChain4j's knows it: who may end it, and what the server's headers said. */
final class HttpCall {
    private static final ScopedValue<HttpCall> CURRENT = ScopedValue.newInstance();

    private final Cancellation cancellation;
    private final AtomicReference<@Nullable String> retryAfter = new AtomicReference<>();

    HttpCall(Cancellation cancellation) {
        this.cancellation = cancellation;
    }

    /** That of this thread; {@code null} outside of any. */
    static @Nullable HttpCall current() {
        return CURRENT.isBound() ? CURRENT.get() : null;
    }

    <T> T during(Supplier<T> work) {
        return ScopedValue.where(CURRENT, this).call(work::get);
    }

    Cancellation cancellation() {
        return cancellation;
    }

    void told(@Nullable String header) {
        retryAfter.set(header);
    }

    /** How long the server wants to be left alone; {@code null} when it did not say. */
    @Nullable Duration retryAfter() {
        var header = retryAfter.get();
        return header == null ? null : read(header.strip());
    }

    private static @Nullable Duration read(String header) {
        try {
            return Duration.ofMillis(Math.max(0, (long) (Double.parseDouble(header) * 1000)));
        } catch (NumberFormatException e) {
            return untilDate(header);
        }
    }

    private static @Nullable Duration untilDate(String header) {
        try {
            var until = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME);
            var wait = Duration.between(ZonedDateTime.now(until.getZone()), until);
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
