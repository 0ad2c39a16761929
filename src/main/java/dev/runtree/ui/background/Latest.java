package dev.runtree.ui.background;

import dev.runtree.store.Query;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.animation.PauseTransition;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** Questions of which only the newest matters: a new one waits a moment for a newer one, then ends the one before. */
public final class Latest {
    private final Background background;
    private final PauseTransition pause;
    private @Nullable Job job;
    private boolean waiting;
    private @Nullable Runnable behind;

    /** @param delay how long to wait for a newer question */
    public Latest(Background background, Duration delay) {
        this.background = background;
        pause = new PauseTransition(delay);
    }

    /** Asks after the delay, if nothing newer was asked. The query is made on the JavaFX thread, when it is due. */
    public <T> void ask(Supplier<Query<T>> query, Consumer<? super T> done, Consumer<? super RuntimeException> failed) {
        cancel();
        waiting = true;
        background.begin();
        pause.setOnFinished(event -> {
            waiting = false;
            try {
                run(query.get(), done, failed);
            } finally {
                background.end();
            }
        });
        pause.playFromStart();
    }

    /** Asks at once. */
    public <T> void askNow(Query<T> query, Consumer<? super T> done, Consumer<? super RuntimeException> failed) {
        cancel();
        run(query, done, failed);
    }

    /**
     * Asks the same once more, since its answer may have changed. What waits or runs is left to its end and followed by one
     * further question at most: however fast changes come, answers do too.
     */
    public <T> void again(
            Supplier<Query<T>> query, Consumer<? super T> done, Consumer<? super RuntimeException> failed) {
        if (job != null) {
            behind = () -> ask(query, done, failed);
        } else if (!waiting) {
            ask(query, done, failed);
        }
    }

    private <T> void run(Query<T> query, Consumer<? super T> done, Consumer<? super RuntimeException> failed) {
        var begun = background.run(query, done, failed);
        job = begun;
        begun.onEnded(() -> ended(begun));
    }

    private void ended(Job over) {
        if (job == over) {
            job = null;
            var next = behind;
            behind = null;
            if (next != null) {
                next.run();
            }
        }
    }

    /** Forgets what was asked. */
    public void cancel() {
        behind = null;
        if (waiting) {
            waiting = false;
            pause.stop();
            background.end();
        }
        if (job != null) {
            job.cancel();
            job = null;
        }
    }
}
