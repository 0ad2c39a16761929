package dev.runtree.store;

import dev.runtree.store.spool.Spool;
import dev.runtree.store.spool.Spooled;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets spans in: straight to the database while it takes them, and to the disk when it is away, slow, full, read-only or has
 * more than enough to do. Nobody waits here for either.
 */
final class WriteDoor implements AutoCloseable {
    /** Without any commit for so long, the database is slow, and what waits is put on disk. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** What waits for so long is put on disk even while others are committed. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration LONGEST_END = Duration.ofSeconds(10);
    private static final Duration QUEUE_END = Duration.ofSeconds(3);

    private static final Logger LOG = LoggerFactory.getLogger(WriteDoor.class);

    private final WriteQueue queue;
    private final Spool spool;
    private final Availability availability;
    private final Runnable spooled;
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("runtree-patience").daemon().factory());
    private final Set<Submission> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger late = new AtomicInteger();
    private volatile long lastCommit = System.nanoTime();
    private volatile boolean closed;

    /** @param spooled is called when there is something on disk to be stored */
    WriteDoor(WriteQueue queue, Spool spool, Availability availability, Runnable spooled) {
        this.queue = queue;
        this.spool = spool;
        this.availability = availability;
        this.spooled = spooled;
        clock.setRemoveOnCancelPolicy(true);
        clock.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** The future completes after the commit, or once it is on disk; it fails when neither can be had. */
    CompletableFuture<Void> submit(Spooled submitted) {
        if (closed) {
            return CompletableFuture.failedFuture(new StoreException("Spans were not stored: Runtree is closing"));
        }
        var submission = new Submission(submitted);
        open.add(submission);
        var _ = submission.acknowledged.whenComplete((done, problem) -> open.remove(submission));
        if (availability.isAway()) {
            submission.toDisk();
            return submission.acknowledged;
        }
        var direct = queue.offer(submitted.spans(), submitted.logs());
        if (direct.isPresent()) {
            submission.awaitCommit(direct.get());
        } else {
            submission.toDisk();
        }
        return submission.acknowledged;
    }

    /** Whether submissions that were given up as too slow are still with the database. */
    boolean isHeldUp() {
        return late.get() > 0;
    }

    /** One on its way to whichever comes first, the commit or the disk. */
    private final class Submission {
        private final Spooled submitted;
        private final CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        private final long begun = System.nanoTime();
        private @Nullable Future<?> look;
        private boolean awaitsCommit;
        private boolean isLate;
        private boolean sentToDisk;
        private @Nullable StoreException refusal;

        Submission(Spooled submitted) {
            this.submitted = submitted;
        }

        void awaitCommit(CompletableFuture<Void> direct) {
            synchronized (this) {
                awaitsCommit = true;
                look = clock.schedule(this::look, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            }
            var _ = direct.whenComplete((done, problem) -> committed(problem));
        }

        private synchronized void committed(@Nullable Throwable problem) {
            awaitsCommit = false;
            if (look != null) {
                look.cancel(false);
            }
            if (isLate) {
                late.decrementAndGet();
            }
            if (problem == null) {
                lastCommit = System.nanoTime();
                acknowledged.complete(null);
            } else if (Failure.isAway(problem)) {
                availability.isAway(String.valueOf(problem.getMessage()));
                toDisk();
                if (refusal != null) {
                    acknowledged.completeExceptionally(refusal);
                }
            } else if (!sentToDisk || refusal != null) {
                acknowledged.completeExceptionally(problem);
            }
        }

        private synchronized void look() {
            if (!awaitsCommit) {
                return;
            }
            var now = System.nanoTime();
            var quiet = now - begun >= PATIENCE.toNanos() && now - lastCommit >= PATIENCE.toNanos();
            if (!quiet && now - begun < LONGEST.toNanos()) {
                look = clock.schedule(this::look, LOOK.toMillis(), TimeUnit.MILLISECONDS);
                return;
            }
            isLate = true;
            late.incrementAndGet();
            if (quiet) {
                availability.isAway("The database has stored nothing for " + PATIENCE.toSeconds() + " seconds.");
            }
            toDisk();
        }

        synchronized void toDisk() {
            if (!sentToDisk) {
                sentToDisk = true;
                var _ = spool.append(submitted).whenComplete((done, problem) -> onDisk(problem));
            }
        }

        private synchronized void onDisk(@Nullable Throwable problem) {
            availability.spooling(problem == null ? null : problem.getMessage());
            if (problem == null) {
                acknowledged.complete(null);
                spooled.run();
                return;
            }
            var away = availability.away();
            refusal = new StoreException((away == null ? "" : away + " ") + problem.getMessage(), problem);
            if (!awaitsCommit) {
                acknowledged.completeExceptionally(refusal);
            }
        }
    }

    /**
     * Lets nobody in any more, and returns when all that came is in the database or on disk, or has failed; within some
     * seconds whatever the database does.
     */
    @Override
    public void close() {
        closed = true;
        var all = CompletableFuture.allOf(
                open.stream().map(submission -> submission.acknowledged).toArray(CompletableFuture[]::new));
        await(all.exceptionally(problem -> null), LONGEST_END);
        // What the queue still holds is on disk as well: a database that hangs is not waited for.
        await(
                CompletableFuture.runAsync(
                        queue::close,
                        task -> Thread.ofPlatform()
                                .name("runtree-writer-end")
                                .daemon()
                                .start(task)),
                QUEUE_END);
        clock.shutdownNow();
    }

    private static void await(CompletableFuture<Void> end, Duration longest) {
        try {
            end.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn("Not waiting any longer for the database to store what is on disk as well");
        } catch (ExecutionException e) {
            LOG.warn("The writer did not end as it should", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
