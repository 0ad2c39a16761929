package dev.runtree.ui.runs;

import dev.runtree.model.Run;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;

/** New runs that wait until the reader lets them into the list. */
final class HeldBack {
    private final List<Run> runs;
    private final List<Run> waiting = new ArrayList<>();
    private final ReadOnlyIntegerWrapper count = new ReadOnlyIntegerWrapper();
    private boolean gap;

    /** @param runs into which they are to go, newest first */
    HeldBack(List<Run> runs) {
        this.runs = runs;
    }

    ReadOnlyIntegerProperty countProperty() {
        return count.getReadOnlyProperty();
    }

    /** @param gap whether there may be more between them and those that are shown */
    void hold(List<Run> arrived, boolean gap) {
        waiting.clear();
        waiting.addAll(arrived);
        this.gap = gap;
        count.set(waiting.size());
    }

    boolean leavesGap() {
        return gap;
    }

    void letIn() {
        for (Run run : waiting.reversed()) {
            runs.add(RunMerge.place(runs, run), run);
        }
        forget();
    }

    void forget() {
        waiting.clear();
        gap = false;
        count.set(0);
    }
}
