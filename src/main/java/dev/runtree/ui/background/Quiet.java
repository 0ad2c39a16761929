package dev.runtree.ui.background;

import java.util.concurrent.CompletableFuture;
import javafx.beans.value.ChangeListener;

/** Waits until nothing is under way any more. */
public final class Quiet {

    private Quiet() {}

    /** From any thread; completed on the JavaFX thread. */
    public static CompletableFuture<Void> of(Background background) {
        var quiet = new CompletableFuture<Void>();
        background.later(() -> watch(background, quiet));
        return quiet;
    }

    private static void watch(Background background, CompletableFuture<Void> quiet) {
        var pending = background.pendingProperty();
        if (pending.get() == 0) {
            quiet.complete(null);
            return;
        }
        pending.addListener(new ChangeListener<Number>() {
            @Override
            public void changed(javafx.beans.value.ObservableValue<? extends Number> value, Number before, Number now) {
                if (now.intValue() == 0) {
                    pending.removeListener(this);
                    quiet.complete(null);
                }
            }
        });
    }
}
