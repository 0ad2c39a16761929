package dev.runtree.ui.runs;

import dev.runtree.store.RunCount;
import dev.runtree.store.RunOrder;
import dev.runtree.store.RunPage.Place;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Keeps count of how far a list has looked for what no index finds: page after page, until as many were found as the reader
 * wanted. It can be ended and taken up again. Lives on the JavaFX thread.
 */
public final class Reach {
    private final ReadOnlyObjectWrapper<Reached> reached = new ReadOnlyObjectWrapper<>(Reached.NOWHERE);
    private RunOrder order = RunOrder.NEWEST_FIRST;
    private int sought;
    private boolean isTold;
    private boolean stopped;

    public ReadOnlyObjectProperty<Reached> reachedProperty() {
        return reached.getReadOnlyProperty();
    }

    /**
     * Begins anew.
     *
     * @param isTold whether it is known to take long; else the reader is told once a page was not full
     */
    public void begin(boolean isTold, RunOrder order) {
        this.isTold = isTold;
        this.order = order;
        sought = 0;
        stopped = false;
        tell(0, null, null, isTold);
    }

    /** So many there are to look at. */
    void counted(RunCount all) {
        var now = reached.get();
        tell(now.runs(), all, now.nanos(), now.goesOn());
    }

    /**
     * Takes in how far a page went.
     *
     * @param found what is on it
     * @param looked how many runs were looked at for it
     * @param next where the next one begins
     * @param wanted how much the reader asked for
     * @return whether so little was found since then that the next one is wanted
     */
    public boolean add(int found, long looked, @Nullable Place next, int wanted) {
        sought += found;
        boolean goesOn = !stopped && next != null && sought < wanted;
        isTold |= goesOn;
        var now = reached.get();
        tell(now.runs() + looked, now.all(), next == null ? null : Long.valueOf(next.startNanos()), goesOn);
        return goesOn;
    }

    /** The reader wants more, from here on. */
    public void seek() {
        sought = 0;
    }

    public boolean isStopped() {
        return stopped;
    }

    /** Ends it where it is. */
    public void stop() {
        stopped = true;
        going(false);
    }

    public void goOn() {
        stopped = false;
    }

    /** Whether a page is on its way. */
    public void going(boolean goesOn) {
        var now = reached.get();
        if (isTold && now.goesOn() != goesOn) {
            tell(now.runs(), now.all(), now.nanos(), goesOn);
        }
    }

    private void tell(long runs, @Nullable RunCount all, @Nullable Long nanos, boolean goesOn) {
        reached.set(new Reached(isTold, runs, all, nanos, order, goesOn));
    }
}
