package dev.runtree.replay.live;

import dev.runtree.model.SpanId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A replay that cannot begin as it was asked for. The message is one line that says why, and what can be done on the command line;
 * {@link #why} leaves that out, for who has other ways to do it.
 */
public final class CannotFork extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String why;
    private final transient @Nullable SpanId instead;

    CannotFork(String message) {
        super(message);
        this.why = message;
        this.instead = null;
    }

    CannotFork(String message, Throwable cause) {
        super(message, cause);
        this.why = message;
        this.instead = null;
    }

    /** @param why the message without what can be done on the command line */
    CannotFork(String message, String why) {
        super(message);
        this.why = why;
        this.instead = null;
    }

    /** @param why the message without what can be done on the command line */
    CannotFork(String message, String why, Throwable cause) {
        super(message, cause);
        this.why = why;
        this.instead = null;
    }

    /**
     * @param why the message without what can be done on the command line
     * @param instead the run that can be forked by itself
     */
    CannotFork(String message, String why, SpanId instead) {
        super(message);
        this.why = why;
        this.instead = instead;
    }

    /** Why not, in one line. */
    public String why() {
        return why;
    }

    /** The run that can be forked in place of the one around it; empty where none can. */
    public Optional<SpanId> instead() {
        return Optional.ofNullable(instead);
    }
}
