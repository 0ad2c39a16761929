package dev.runtree.ui.agents;

import dev.runtree.store.Databases;
import dev.runtree.store.Scope;
import dev.runtree.store.Signals;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Latest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many runs each agent, team and workflow had on each of the last days: one question for all of them. */
final class FileCourses {
    private static final Duration BACK = Duration.ofDays(7);

    private final Latest latest;
    private final Runnable changed;
    private Map<Signals.Named, List<Long>> runs = Map.of();
    private @Nullable Signals signals;

    /** @param changed told when they are other than before */
    FileCourses(Background background, Runnable changed) {
        latest = new Latest(background, javafx.util.Duration.seconds(2));
        this.changed = changed;
    }

    void use(Databases databases) {
        latest.cancel();
        runs = Map.of();
        signals = new Signals(databases);
    }

    void refresh() {
        var from = signals;
        if (from != null) {
            latest.again(
                    () -> {
                        var now = Instant.now();
                        return from.runsByName(Scope.of(now.minus(BACK), now));
                    },
                    this::show,
                    failure -> {});
        }
    }

    private void show(Map<Signals.Named, List<Long>> now) {
        if (!now.equals(runs)) {
            runs = now;
            changed.run();
        }
    }

    /** The runs of a file's component day by day; none where it had no run. */
    List<Long> of(OpenFile file) {
        return runs.getOrDefault(new Signals.Named(file.type(), file.name()), List.of());
    }
}
