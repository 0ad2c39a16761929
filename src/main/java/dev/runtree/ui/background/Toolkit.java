package dev.runtree.ui.background;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;

/** The JavaFX toolkit of a process that shows no window. */
public final class Toolkit {
    private static @Nullable Toolkit running;

    private Toolkit() {}

    /** Started by the first who asks, for as long as the process lives. */
    public static synchronized Toolkit headless() {
        if (running == null) {
            running = new Toolkit();
            setUnlessSet("glass.platform", "Headless");
            setUnlessSet("prism.order", "sw");
            var started = new CountDownLatch(1);
            try {
                Platform.startup(started::countDown);
                started.await();
            } catch (IllegalStateException alreadyRunning) {
                return running;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while JavaFX starts", e);
            }
            Platform.setImplicitExit(false);
        }
        return running;
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** Runs something on the JavaFX thread and waits for it. */
    public <T> T call(Supplier<T> work) {
        if (Platform.isFxApplicationThread()) {
            return work.get();
        }
        try {
            return CompletableFuture.supplyAsync(work, Platform::runLater).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }
}
