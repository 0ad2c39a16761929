package dev.runtree.agent.hook;

import org.jspecify.annotations.Nullable;

/** Thrown by a hook to stop the run that it is called in. */
public final class StopRun extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String answer;

    private StopRun(String reason, @Nullable String answer) {
        super(reason);
        this.answer = answer;
    }

    /** Ends the run as failed. */
    public static StopRun failing(String reason) {
        return new StopRun(reason, null);
    }

    /** Ends the run well, with this answer in place of the model's. */
    public static StopRun answering(String reason, String answer) {
        return new StopRun(reason, answer);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }

    /** What the run answers; {@code null} when it fails. */
    public @Nullable String answer() {
        return answer;
    }
}
