package dev.runtree.ui.agents;

import dev.runtree.ui.background.Background;
import java.util.ArrayList;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.animation.PauseTransition;
import javafx.util.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings what happens on other threads to the JavaFX thread: in order, and together, at most twenty times a second. */
final class Pulse {
    private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);
    private static final Duration PAUSE = Duration.millis(50);

    private final Background background;
    private final Runnable settled;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean due = new AtomicBoolean();
    private final PauseTransition pause = new PauseTransition(PAUSE);
    private boolean pausing;

    /** @param settled called after each lot, to show what has changed */
    Pulse(Background background, Runnable settled) {
        this.background = background;
        this.settled = settled;
        pause.setOnFinished(event -> {
            pausing = false;
            if (due.get()) {
                deliver();
            }
        });
    }

    /** From any thread. */
    void post(Runnable work) {
        waiting.add(work);
        if (due.compareAndSet(false, true)) {
            background.later(() -> {
                if (!pausing) {
                    deliver();
                }
            });
        }
    }

    /** What cannot be shown must not take along what comes after it. */
    private static void runOne(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn("Something that happened in a run could not be shown", e);
        }
    }

    private void deliver() {
        due.set(false);
        var lot = new ArrayList<Runnable>();
        for (var work = waiting.poll(); work != null; work = waiting.poll()) {
            lot.add(work);
        }
        lot.forEach(Pulse::runOne);
        runOne(settled);
        pausing = true;
        pause.playFromStart();
    }
}
