package dev.runtree.ui.background;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** What comes on other threads, given to the window in its order, and as calmly as {@link Calm} shows things. */
public final class Arrivals<T> {
    private final ConcurrentLinkedQueue<T> come = new ConcurrentLinkedQueue<>();
    private final Consumer<List<T>> to;
    private final Calm calm;

    /** @param to is given what came since the last time, at least one; on the JavaFX thread */
    public Arrivals(Background background, Consumer<List<T>> to) {
        this.to = to;
        calm = new Calm(background, this::give);
    }

    /** From any thread. */
    public void add(T one) {
        come.add(one);
        calm.changed();
    }

    /** Gives what has come until now at once, such as before the end is told. On the JavaFX thread. */
    public void give() {
        var now = new ArrayList<T>();
        for (var one = come.poll(); one != null; one = come.poll()) {
            now.add(one);
        }
        if (!now.isEmpty()) {
            to.accept(now);
        }
    }
}
