package dev.runtree.agent.secret;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Stands for an exception whose message must not be told as it is: prints like it, with its causes and its stack traces. */
public final class Retold extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String type;

    private Retold(String type, @Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
        this.type = type;
    }

    static Retold of(Throwable original, UnaryOperator<String> hide) {
        return of(original, hide, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static Retold of(Throwable original, UnaryOperator<String> hide, Set<Throwable> told) {
        told.add(original);
        var cause = original.getCause();
        var message = original.getMessage();
        var retold = new Retold(
                original.getClass().getName(),
                message == null ? null : hide.apply(message),
                cause == null || told.contains(cause) ? null : of(cause, hide, told));
        retold.setStackTrace(original.getStackTrace());
        for (var suppressed : original.getSuppressed()) {
            if (!told.contains(suppressed)) {
                retold.addSuppressed(of(suppressed, hide, told));
            }
        }
        return retold;
    }

    /** The class of an exception as it was thrown, also of one that is told again. */
    public static String typeOf(Throwable problem) {
        return problem instanceof Retold retold
                ? retold.type
                : problem.getClass().getName();
    }

    /** As the original has it. */
    @Override
    @SuppressWarnings("OverrideThrowableToString") // the class that is printed is the original's
    public String toString() {
        return getMessage() == null ? type : type + ": " + getMessage();
    }
}
