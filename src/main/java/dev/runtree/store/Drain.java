package dev.runtree.store;

import dev.runtree.store.spool.Batch;
import dev.runtree.store.spool.Spool;
import dev.runtree.store.spool.Spooled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Brings what waits on disk into the database, in order, as soon as there is something and the database takes it. Asks a
 * database that was away whether it is back. Takes over what dead processes left, now and then.
 */
final class Drain implements AutoCloseable {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LOOK_AROUND = Duration.ofSeconds(3);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration LONGEST_LIMIT = Duration.ofMinutes(10);
    private static final Duration LONGEST_END = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

    private final Spool spool;
    private final Availability availability;
    private final SpanWriter writer;
    private final BooleanSupplier heldUp;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private boolean somethingNew;
    private volatile boolean closing;
    private @Nullable Thread thread;
    private Duration pause = FIRST_PAUSE;
    private Duration limit = LIMIT;
    private long lookedAround;

    /** @param heldUp whether the database has work that it does not get done */
    Drain(Spool spool, Availability availability, SpanWriter writer, BooleanSupplier heldUp) {
        this.spool = spool;
        this.availability = availability;
        this.writer = writer;
        this.heldUp = heldUp;
    }

    void start() {
        thread = Thread.ofPlatform().name("runtree-drain").daemon().start(this::work);
    }

    /** There is something on disk. */
    void wake() {
        lock.lock();
        try {
            somethingNew = true;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        try {
            lookAround();
            while (!closing || mayFinish()) {
                if (!step()) {
                    await(availability.isAway() ? pause : LOOK_AROUND);
                }
                if (!closing && System.nanoTime() - lookedAround >= LOOK_AROUND.toNanos()) {
                    lookAround();
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("Interrupted", e);
        }
    }

    /** When it is closed and the database is well, the rest is stored and not left. */
    private boolean mayFinish() {
        return !availability.isAway() && spool.records() > 0;
    }

    private void lookAround() {
        spool.takeOver();
        lookedAround = System.nanoTime();
    }

    /** @return whether there may be more to do at once */
    private boolean step() {
        try {
            if (availability.isAway()) {
                writer.check();
            }
            var batch = spool.next();
            if (batch.isPresent()) {
                store(batch.get());
                spool.stored(batch.get());
                availability.stored(batch.get().spans() + batch.get().logs());
            }
            pause = FIRST_PAUSE;
            limit = LIMIT;
            if (!heldUp.getAsBoolean()) {
                availability.isBack();
            }
            if (spool.records() == 0) {
                availability.settled();
            }
            return batch.isPresent();
        } catch (RuntimeException | Error e) {
            // Also for want of memory, which passes: whoever ended here would leave what was acknowledged on disk.
            LOG.atLevel(e instanceof Error ? Level.WARN : Level.DEBUG)
                    .setCause(e)
                    .log("What waits on disk goes on waiting");
            availability.isAway(String.valueOf(e.getMessage()));
            pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
            limit = shorter(limit.multipliedBy(2), LONGEST_LIMIT);
            return false;
        }
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private void store(Batch batch) {
        try {
            writer.write(
                    batch.records().stream()
                            .flatMap(record -> record.spans().stream())
                            .toList(),
                    batch.records().stream()
                            .flatMap(record -> record.logs().stream())
                            .toList(),
                    limit);
        } catch (RuntimeException e) {
            if (Failure.isAway(e)) {
                throw e;
            }
            LOG.warn("The database refuses something of what waited on disk: storing it one by one", e);
            batch.records().forEach(this::storeAlone);
        }
    }

    /** One bad value must not hold up the rest: what is refused by itself is kept apart. */
    private void storeAlone(Spooled record) {
        try {
            writer.write(record.spans(), record.logs(), limit);
        } catch (RuntimeException e) {
            if (Failure.isAway(e)) {
                throw e;
            }
            if (record.spans().size() + record.logs().size() == 1) {
                setAside(record, e);
                return;
            }
            record.spans().forEach(span -> storeAlone(new Spooled(List.of(span), List.of())));
            record.logs().forEach(log -> storeAlone(new Spooled(List.of(), List.of(log))));
        }
    }

    private void setAside(Spooled record, RuntimeException why) {
        try {
            var file = spool.setAside(record, String.valueOf(why.getMessage()));
            LOG.error("The database refuses a span or log record, which is kept apart in {}", file, why);
        } catch (IOException e) {
            throw new UncheckedIOException("What the database refuses cannot be kept apart: " + e.getMessage(), e);
        }
    }

    private void await(Duration longest) throws InterruptedException {
        lock.lock();
        try {
            // While it is away, more on disk is no reason to try sooner.
            var left = longest.toNanos();
            while (left > 0 && !closing && (!somethingNew || availability.isAway())) {
                left = news.awaitNanos(left);
            }
            somethingNew = false;
        } finally {
            lock.unlock();
        }
    }

    /** Stores the rest while the database is well, for some seconds at most. */
    @Override
    public void close() {
        closing = true;
        wake();
        var running = thread;
        if (running != null) {
            try {
                if (!running.join(LONGEST_END)) {
                    LOG.warn("Not waiting any longer for what is on disk to be stored");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
