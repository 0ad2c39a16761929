package dev.runtree.agent;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.TimeoutException;
import java.net.ConnectException;
import java.util.stream.Stream;

/** Ends a run. The message is one line, fit to be shown. */
final class RunFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String type;

    private RunFailure(String type, String message, Throwable cause) {
        super(message, cause);
        this.type = type;
    }

    private RunFailure(String type, String message) {
        super(message);
        this.type = type;
    }

    static RunFailure ofModel(Object model, Throwable cause) {
        return new RunFailure(typeOf(cause), "the model " + model + " failed: " + reason(cause), cause);
    }

    static RunFailure tooManySteps(int maxSteps) {
        return new RunFailure(
                "max_steps", "stopped after " + maxSteps + " model calls, the most that the agent may make in one run");
    }

    /** The HTTP status where there was one, {@code timeout}, or the exception's class. */
    static String typeOf(Throwable cause) {
        return chain(cause)
                .filter(HttpException.class::isInstance)
                .map(http -> String.valueOf(((HttpException) http).statusCode()))
                .findFirst()
                .orElse(
                        cause instanceof TimeoutException
                                ? "timeout"
                                : cause.getClass().getName());
    }

    private static String reason(Throwable cause) {
        var refused = chain(cause).anyMatch(ConnectException.class::isInstance);
        var said = chain(cause)
                .map(Throwable::getMessage)
                .filter(message -> message != null && !message.isBlank())
                .findFirst()
                .map(message -> message.strip().replaceAll("\\s+", " "));
        return refused
                ? "its server cannot be reached"
                        + said.map(message -> " (" + message + ")").orElse("")
                : said.orElse(cause.getClass().getName());
    }

    private static Stream<Throwable> chain(Throwable first) {
        return Stream.iterate(first, problem -> problem != null, Throwable::getCause)
                .limit(20);
    }

    String type() {
        return type;
    }

    String line() {
        return String.valueOf(getMessage());
    }
}
