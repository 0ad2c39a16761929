package dev.runtree.agent;

import dev.runtree.agent.run.Cancellation;
import dev.runtree.model.RunStatus;
import dev.runtree.store.Changes;
import dev.runtree.store.Database;
import dev.runtree.store.PausedRun.Claimed;
import dev.runtree.store.PausedRuns;
import dev.runtree.store.PausedRuns.Runner;
import dev.runtree.store.StoreException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes on with the runs of some agents, teams and workflows once what they wait for is decided, here or in any other process:
 * those that are ready when it starts, and those that it hears of. Runs whose process ended in the middle are taken up when
 * that process's claim has.
 */
final class Continuing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Continuing.class);
    private static final int AT_ONCE = 16;
    private static final Duration RENEWAL = Duration.ofSeconds(PausedRuns.LEASE_SECONDS / 4);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** How long those that were cancelled at the end have to say so in their traces. */
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(5);

    private final Engine engine;
    private final Pauses pauses;
    private final Holds holds;
    private final PausedRuns runs;
    private final Map<String, Component> components;
    private final List<Runner> runners;
    private final @Nullable Consumer<AgentEvent> listener;
    private final Map<String, Cancellation> active = new ConcurrentHashMap<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("runtree-continuing").daemon().factory());
    private @Nullable Changes changes;
    private volatile boolean started;
    private volatile boolean closing;

    /** @param listener told what happens in runs that go on here by themselves; {@code null} for nobody */
    Continuing(
            Engine engine,
            Pauses pauses,
            Holds holds,
            PausedRuns runs,
            Map<String, Component> components,
            Collection<Runner> runners,
            @Nullable Consumer<AgentEvent> listener) {
        this.engine = engine;
        this.pauses = pauses;
        this.holds = holds;
        this.runs = runs;
        this.components = Map.copyOf(components);
        this.runners = List.copyOf(runners);
        this.listener = listener;
        var _ = clock.scheduleWithFixedDelay(
                holds::renew, RENEWAL.toMillis(), RENEWAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** From now on by itself. */
    synchronized void start(Database primary) {
        if (changes == null && !closing) {
            started = true;
            changes = Changes.ofApprovals(primary, this::lookSoon);
            var _ = clock.scheduleWithFixedDelay(this::sweep, 0, PausedRuns.LEASE_SECONDS / 2, TimeUnit.SECONDS);
        }
    }

    /**
     * Goes on with one run now, on this thread; one that was cancelled is ended, whosever it is, unless hooks are to hear of its
     * end that are not here.
     *
     * @return {@code null} when it still waits, another process goes on with it, or it is none of ours
     * @throws CannotGoOn when this program cannot read it
     * @throws StoreException when the database is away
     */
    @Nullable RunOutput goOn(String runId, @Nullable Consumer<AgentEvent> told) {
        var claimed = runs.claim(runId, active.keySet());
        if (claimed == null) {
            return null;
        }
        if (!components.containsKey(claimed.run().runnerId())
                && (Continuation.cancelled(claimed).isEmpty() || Continuation.isAudited(claimed))) {
            runs.release(claimed.claim());
            return null;
        }
        var signal = new Cancellation();
        active.put(runId, signal);
        return goOn(claimed, signal, told);
    }

    /**
     * Goes on with a run that has just paused, as long as all that it waits for was decided before it had; unless runs go on here
     * by themselves.
     */
    RunOutput whileDecided(RunOutput paused, @Nullable Consumer<AgentEvent> told) {
        var output = paused;
        while (!started && output.status() == RunStatus.PAUSED) {
            var next = goOn(output.runId(), told);
            if (next == null) {
                return output;
            }
            output = next;
        }
        return output;
    }

    private void sweep() {
        if (closing) {
            return;
        }
        try {
            runs.sweep();
        } catch (StoreException e) {
            LOG.debug("What waits could not be swept", e);
        } catch (Throwable e) {
            // What gets out of a routine ends it for good.
            LOG.warn("What waits could not be swept", e);
        }
        look();
    }

    private void look() {
        try {
            var free = AT_ONCE - active.size();
            if (free > 0 && !closing) {
                runs.claim(runners, free + refused.size(), active.keySet()).forEach(this::begin);
            }
        } catch (StoreException e) {
            LOG.debug("The database does not say what can go on; it is asked again", e);
        } catch (Throwable e) {
            LOG.warn("What can go on could not be looked for", e);
        }
    }

    private void begin(Claimed claimed) {
        var runId = claimed.run().runId();
        if (closing || refused.contains(runId)) {
            runs.release(claimed.claim());
            return;
        }
        var signal = new Cancellation();
        active.put(runId, signal);
        Thread.ofVirtual().name("runtree-continued " + runId).start(() -> {
            try {
                var _ = goOn(claimed, signal, listener);
            } catch (CannotGoOn e) {
                refused.add(runId);
                LOG.warn("A run that waits is left to another program: {}", e.getMessage());
            } catch (RuntimeException e) {
                LOG.warn("The run {} could not go on", runId, e);
            }
        });
    }

    private void lookSoon() {
        try {
            clock.execute(this::look);
        } catch (RejectedExecutionException e) {
            LOG.trace("Closed", e);
        }
    }

    private @Nullable RunOutput goOn(Claimed claimed, Cancellation signal, @Nullable Consumer<AgentEvent> told) {
        var runId = claimed.run().runId();
        try {
            var component = components.get(claimed.run().runnerId());
            return new Continuation(engine, pauses, holds, runs, component, claimed, signal)
                    .goOn(new PauseListener(told), told != null);
        } finally {
            // It may have paused, and be going on again by now with another signal.
            active.remove(runId, signal);
            if (started) {
                lookSoon();
            }
        }
    }

    /** Whether it goes on with any run. */
    boolean isBusy() {
        return !active.isEmpty();
    }

    /** Takes up no more runs, and waits a while for those that go on. */
    @Override
    public void close() {
        synchronized (this) {
            closing = true;
            if (changes != null) {
                changes.close();
            }
        }
        awaitEnds(PATIENCE);
        if (!active.isEmpty()) {
            active.values().forEach(signal -> signal.cancel("the application was closed"));
            awaitEnds(LAST_PATIENCE);
        }
        clock.shutdownNow();
    }

    private void awaitEnds(Duration patience) {
        var end = System.nanoTime() + patience.toNanos();
        while (!active.isEmpty() && System.nanoTime() < end) {
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
    }
}
