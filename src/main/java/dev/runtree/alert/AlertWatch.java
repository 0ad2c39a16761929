package dev.runtree.alert;

import dev.runtree.settings.RuntreeHome;
import dev.runtree.store.Databases;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the alerts of a home for as long as a database is open, each about twice a minute, and tells of those that fire.
 * Rules that are added, changed or paused meanwhile are followed. Several programs on one home share the work: who looks notes
 * it, and others pass it by. Without a rule it costs a look whether there is a file.
 */
public final class AlertWatch implements AutoCloseable {
    private static final Duration APART = Duration.ofSeconds(30);
    private static final Duration TICK = Duration.ofSeconds(5);
    /** A command that has only begun when the program ends is given so long. */
    private static final Duration LONGEST_END = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(AlertWatch.class);

    private final Databases databases;
    private final RuntreeHome home;
    private final AlertRules rules;
    private final AlertStates states;
    private final Readings readings;
    private final Announcer announcer;
    private final InstantSource clock;
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("runtree-alerts").daemon().factory());
    private final ExecutorService telling = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("runtree-alarm-", 0).factory());

    private volatile Runnable looked = () -> {};
    private @Nullable String wrong;

    AlertWatch(Databases databases, Announcer announcer, InstantSource clock) {
        this.databases = databases;
        this.home = databases.traces().home();
        this.rules = new AlertRules(home);
        this.states = new AlertStates(home, databases.traces().identity());
        this.readings = new Readings(databases);
        this.announcer = announcer;
        this.clock = clock;
    }

    /** Begins to look. The databases are the caller's to close, after this. */
    public static AlertWatch start(Databases databases) {
        var watch = resting(databases);
        var _ = watch.ticks.scheduleWithFixedDelay(watch::tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    /** One that looks at nothing by itself. */
    public static AlertWatch resting(Databases databases) {
        return new AlertWatch(databases, new Announcer(), InstantSource.system());
    }

    /** @param handler told after each look, on a thread of its own */
    public void onLooked(Runnable handler) {
        looked = handler;
    }

    /** Looks soon at what is new, because somebody has changed a rule. */
    public void lookSoon() {
        try {
            ticks.execute(this::tick);
        } catch (RejectedExecutionException e) {
            LOG.debug("The database is closed already", e);
        }
    }

    private void tick() {
        try {
            look();
        } catch (CancellationException e) {
            LOG.debug("Ended while it looked at alerts", e);
        } catch (RuntimeException e) {
            LOG.warn("Alerts are looked at again in a moment", e);
        }
        sayLooked();
    }

    private void sayLooked() {
        try {
            looked.run();
        } catch (RuntimeException e) {
            LOG.warn("Who shows the alerts did not take how they stand", e);
        }
    }

    /** Looks at those rules that nobody has looked at lately. */
    void look() {
        if (!Files.exists(home.alertsFile())) {
            return;
        }
        var all = readable();
        if (all == null) {
            return;
        }
        var known = states.all();
        for (var rule : due(all, known, clock.instant())) {
            var reading = readings.of(rule, clock.instant());
            judge(rule, reading, known.get(rule.name()));
            if (reading instanceof Reading.Unread) {
                // Each question to a database that is away takes its time: the others are asked at the next look.
                break;
            }
        }
        if (!kept(all, known, clock.instant()).keySet().equals(known.keySet())) {
            states.update(now -> kept(all, now, clock.instant()));
        }
    }

    /** Who has waited longest comes first, so that none keeps the others from being asked. */
    private static List<AlertRule> due(List<AlertRule> all, Map<String, AlertState> known, Instant now) {
        return all.stream()
                .filter(rule -> !rule.isPaused() && isDue(rule, known.get(rule.name()), now))
                .sorted(Comparator.comparing(rule -> lookedAt(rule, known.get(rule.name()))))
                .toList();
    }

    private static Instant lookedAt(AlertRule rule, @Nullable AlertState state) {
        return state == null || !state.isOf(rule) ? Instant.EPOCH : state.lookedAt();
    }

    /** Of a rule that is paused only the silence stays, of one that is gone nothing. */
    private static Map<String, AlertState> kept(List<AlertRule> all, Map<String, AlertState> known, Instant now) {
        var kept = new HashMap<String, AlertState>();
        for (var rule : all) {
            var state = known.get(rule.name());
            if (state != null && !rule.isPaused()) {
                kept.put(rule.name(), state);
            } else if (state != null && state.isSilenced(now)) {
                kept.put(rule.name(), state.anew());
            }
        }
        return kept;
    }

    private @Nullable List<AlertRule> readable() {
        try {
            var all = rules.list();
            wrong = null;
            return all;
        } catch (BadAlert e) {
            var why = String.valueOf(e.getMessage());
            if (!why.equals(wrong)) {
                wrong = why;
                LOG.warn("{}", why);
            }
            return null;
        }
    }

    private static boolean isDue(AlertRule rule, @Nullable AlertState state, Instant now) {
        return state == null
                || !state.isOf(rule)
                || !state.lookedAt().plus(APART).isAfter(now)
                // Of a clock that was set back.
                || state.lookedAt().isAfter(now.plus(APART));
    }

    /** What another program has looked at meanwhile is that one's to tell. */
    private void judge(AlertRule rule, Reading reading, @Nullable AlertState seen) {
        var alarms = new ArrayList<Alarm>();
        states.update(known -> {
            alarms.clear();
            var before = known.get(rule.name());
            if (before != null && before.isOf(rule) && !isAsSeen(before, seen)) {
                return known;
            }
            var now = clock.instant();
            var judgement = Judgement.of(rule, of(rule, before, now), reading, now);
            if (judgement.told() != null) {
                alarms.add(Alarm.of(
                        rule,
                        judgement.state(),
                        judgement.told(),
                        databases.traces().describe()));
            }
            var next = new HashMap<>(known);
            next.put(rule.name(), judgement.state());
            return next;
        });
        alarms.forEach(this::tell);
    }

    private static boolean isAsSeen(AlertState now, @Nullable AlertState seen) {
        return seen != null
                && seen.definition().equals(now.definition())
                && seen.lookedAt().equals(now.lookedAt());
    }

    /** Of a rule that was changed only the silence stays. */
    private static AlertState of(AlertRule rule, @Nullable AlertState before, Instant now) {
        return before == null
                ? AlertState.fresh(rule, now)
                : before.isOf(rule) ? before : AlertState.fresh(rule, now).silenced(before.silencedUntil());
    }

    private void tell(Alarm alarm) {
        LOG.info(
                "The alert {} is {}: {}",
                alarm.rule().name(),
                alarm.kind().word(),
                alarm.rule().sentence());
        telling.execute(() -> {
            try {
                note(alarm.rule(), announcer.tell(alarm));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                LOG.warn("An alert could not be told", e);
            }
            sayLooked();
        });
    }

    private void note(AlertRule rule, @Nullable String trouble) {
        states.update(known -> {
            var changed = new HashMap<>(known);
            changed.computeIfPresent(rule.name(), (name, state) -> state.troubled(trouble));
            return changed;
        });
    }

    /** Waits until all that was to be told has been; for tests. */
    void settle() throws InterruptedException {
        telling.shutdown();
        if (!telling.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("a command does not end");
        }
    }

    /** Ends what is asked. What was to be told is told still, within reason. */
    @Override
    public void close() {
        looked = () -> {};
        ticks.shutdown();
        readings.cancel();
        try {
            // The last look may still find something to be told.
            if (!ticks.awaitTermination(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("The last look at the alerts goes on");
            }
            telling.shutdown();
            if (!telling.awaitTermination(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS)) {
                telling.shutdownNow();
            }
        } catch (InterruptedException e) {
            telling.shutdown();
            Thread.currentThread().interrupt();
        }
    }
}
