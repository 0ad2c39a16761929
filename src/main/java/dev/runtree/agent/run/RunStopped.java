package dev.runtree.agent.run;

/** Thrown where a step notices that its run is to end. Not to be caught by tools, hooks and other code of the user's. */
public final class RunStopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param reason why, in one line */
    public RunStopped(String reason) {
        super(reason, null, false, false);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
