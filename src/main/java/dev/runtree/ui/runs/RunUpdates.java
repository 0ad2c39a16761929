package dev.runtree.ui.runs;

import dev.runtree.model.Run;
import dev.runtree.model.SpanId;
import dev.runtree.store.Annotations;
import dev.runtree.store.RunMarks;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Job;
import dev.runtree.ui.background.Latest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** What has become of the runs of a list, and what people said of them: of those in sight and of those that go on. */
final class RunUpdates {
    private final Background background;
    private final List<Run> runs;
    private final Supplier<List<Run>> inSight;
    private final Latest again;
    private final List<Job> marking = new ArrayList<>();
    private final Map<SpanId, RunMarks> marks = new HashMap<>();
    private Runnable marked = () -> {};
    private @Nullable RunQueries queries;
    private @Nullable Annotations annotations;

    /** @param runs whose changed ones are replaced */
    RunUpdates(Background background, List<Run> runs, Supplier<List<Run>> inSight) {
        this.background = background;
        this.runs = runs;
        this.inSight = inSight;
        again = new Latest(background, Duration.millis(150));
    }

    void use(RunQueries queries, Annotations annotations) {
        cancel();
        this.queries = queries;
        this.annotations = annotations;
        marks.clear();
    }

    void onMarked(Runnable handler) {
        marked = handler;
    }

    RunMarks marks(SpanId run) {
        return marks.getOrDefault(run, RunMarks.NONE);
    }

    void cancel() {
        again.cancel();
        marking.forEach(Job::cancel);
        marking.clear();
    }

    /** Asks what is said of these. */
    void mark(Collection<Run> some) {
        var database = annotations;
        if (database == null || some.isEmpty()) {
            return;
        }
        var ids = some.stream().map(Run::id).toList();
        marking.add(background.run(
                database.marks(ids),
                found -> {
                    ids.forEach(marks::remove);
                    marks.putAll(found);
                    marked.run();
                },
                failure -> {}));
        if (marking.size() > 16) {
            marking.removeFirst();
        }
    }

    /** Asks what has become of the runs in sight, and of those that go on. */
    void refresh() {
        var database = queries;
        if (database == null) {
            return;
        }
        var wanted = new LinkedHashSet<Run>(inSight.get());
        mark(wanted);
        for (Run run : runs) {
            if (run.endNanos() == null) {
                wanted.add(run);
            }
        }
        if (!wanted.isEmpty()) {
            again.askNow(
                    database.again(wanted.stream().map(Run::id).toList()),
                    found -> changeAll(wanted, found),
                    failure -> {});
        }
    }

    private void changeAll(Collection<Run> asked, List<Run> found) {
        change(RunMerge.of(runs, found, false));
        var gone = new HashSet<SpanId>();
        asked.forEach(run -> gone.add(run.id()));
        found.forEach(run -> gone.remove(run.id()));
        if (!gone.isEmpty()) {
            runs.removeIf(run -> gone.contains(run.id()));
        }
    }

    void change(RunMerge merge) {
        for (var changed : merge.changed()) {
            runs.set(changed.index(), changed.run());
        }
    }
}
