package dev.runtree.agent.background;

import dev.runtree.agent.hook.BackgroundHooks;
import dev.runtree.store.StoreException;
import dev.runtree.store.spool.EventLog;
import dev.runtree.store.spool.KeptEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks, now and then, for events that applications left which ended, and for parked ones that are to be tried again. */
final class LeftEvents implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LeftEvents.class);
    private static final Duration LOOK_AROUND = Duration.ofSeconds(3);

    private final EventLog log;
    private final Parking parking;
    private final BackgroundHooks.Caller caller;
    private final RetryPolicy policy;
    private final HookWorkers workers;
    private final Keeper keeper;
    private final ScheduledThreadPoolExecutor clock;

    interface Keeper {
        KeptEvent keep(EventForm.Kept event) throws IOException;
    }

    LeftEvents(
            EventLog log,
            Parking parking,
            BackgroundHooks.Caller caller,
            RetryPolicy policy,
            HookWorkers workers,
            Keeper keeper) {
        this.log = log;
        this.parking = parking;
        this.caller = caller;
        this.policy = policy;
        this.workers = workers;
        this.keeper = keeper;
        this.clock = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("runtree-hooks-left").daemon().factory());
        clock.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    void start() {
        var _ = clock.scheduleWithFixedDelay(this::lookAround, 0, LOOK_AROUND.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void lookAround() {
        try {
            for (var kept : log.takeOver(this::isMine)) {
                if (kept.tries() < policy.tries()) {
                    workers.later(kept, Duration.ZERO);
                } else {
                    giveUp(kept);
                }
            }
            parking.takeBack(caller::knows, this::again);
        } catch (StoreException e) {
            LOG.debug("The database does not say now which hooks are to be tried again", e);
        } catch (Throwable e) {
            // What gets out of here ends the routine for good.
            LOG.warn("What background hooks have still to do could not be looked for", e);
        }
    }

    private boolean isMine(byte[] record) {
        try {
            return caller.knows(EventForm.read(record).event());
        } catch (IOException e) {
            LOG.error("An event of a background hook is not understood and stays in {}", log.folder(), e);
            return false;
        }
    }

    private void again(EventForm.Kept event) throws IOException {
        workers.later(keeper.keep(event), Duration.ZERO);
    }

    /** One over which application after application has ended is not begun again. */
    private void giveUp(KeptEvent kept) {
        var failure = new IllegalStateException(
                "it was tried " + kept.tries() + " times by applications that ended meanwhile");
        try {
            if (parking.park(EventForm.read(log.read(kept)).event(), kept.tries(), failure)) {
                log.done(kept);
            } else {
                var _ = clock.schedule(() -> giveUp(kept), policy.longest().toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (IOException e) {
            LOG.error("An event of a background hook cannot be read and stays in {}", log.folder(), e);
        } catch (RejectedExecutionException e) {
            LOG.debug("An event of a background hook waits for the next application", e);
        }
    }

    @Override
    public void close() {
        clock.shutdown();
        try {
            if (!clock.awaitTermination(2, TimeUnit.SECONDS)) {
                LOG.info("Not waiting any longer for a database that does not say which hooks are to be tried again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
