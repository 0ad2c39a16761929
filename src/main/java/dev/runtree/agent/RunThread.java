package dev.runtree.agent;

import dev.runtree.agent.run.Cancellation;
import dev.runtree.agent.run.RunStopped;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The thread of one run: it waits for what is done on others, until it is done, its time is over, or the run is ended. Events
 * of those are told on it.
 */
final class RunThread implements AutoCloseable {
    private final Inbox inbox = new Inbox();
    private final Cancellation.Child cancellation;
    private final Cancellation.Registration awake;
    private final @Nullable Duration limit;
    private final long deadline;

    /** @param limit how long the run may take from now on; {@code null} for as long as it takes */
    RunThread(Cancellation outer, @Nullable Duration limit) {
        this(outer, limit, Duration.ZERO);
    }

    /**
     * @param limit how long the run may take; {@code null} for as long as it takes
     * @param used what it has taken of that before it paused
     */
    RunThread(Cancellation outer, @Nullable Duration limit, Duration used) {
        this.cancellation = outer.child();
        this.awake = signal().onCancel(inbox::wake);
        this.limit = limit;
        this.deadline = limit == null ? Inbox.NEVER : after(limit.minus(used));
    }

    /** By {@link System#nanoTime()}. */
    static long after(@Nullable Duration time) {
        return time == null ? Inbox.NEVER : System.nanoTime() + time.toNanos();
    }

    Inbox inbox() {
        return inbox;
    }

    /** Ends this run and what is beneath it. */
    Cancellation signal() {
        return cancellation.signal();
    }

    /**
     * Waits until something holds.
     *
     * @return whether it holds; otherwise {@code until} has passed
     * @throws RunStopped when the run was ended meanwhile
     */
    boolean await(BooleanSupplier done, long until) {
        try {
            var holds = inbox.until(() -> done.getAsBoolean() || signal().isCancelled(), Math.min(until, deadline));
            if (!holds && deadline <= until && limit != null) {
                signal().expire("the run took longer than " + TookTooLong.words(limit));
            }
            signal().check();
            return holds;
        } catch (InterruptedException e) {
            signal().cancel("its thread was interrupted");
            Thread.currentThread().interrupt();
            throw new RunStopped("its thread was interrupted");
        }
    }

    /**
     * Has something done on another thread and waits for it.
     *
     * @param limit how long it may take; {@code null} for as long as the run
     * @throws TookTooLong when it takes longer: it is interrupted and let go of
     * @throws RunStopped when the run was ended meanwhile, likewise
     */
    <T> T have(String name, @Nullable Duration limit, Supplier<T> work) {
        var away = Away.start(name, inbox, work);
        try {
            if (!await(away::isDone, after(limit)) && limit != null) {
                throw new TookTooLong(limit);
            }
        } catch (RunStopped | TookTooLong e) {
            away.abandon();
            throw e;
        }
        return away.result();
    }

    /** Does nothing for a while. */
    void pause(Duration time) {
        var _ = await(() -> false, after(time));
    }

    @Override
    public void close() {
        awake.close();
        cancellation.close();
    }
}
