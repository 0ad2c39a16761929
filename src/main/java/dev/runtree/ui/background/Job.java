package dev.runtree.ui.background;

import dev.runtree.store.Query;

/** A piece of work under way. Of one that is cancelled nothing more is heard. */
public final class Job {
    private final Background background;
    private final Query<?> query;
    private volatile boolean cancelled;
    private Runnable ended = () -> {};

    Job(Background background, Query<?> query) {
        this.background = background;
        this.query = query;
    }

    /** Gives the work up, and ends it in the database too. Call it on the JavaFX thread. */
    public void cancel() {
        if (!cancelled) {
            cancelled = true;
            background.cancel(query);
        }
    }

    /** @param handler called on the JavaFX thread when the work is over, however it ended */
    void onEnded(Runnable handler) {
        ended = handler;
    }

    void ended() {
        ended.run();
    }

    boolean isCancelled() {
        return cancelled;
    }
}
