package dev.runtree.ui.background;

import dev.runtree.store.Query;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs work off the JavaFX thread and brings its result back to it. The only place that starts threads for a view. */
public final class Background {
    private static final Logger log = LoggerFactory.getLogger(Background.class);

    private final Executor executor;
    private final ReadOnlyIntegerWrapper pending = new ReadOnlyIntegerWrapper();

    /** With a virtual thread for each piece of work: how many run at once is the connection pool's business. */
    public Background() {
        this(Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("background-", 0).factory()));
    }

    Background(Executor executor) {
        this.executor = executor;
    }

    /**
     * Asks the database. Call it on the JavaFX thread, on which {@code done} or {@code failed} is called later, or
     * neither once the job is cancelled. A failure is logged here.
     */
    public <T> Job run(Query<T> query, Consumer<? super T> done, Consumer<? super RuntimeException> failed) {
        var job = new Job(this, query);
        begin();
        executor.execute(() -> work(job, query, done, failed));
        return job;
    }

    /** Does work that is no question to the database, and that is only forgotten when it is cancelled. */
    public <T> Job call(Work<T> work, Consumer<? super T> done, Consumer<? super RuntimeException> failed) {
        return run(work, done, failed);
    }

    private <T> void work(
            Job job, Query<T> query, Consumer<? super T> done, Consumer<? super RuntimeException> failed) {
        try {
            T result = query.fetch();
            deliver(job, () -> done.accept(result));
        } catch (CancellationException e) {
            deliver(job, () -> {});
        } catch (RuntimeException e) {
            if (!job.isCancelled()) {
                log.warn("Failed in the background: {}", e.getMessage(), e);
            }
            deliver(job, () -> failed.accept(e));
        } catch (Error e) {
            log.error("Failed in the background", e);
            deliver(job, () -> failed.accept(new IllegalStateException(String.valueOf(e.getMessage()), e)));
        }
    }

    private void deliver(Job job, Runnable delivery) {
        later(() -> {
            try {
                if (!job.isCancelled()) {
                    delivery.run();
                }
            } finally {
                // What follows begins before this ends: in between it would look as if all were done.
                job.ended();
                end();
            }
        });
    }

    /** Runs something on the JavaFX thread soon. For what other threads have to tell the window. */
    public void later(Runnable work) {
        Platform.runLater(work);
    }

    /** Asks something of the JavaFX thread and waits for the answer. From any other thread. */
    public <T> T onFx(Supplier<T> question) {
        return CompletableFuture.supplyAsync(question, Platform::runLater).join();
    }

    /** Does work for as long as the window is open, without being counted as {@link #pendingProperty}. */
    public void serve(String name, Runnable work) {
        Thread.ofVirtual().name(name).start(work);
    }

    void cancel(Query<?> query) {
        // Ending a statement is a round trip of its own.
        executor.execute(() -> {
            try {
                query.cancel();
            } catch (RuntimeException e) {
                log.debug("Could not cancel a query", e);
            }
        });
    }

    void begin() {
        pending.set(pending.get() + 1);
    }

    void end() {
        pending.set(pending.get() - 1);
    }

    /** How many pieces of work are under way or about to be. At 0 the views show all that they asked for. */
    public ReadOnlyIntegerProperty pendingProperty() {
        return pending.getReadOnlyProperty();
    }
}
