package dev.runtree.ui.shell;

import dev.runtree.query.RunFilter;
import dev.runtree.store.RunCount;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Latest;
import java.util.function.Consumer;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** How many runs there are at all, counted up to 1,000: tells the empty database from a filter that finds nothing. */
final class TotalRuns {
    private static final int COUNTED = 1_000;

    private final Latest counting;
    private final Consumer<RunCount> counted;
    private final Consumer<RuntimeException> failed;
    private RunCount now = RunCount.NONE;
    private boolean known;

    TotalRuns(Background background, Consumer<RunCount> counted, Consumer<RuntimeException> failed) {
        counting = new Latest(background, Duration.millis(250));
        this.counted = counted;
        this.failed = failed;
    }

    RunCount now() {
        return now;
    }

    /** Whether they have been counted, and there is none. */
    boolean isNone() {
        return known && now.equals(RunCount.NONE);
    }

    /** Whether they have been counted. */
    boolean isKnown() {
        return known;
    }

    void count(@Nullable OpenDatabase open) {
        if (open != null) {
            counting.askNow(open.queries().count(RunFilter.ALL, COUNTED), this::take, failed);
        }
    }

    private void take(RunCount count) {
        now = count;
        known = true;
        counted.accept(count);
    }
}
