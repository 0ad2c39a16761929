package dev.runtree.agent;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** Work on a virtual thread of its own, so that a run that cannot wait for its end any longer can let go of it. */
final class Away<T> {
    private final FutureTask<T> task;

    private Away(Inbox inbox, Supplier<T> work) {
        this.task = new FutureTask<>(work::get) {
            @Override
            protected void done() {
                inbox.wake();
            }
        };
    }

    /** @param name of the thread */
    static <T> Away<T> start(String name, Inbox inbox, Supplier<T> work) {
        var away = new Away<>(inbox, work);
        Thread.ofVirtual().name(name).start(away.task);
        return away;
    }

    boolean isDone() {
        return task.isDone();
    }

    /** Interrupts the work and does not wait for it. */
    void abandon() {
        task.cancel(true);
    }

    /** What came of it, once it is done. Throws what the work threw. */
    T result() {
        try {
            return task.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException problem -> throw problem;
                case Error problem -> throw problem;
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }
}
