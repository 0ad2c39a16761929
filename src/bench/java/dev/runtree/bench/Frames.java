package dev.runtree.bench;

import dev.runtree.bench.load.Latencies;
import dev.runtree.ui.background.Toolkit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.animation.AnimationTimer;

/** How long frames take while something changes with each; the time from one to the next, rendering included. */
final class Frames {
    private static final long WARM_UP = TimeUnit.SECONDS.toNanos(3);
    private static final long MEASURED = TimeUnit.SECONDS.toNanos(6);

    private Frames() {}

    static Latencies of(Toolkit toolkit, Runnable change) {
        var latencies = new Latencies();
        var done = new CompletableFuture<Latencies>();
        toolkit.call(() -> {
            new AnimationTimer() {
                private final long begun = System.nanoTime();
                private long last = begun;

                @Override
                public void handle(long pulse) {
                    var now = System.nanoTime();
                    if (now - begun > WARM_UP) {
                        latencies.add(now - last);
                    }
                    last = now;
                    change.run();
                    if (now - begun > WARM_UP + MEASURED) {
                        stop();
                        done.complete(latencies);
                    }
                }
            }.start();
            return true;
        });
        return done.join();
    }
}
