package dev.runtree.agent.langchain4j;

import dev.runtree.agent.secret.Secrets;
import dev.runtree.agent.trace.ModelSpan;

/** What went wrong, in one line, without what looks like a key: whose keys they are is known to the application alone. */
final class Failures {
    private Failures() {}

    static void fail(ModelSpan span, Throwable error) {
        span.fail(error.getClass().getName(), line(error), Secrets.none().hide(error), "");
    }

    static String line(Throwable error) {
        var message = error.getMessage();
        return message == null || message.isBlank()
                ? error.getClass().getSimpleName()
                : Secrets.none().hideInError(message.lines().findFirst().orElse(""));
    }
}
