package dev.runtree.agent;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** What other threads have to be done on the thread of a run: it does it while it waits for them. */
final class Inbox {
    /** A moment that never comes. */
    static final long NEVER = Long.MAX_VALUE;

    private final BlockingQueue<Runnable> posted = new LinkedBlockingQueue<>();

    void post(Runnable task) {
        posted.add(task);
    }

    /** Has the run's thread look again at what it waits for. */
    void wake() {
        post(() -> {});
    }

    /**
     * Does what is posted until something holds.
     *
     * @param deadline by {@link System#nanoTime()}, or {@link #NEVER}
     * @return whether it holds; otherwise the deadline has passed
     */
    boolean until(BooleanSupplier done, long deadline) throws InterruptedException {
        while (!done.getAsBoolean()) {
            var left = deadline == NEVER ? NEVER : deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            var task = deadline == NEVER ? posted.take() : posted.poll(left, TimeUnit.NANOSECONDS);
            if (task != null) {
                task.run();
            }
        }
        // What was posted before it held belongs before what comes after it.
        for (var task = posted.poll(); task != null; task = posted.poll()) {
            task.run();
        }
        return true;
    }
}
