package dev.runtree.agent.background;

import dev.runtree.agent.hook.BackgroundHooks;
import dev.runtree.store.spool.EventLog;
import dev.runtree.store.spool.KeptEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A few threads that work events off, one after the other, and those that failed again after a pause. */
final class HookWorkers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HookWorkers.class);
    private static final Duration LONGEST_END = Duration.ofSeconds(5);

    private final EventLog log;
    private final Parking parking;
    private final BackgroundHooks.Caller caller;
    private final RetryPolicy policy;
    private final ScheduledThreadPoolExecutor pool;

    HookWorkers(EventLog log, Parking parking, BackgroundHooks.Caller caller, RetryPolicy policy) {
        this.log = log;
        this.parking = parking;
        this.caller = caller;
        this.policy = policy;
        this.pool = new ScheduledThreadPoolExecutor(
                policy.atOnce(),
                Thread.ofPlatform().name("runtree-hooks-", 1).daemon().factory());
        // What is due when it ends is done, what is to be tried later is left on disk.
        pool.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    void later(KeptEvent kept, Duration pause) {
        try {
            var _ = pool.schedule(() -> work(kept), pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("An event of a background hook waits for the next application", e);
        }
    }

    private void work(KeptEvent kept) {
        try {
            var read = EventForm.read(log.read(kept));
            var event = read.event();
            var failure = attempt(kept, read);
            // What cannot be parked, since the database is away, is tried on.
            if (failure == null || (kept.tries() >= policy.tries() && parking.park(event, kept.tries(), failure))) {
                log.done(kept);
            } else {
                later(kept, policy.pause(kept.tries()));
            }
        } catch (IOException e) {
            LOG.error("An event of a background hook cannot be read and stays in {}", log.folder(), e);
        } catch (InterruptedException e) {
            LOG.info("A background hook was interrupted; the next application calls it again");
        } catch (RuntimeException | Error e) {
            // For want of memory, which passes.
            LOG.error("An event of a background hook could not be worked off; it is tried again", e);
            later(kept, policy.longest());
        }
    }

    private @Nullable Throwable attempt(KeptEvent kept, EventForm.Kept read) throws InterruptedException {
        var event = read.event();
        log.begin(kept);
        var failure = HookCall.make(event, policy.limit(), () -> {
            caller.call(event, kept.tries());
            if (read.wasParked()) {
                parking.done(event);
            }
        });
        if (failure != null) {
            LOG.warn(
                    "The background hook {} failed at its try {} of {}: {}",
                    event.hook(),
                    kept.tries(),
                    policy.tries(),
                    HookCall.message(failure),
                    failure);
        }
        return failure;
    }

    @Override
    public void close() {
        pool.shutdown();
        try {
            if (!pool.awaitTermination(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.info("Not waiting any longer for background hooks; the next application goes on with them");
                pool.shutdownNow();
                if (!pool.awaitTermination(1, TimeUnit.SECONDS)) {
                    LOG.warn("A background hook does not let itself be interrupted");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
