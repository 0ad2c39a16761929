package dev.runtree.agent.model;

import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.TimeoutException;
import dev.runtree.agent.secret.Secrets;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A model that gave no answer. The message is one line, fit to be shown. */
public final class ModelFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final Set<Integer> PASSING = Set.of(408, 425, 429, 500, 502, 503, 504, 529);
    private static final Pattern TOO_LONG = Pattern.compile(
            "context.?length|context window|maximum context|prompt is too long|too many (input )?tokens|exceeds? the"
                    + " (available )?context");
    /** Ends that a longer wait does not change, though the status says that it might. */
    private static final Pattern FOR_GOOD = Pattern.compile("insufficient_quota|billing");

    private final String type;
    private final boolean passing;
    private final transient @Nullable Duration retryAfter;

    private ModelFailure(
            String type, String message, boolean passing, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.type = type;
        this.passing = passing;
        this.retryAfter = retryAfter;
    }

    /** @param secrets what its message and its causes must not tell */
    static ModelFailure of(Throwable cause, @Nullable Duration retryAfter, Secrets secrets) {
        if (cause instanceof ModelFailure known) {
            return known;
        }
        var status = chain(cause)
                .filter(HttpException.class::isInstance)
                .map(http -> ((HttpException) http).statusCode())
                .findFirst();
        var reason = reason(cause, secrets);
        var told = secrets.hide(cause);
        var said = reason.toLowerCase(Locale.ROOT);
        if (chain(cause).anyMatch(ContentFilteredException.class::isInstance)) {
            return refused(reason, told);
        }
        if (status.isPresent()) {
            var isTooLong = status.get() < 500 && TOO_LONG.matcher(said).find();
            return new ModelFailure(
                    isTooLong ? "context_length" : String.valueOf(status.get()),
                    isTooLong ? reason + " (what it is shown can be cut by the agent's history)" : reason,
                    PASSING.contains(status.get()) && !FOR_GOOD.matcher(said).find(),
                    retryAfter,
                    told);
        }
        if (chain(cause).anyMatch(ModelFailure::isTimeout)) {
            return new ModelFailure("timeout", reason, false, null, told);
        }
        var isBroken = chain(cause).anyMatch(IOException.class::isInstance);
        return new ModelFailure(
                chain(cause).anyMatch(ConnectException.class::isInstance)
                        ? "unreachable"
                        : isBroken ? "connection" : cause.getClass().getName(),
                reason,
                isBroken,
                null,
                told);
    }

    /** The model would not answer. */
    static ModelFailure refused(String reason, @Nullable Throwable cause) {
        return new ModelFailure("refusal", "it refused: " + oneLine(reason), false, null, cause);
    }

    /** The answer ended before it was complete. */
    static ModelFailure cutOff() {
        return new ModelFailure("incomplete", "its answer broke off", true, null, null);
    }

    /** The provider's filter took the answer away. */
    static ModelFailure filtered() {
        return new ModelFailure(
                "content_filter", "its answer was withheld by the provider's filter", false, null, null);
    }

    /** It took longer than it may. */
    public static ModelFailure late(String patience) {
        return new ModelFailure("timeout", "no answer within " + patience, false, null, null);
    }

    private static boolean isTimeout(Throwable problem) {
        return problem instanceof TimeoutException || problem instanceof HttpTimeoutException;
    }

    private static String reason(Throwable cause, Secrets secrets) {
        var refused = chain(cause).anyMatch(ConnectException.class::isInstance);
        var said = chain(cause)
                .map(Throwable::getMessage)
                .filter(message -> message != null && !message.isBlank())
                .findFirst()
                .map(secrets::hideInError)
                .map(ModelFailure::oneLine);
        return refused
                ? "its server cannot be reached"
                        + said.map(message -> " (" + message + ")").orElse("")
                : said.orElse(cause.getClass().getName());
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    private static Stream<Throwable> chain(Throwable first) {
        return Stream.iterate(first, problem -> problem != null, Throwable::getCause)
                .limit(20);
    }

    /** The HTTP status, {@code timeout}, {@code refusal} and the like, or an exception's class: OpenTelemetry's {@code error.type}. */
    public String type() {
        return type;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }

    /** Whether the same call may go well a while later. */
    public boolean isPassing() {
        return passing;
    }

    /** How long its server wants to be left alone; {@code null} when it did not say. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
