package dev.runtree.export.send;

import dev.runtree.export.target.BadTarget;
import dev.runtree.export.target.Target;
import dev.runtree.export.target.Targets;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.store.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies what a database holds to the targets of a home, behind the writers, for as long as it is open. Targets that are added,
 * changed, paused or removed meanwhile, by whatever program, are followed within seconds. Nothing waits for it, and without a
 * target it costs a look at a file.
 */
public final class Sending implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sending.class);

    private final Database traces;
    private final RuntreeHome home;
    private final Targets targets;
    private final Pace pace;
    private final Map<String, TargetSender> senders = new TreeMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("runtree-targets").daemon().factory());

    /** Guarded by this. */
    private boolean closed;

    private Sending(Database traces, RuntreeHome home, Pace pace) {
        this.traces = traces;
        this.pace = pace;
        this.home = home;
        this.targets = new Targets(home);
    }

    /** Begins to copy what is committed from now on, and what was not sent before. */
    public static Sending start(Database traces, RuntreeHome home) {
        return start(traces, home, Pace.USUAL);
    }

    static Sending start(Database traces, RuntreeHome home, Pace pace) {
        var sending = new Sending(traces, home, pace);
        var _ = sending.clock.scheduleWithFixedDelay(
                sending::follow, 0, 2 * pace.look().toMillis(), TimeUnit.MILLISECONDS);
        return sending;
    }

    private void follow() {
        try {
            follow(targets.list());
        } catch (BadTarget e) {
            LOG.debug("The targets cannot be read now", e);
        } catch (RuntimeException e) {
            LOG.warn("The targets are looked at again in a moment", e);
        }
    }

    private synchronized void follow(List<Target> wanted) {
        if (closed) {
            return;
        }
        var gone = new ArrayList<TargetSender>();
        for (var sender : senders.values()) {
            if (!wanted.contains(sender.target())) {
                gone.add(sender);
            }
        }
        for (var sender : gone) {
            senders.remove(sender.target().name());
            sender.close();
        }
        for (var target : wanted) {
            senders.computeIfAbsent(target.name(), name -> new TargetSender(target, targets, traces, home, pace));
        }
    }

    /**
     * Sends what was committed before this call, without waiting for traces to be quiet; of steps that go on nothing.
     *
     * @param limit after which it is left to others
     * @return a sentence for each target to which not all was sent
     */
    public List<String> finish(Duration limit) {
        follow();
        var deadline = System.nanoTime() + limit.toNanos();
        List<TargetSender> all;
        synchronized (this) {
            all = List.copyOf(senders.values());
        }
        var problems = new ArrayList<String>();
        for (var sender : all) {
            var problem = sender.finish(deadline);
            if (problem != null) {
                problems.add(problem);
            }
        }
        return problems;
    }

    /** Ends at once; what is not sent is sent by the next one. */
    @Override
    public void close() {
        clock.shutdownNow();
        synchronized (this) {
            closed = true;
            senders.values().forEach(TargetSender::end);
            senders.values().forEach(TargetSender::close);
            senders.clear();
        }
    }
}
