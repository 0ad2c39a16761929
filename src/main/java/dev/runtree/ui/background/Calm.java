package dev.runtree.ui.background;

import java.util.concurrent.atomic.AtomicBoolean;
import javafx.animation.PauseTransition;
import javafx.util.Duration;

/** Shows what changes often: the first change at once, then the newest state four times a second at most. */
public final class Calm {
    private static final Duration PAUSE = Duration.millis(250);

    private final Background background;
    private final Runnable show;
    private final AtomicBoolean changed = new AtomicBoolean();
    private final PauseTransition pause = new PauseTransition(PAUSE);
    private boolean pausing;

    /** @param show is called on the JavaFX thread */
    public Calm(Background background, Runnable show) {
        this.background = background;
        this.show = show;
        pause.setOnFinished(event -> resume());
    }

    /** Something changed; from any thread. */
    public void changed() {
        if (changed.compareAndSet(false, true)) {
            background.later(this::update);
        }
    }

    private void update() {
        if (!pausing && changed.getAndSet(false)) {
            pausing = true;
            pause.playFromStart();
            show.run();
        }
    }

    private void resume() {
        pausing = false;
        update();
    }
}
