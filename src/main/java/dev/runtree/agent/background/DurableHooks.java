package dev.runtree.agent.background;

import dev.runtree.agent.hook.BackgroundEvent;
import dev.runtree.agent.hook.BackgroundHooks;
import dev.runtree.store.Database;
import dev.runtree.store.ParkedHooks;
import dev.runtree.store.spool.EventLog;
import dev.runtree.store.spool.KeptEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the events of background hooks on disk until they are worked off: at least once each, also after the process was
 * killed. Safe for use by several threads.
 */
public final class DurableHooks implements BackgroundHooks, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DurableHooks.class);

    /** A disk that takes longer is one that cannot be written to. */
    private static final Duration DISK = Duration.ofSeconds(5);

    private final Caller caller;
    private final RetryPolicy policy;
    private final EventLog log;
    private final Parking parking;
    private final HookWorkers workers;
    private final LeftEvents left;
    private final AtomicBoolean toldOfDisk = new AtomicBoolean();

    private DurableHooks(Database database, Caller caller, RetryPolicy policy) {
        this.caller = caller;
        this.policy = policy;
        this.log = database.openEventLog();
        this.parking = new Parking(new ParkedHooks(database));
        this.workers = new HookWorkers(log, parking, caller, policy);
        this.left = new LeftEvents(log, parking, caller, policy, workers, this::keep);
    }

    /**
     * Begins with what earlier applications left for these hooks.
     *
     * @param database for which the events are, and where those are parked that cannot be worked off; it is left open
     */
    public static DurableHooks open(Database database, Caller caller, RetryPolicy policy) {
        var hooks = new DurableHooks(database, caller, policy);
        hooks.left.start();
        return hooks;
    }

    /**
     * Takes an event. When this returns, it is safe on disk and will be worked off; where the disk does not take it, the hook
     * has been called, or the event is parked.
     */
    @Override
    public void add(BackgroundEvent event) {
        try {
            workers.later(keep(new EventForm.Kept(event, false)), Duration.ZERO);
            if (toldOfDisk.getAndSet(false)) {
                LOG.info("Events of background hooks are kept in {} again", log.folder());
            }
        } catch (IOException e) {
            callNow(event, e);
        }
    }

    private KeptEvent keep(EventForm.Kept event) throws IOException {
        try {
            return log.append(EventForm.write(event)).get(DISK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException refusal ? refusal : new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("The disk of " + log.folder() + " did not answer for " + DISK.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("The thread was interrupted", e);
        }
    }

    /** The answer waits, for nobody could promise that it would be done. */
    private void callNow(BackgroundEvent event, IOException why) {
        var reason = String.valueOf(why.getMessage());
        if (toldOfDisk.compareAndSet(false, true)) {
            LOG.warn(
                    "Background hooks are called before the answer is given, since their events cannot be kept: {}",
                    reason,
                    why);
        }
        // A thread that is interrupted could not wait for the hook.
        var interrupted = Thread.interrupted();
        try {
            var failure = HookCall.make(event, policy.limit(), () -> caller.callNow(event, reason));
            if (failure != null && !parking.park(event, 1, failure)) {
                LOG.error(
                        "The event {} of the background hook {} is lost: the hook failed, and it can be kept nowhere",
                        event.id(),
                        event.hook(),
                        failure);
            }
        } catch (InterruptedException e) {
            interrupted = true;
            LOG.error("The event {} of the background hook {} is lost", event.id(), event.hook(), e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Works off what is due, for some seconds at most; what is left stays on disk for the next application. */
    @Override
    public void close() {
        left.close();
        workers.close();
        log.close();
    }
}
