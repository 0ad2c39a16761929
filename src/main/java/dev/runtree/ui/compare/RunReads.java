package dev.runtree.ui.compare;

import dev.runtree.compare.ComparedRun;
import dev.runtree.compare.RunComparison;
import dev.runtree.model.Run;
import dev.runtree.store.Annotations;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Latest;
import dev.runtree.ui.background.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** Reads the runs that are compared one after the other, and gives the table as far as it is known. On the JavaFX thread. */
final class RunReads {
    /** Making the table anew is seen as a halt: what is read quickly comes into it together. */
    private static final long TOGETHER = TimeUnit.MILLISECONDS.toNanos(400);

    private final Latest reading;
    private final Latest laying;
    private final Told told;
    private final List<ComparedRun> runs = new ArrayList<>();
    private @Nullable RunQueries queries;
    private @Nullable Annotations annotations;
    private int first;
    private long laidOut;
    private boolean unlaid;
    private boolean isReading;
    private @Nullable String failure;

    /** Who is told of what was read. */
    interface Told {
        void made(Sheet sheet);

        /** More has been read, or no more will be. */
        void progress();
    }

    RunReads(Background background, Told told) {
        reading = new Latest(background, Duration.millis(250));
        laying = new Latest(background, Duration.millis(1));
        this.told = told;
    }

    void use(RunQueries other, Annotations others) {
        unlaid = false;
        stop();
        runs.clear();
        queries = other;
        annotations = others;
    }

    /** Compares these runs with the first of them. */
    void show(List<Run> wanted) {
        unlaid = false;
        stop();
        runs.clear();
        wanted.forEach(run -> runs.add(ComparedRun.of(run)));
        first = 0;
        layOut();
        goOn();
    }

    /** Compares with the run of another column. */
    void first(int column) {
        first = column;
        layOut();
    }

    int size() {
        return runs.size();
    }

    int read() {
        return (int) runs.stream().filter(run -> run.steps() != null).count();
    }

    boolean isReading() {
        return isReading;
    }

    /** Why reading ended before its time; {@code null} when it did not. */
    @Nullable String failure() {
        return failure;
    }

    /** Reads no further. */
    void stop() {
        reading.cancel();
        isReading = false;
        layOutRest();
        told.progress();
    }

    /** Reads what is not read yet. */
    void goOn() {
        failure = null;
        next();
    }

    private void next() {
        var asked = queries;
        var notes = annotations;
        var place = unread();
        isReading = place >= 0 && asked != null && notes != null;
        told.progress();
        if (isReading && asked != null && notes != null) {
            reading.askNow(
                    new StepsReader(asked, notes, runs.get(place).run()),
                    read -> {
                        runs.set(place, read);
                        unlaid = true;
                        if (unread() < 0 || System.nanoTime() - laidOut > TOGETHER) {
                            layOut();
                        }
                        next();
                    },
                    why -> {
                        isReading = false;
                        failure = String.valueOf(why.getMessage());
                        layOutRest();
                        told.progress();
                    });
        }
    }

    private int unread() {
        for (var i = 0; i < runs.size(); i++) {
            if (runs.get(i).steps() == null) {
                return i;
            }
        }
        return -1;
    }

    /** The database has told of a change: what has become of the runs, of which those that changed are read again. */
    void refresh() {
        var asked = queries;
        if (asked != null && !isReading && !runs.isEmpty()) {
            reading.again(
                    () -> asked.again(runs.stream().map(run -> run.run().id()).toList()), this::changed, why -> {});
        }
    }

    private void changed(List<Run> now) {
        var any = false;
        for (var i = 0; i < runs.size(); i++) {
            var known = runs.get(i).run();
            for (var run : now) {
                if (run.id().equals(known.id()) && !run.equals(known)) {
                    runs.set(i, ComparedRun.of(run));
                    any = true;
                }
            }
        }
        if (any) {
            goOn();
        }
    }

    /** What was read and is not in the table yet, since more was to come. */
    private void layOutRest() {
        if (unlaid) {
            layOut();
        }
    }

    private void layOut() {
        laidOut = System.nanoTime();
        unlaid = false;
        var known = List.copyOf(runs);
        var with = first;
        laying.askNow(work(known, with), told::made, why -> failed(why));
    }

    private static Work<Sheet> work(List<ComparedRun> runs, int first) {
        return () -> SheetMaker.of(RunComparison.of(runs, first));
    }

    private void failed(RuntimeException why) {
        failure = String.valueOf(why.getMessage());
        told.progress();
    }
}
