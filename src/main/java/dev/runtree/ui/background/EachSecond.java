package dev.runtree.ui.background;

import java.lang.ref.WeakReference;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;

/**
 * Calls something once a second on the JavaFX thread, until it is stopped or nothing holds it any more. It is no
 * animation, for a running one makes the toolkit draw sixty times a second and is never collected. Use it on the JavaFX
 * thread alone.
 */
public final class EachSecond {
    private static final Executor LATER = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS, Platform::runLater);

    private final Runnable tick;
    private boolean on;
    /** Which call is awaited: one that was asked for before a stop is not made. */
    private int turn;

    public EachSecond(Runnable tick) {
        this.tick = tick;
    }

    /** Begins, the first call being a second away. Nothing where it has begun already. */
    public void play() {
        if (!on) {
            on = true;
            await();
        }
    }

    public void stop() {
        on = false;
    }

    private void await() {
        int mine = ++turn;
        var held = new WeakReference<>(this);
        LATER.execute(() -> {
            var seconds = held.get();
            if (seconds != null) {
                seconds.due(mine);
            }
        });
    }

    private void due(int asked) {
        if (on && asked == turn) {
            await();
            tick.run();
        }
    }
}
