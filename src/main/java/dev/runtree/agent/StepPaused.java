package dev.runtree.agent;

/** Unwinds a workflow in which something waits for an approval. */
final class StepPaused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StepPaused() {
        super(null, null, false, false);
    }
}
