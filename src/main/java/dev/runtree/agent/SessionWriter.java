package dev.runtree.agent;

import dev.runtree.store.SessionStore;
import dev.runtree.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what sessions remember, in the order in which runs ended, behind their back. What a database that is away does not take waits. */
final class SessionWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SessionWriter.class);
    private static final int AT_ONCE = 200;
    private static final int MOST_WAITING = 20_000;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration AT_THE_END = Duration.ofSeconds(10);

    private final SessionStore store;
    private final BlockingQueue<Entry> entries = new LinkedBlockingQueue<>(MOST_WAITING);
    private final Map<SessionStore.Key, CompletableFuture<Void>> last = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile long end = Long.MAX_VALUE;

    private record Entry(SessionStore.Left left, CompletableFuture<Void> done) {}

    SessionWriter(SessionStore store) {
        this.store = store;
        this.thread = Thread.ofPlatform().daemon().name("runtree-sessions").start(this::work);
    }

    /** Never waits. */
    void add(SessionStore.Left left) {
        var done = new CompletableFuture<Void>();
        last.put(left.key(), done);
        if (!entries.offer(new Entry(left, done))) {
            finish(
                    left.key(),
                    done,
                    new StoreException("What a run left to its session is lost: " + MOST_WAITING
                            + " wait already for the database."));
        }
    }

    /** Whether something that a run of this session left is still to be written. */
    boolean isWriting(SessionStore.Key key) {
        return last.containsKey(key);
    }

    /** Waits a moment for what a session's runs before have left. @return whether it is written */
    boolean written(SessionStore.Key key) {
        var pending = last.get(key);
        if (pending == null) {
            return true;
        }
        try {
            pending.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void work() {
        var isAway = false;
        while (!entries.isEmpty() || System.nanoTime() < end) {
            var batch = next();
            while (!batch.isEmpty()) {
                try {
                    store.write(batch.stream().map(Entry::left).toList());
                    batch.forEach(entry -> finish(entry.left().key(), entry.done(), null));
                    batch = List.of();
                    if (isAway) {
                        LOG.info("What sessions remember is stored again");
                    }
                    isAway = false;
                } catch (StoreException e) {
                    if (!SessionStore.isAway(e)) {
                        batch = refused(batch, e);
                        continue;
                    }
                    if (!isAway) {
                        LOG.warn("What sessions remember cannot be stored now; it is tried again", e);
                    }
                    isAway = true;
                    if (!pause(e, batch)) {
                        batch = List.of();
                    }
                } catch (RuntimeException e) {
                    LOG.warn("What sessions remember could not be stored", e);
                    fail(batch, e);
                    batch = List.of();
                }
            }
        }
    }

    /** One of them cannot be stored: each is tried alone. @return those that the database was away for */
    private List<Entry> refused(List<Entry> batch, StoreException why) {
        if (batch.size() == 1) {
            LOG.warn("What a run left to its session cannot be stored", why);
            fail(batch, why);
            return List.of();
        }
        for (var i = 0; i < batch.size(); i++) {
            var one = batch.get(i);
            try {
                store.write(List.of(one.left()));
                finish(one.left().key(), one.done(), null);
            } catch (StoreException e) {
                if (SessionStore.isAway(e)) {
                    return batch.subList(i, batch.size());
                }
                refused(List.of(one), e);
            }
        }
        return List.of();
    }

    private List<Entry> next() {
        var batch = new ArrayList<Entry>();
        try {
            var first = entries.poll(200, TimeUnit.MILLISECONDS);
            if (first != null) {
                batch.add(first);
                entries.drainTo(batch, AT_ONCE - 1);
            }
        } catch (InterruptedException e) {
            LOG.debug("Asked to end", e);
        }
        return batch;
    }

    /** @return whether it is to be tried again */
    private boolean pause(StoreException why, List<Entry> batch) {
        if (System.nanoTime() >= end) {
            fail(batch, why);
            return false;
        }
        try {
            Thread.sleep(500);
        } catch (InterruptedException e) {
            LOG.debug("Asked to end", e);
        }
        return true;
    }

    private void fail(List<Entry> batch, RuntimeException why) {
        batch.forEach(entry -> finish(entry.left().key(), entry.done(), why));
    }

    private void finish(SessionStore.Key key, CompletableFuture<Void> done, @Nullable RuntimeException why) {
        if (why == null) {
            done.complete(null);
        } else {
            done.completeExceptionally(why);
        }
        last.remove(key, done);
    }

    /** Writes what is there, for some seconds at most. */
    @Override
    public void close() {
        end = System.nanoTime();
        try {
            if (!thread.join(AT_THE_END)) {
                end = Long.MIN_VALUE;
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
