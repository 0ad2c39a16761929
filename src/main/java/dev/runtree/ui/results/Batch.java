package dev.runtree.ui.results;

import dev.runtree.agent.run.Cancellation;
import dev.runtree.store.Database;
import dev.runtree.ui.background.Arrivals;
import dev.runtree.ui.background.Background;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Work on a database that brings one result after the other: on a thread of its own, told to the window as they come. */
public final class Batch<T> {
    private static final long ENDING_SECONDS = 10;

    private final Background background;
    private final Database database;
    private final Maker<T> maker;
    private final Listener<T> listener;
    private final Cancellation cancellation = new Cancellation();
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final Arrivals<T> results;

    /** What makes the results. */
    @FunctionalInterface
    public interface Maker<T> {
        /**
         * Makes all of them, on a thread that may wait.
         *
         * @param each is given each result when it is there
         * @param cancellation ends the one that is made, and those behind it are not begun
         */
        void make(Consumer<T> each, Cancellation cancellation);
    }

    /** Who hears of it, on the JavaFX thread. */
    public interface Listener<T> {
        /** Those that came since the last time, in their order. */
        void came(List<T> results);

        /** All are there. */
        void ended();

        /** It broke off: what has not come does not come. */
        void failed(RuntimeException why);
    }

    /** @param database that the work needs until it is {@link #leave left} */
    public Batch(Background background, Database database, Maker<T> maker, Listener<T> listener) {
        this.background = background;
        this.database = database;
        this.maker = maker;
        this.listener = listener;
        results = new Arrivals<>(background, listener::came);
    }

    public void start() {
        background.call(
                this::work,
                done -> {
                    results.give();
                    listener.ended();
                },
                why -> {
                    results.give();
                    listener.failed(why);
                });
    }

    private boolean work() {
        try {
            maker.make(results::add, cancellation);
            return true;
        } finally {
            over.complete(null);
        }
    }

    /**
     * Stops it, without waiting for that.
     *
     * @param reason as in "cancelled in the window"
     * @param failed told why it could not be stopped
     */
    public void stop(String reason, Consumer<RuntimeException> failed) {
        background.call(
                () -> {
                    cancellation.cancel(reason);
                    return true;
                },
                stopped -> {},
                failed);
    }

    /** Stops it where it works on this database, and waits until it needs that no more; on a thread that may wait. */
    public void leave(Database before, String reason) {
        if (database.equals(before)) {
            cancellation.cancel(reason);
            over.completeOnTimeout(null, ENDING_SECONDS, TimeUnit.SECONDS).join();
        }
    }
}
