package dev.runtree.ui.aligned;

import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.store.Query;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Latest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** What is read of the two runs that are compared, and how far it is. On the JavaFX thread. */
final class PairReads {
    /** What takes no longer is not talked about. */
    private static final long SLOW = TimeUnit.MILLISECONDS.toNanos(250);

    private final Background background;
    private final Latest reading;
    private final Latest looking;
    private final Latest writing;
    private final Told told;
    private @Nullable RunQueries queries;
    private @Nullable Run left;
    private @Nullable Run right;
    private @Nullable Compared made;
    private ComparedReader.Progress progress = new ComparedReader.Progress(0, 0);
    private String failure = "";
    private boolean isExact;
    private boolean isReading;
    private boolean hasChanged;
    private long since;
    private int asked;

    /** Who is told. */
    interface Told {
        void compared(Compared made);

        /** It is further, or at an end. */
        void changed();
    }

    PairReads(Background background, Told told) {
        this.background = background;
        this.told = told;
        reading = new Latest(background, Duration.millis(1));
        looking = new Latest(background, Duration.millis(500));
        writing = new Latest(background, Duration.millis(1));
    }

    void use(RunQueries other) {
        stop();
        queries = other;
        left = null;
        right = null;
        made = null;
    }

    void show(Run one, Run other) {
        left = one;
        right = other;
        made = null;
        again();
    }

    /** Reads both runs, whatever was read of them before. */
    void again() {
        var one = left;
        var other = right;
        var from = queries;
        if (one != null && other != null && from != null) {
            stop();
            var mine = asked;
            read(new ComparedReader(
                    from,
                    one,
                    other,
                    isExact,
                    step -> background.later(() -> progress(mine, step)),
                    beginning -> background.later(() -> early(mine, beginning))));
        }
    }

    void exact(boolean wanted) {
        if (wanted != isExact) {
            isExact = wanted;
            again();
        }
    }

    boolean isExact() {
        return isExact;
    }

    void swap() {
        var from = queries;
        var one = left;
        left = right;
        right = one;
        if (made instanceof AlignedPair pair && from != null && pair.read().isExact() == isExact && !isReading) {
            stop();
            read(new PairSwap(from, pair.read()));
        } else {
            again();
        }
    }

    private void read(Query<Compared> query) {
        isReading = true;
        since = System.nanoTime();
        failure = "";
        hasChanged = false;
        progress = new ComparedReader.Progress(0, 0);
        reading.askNow(query, this::compared, this::failed);
        told.changed();
    }

    private void compared(Compared now) {
        isReading = false;
        made = now;
        if (now instanceof AlignedPair pair) {
            left = pair.read().left().run();
            right = pair.read().right().run();
        }
        told.compared(now);
    }

    private void early(int of, AlignedPair beginning) {
        if (of == asked && isReading) {
            told.compared(beginning);
        }
    }

    private void failed(RuntimeException why) {
        isReading = false;
        failure = String.valueOf(why.getMessage());
        told.changed();
    }

    private void progress(int of, ComparedReader.Progress step) {
        if (of == asked && isReading) {
            progress = step;
            told.changed();
        }
    }

    private void stop() {
        asked++;
        isReading = false;
        reading.cancel();
        looking.cancel();
        writing.cancel();
    }

    /** Reads no further; what was compared before stays. */
    void cancel() {
        var wasReading = isReading;
        stop();
        if (wasReading && made instanceof AlignedPair pair) {
            isExact = pair.read().isExact();
            left = pair.read().left().run();
            right = pair.read().right().run();
        }
        told.changed();
    }

    /** Whether the runs are others in the database by now. */
    void look() {
        var from = queries;
        if (from != null && !isReading && made instanceof AlignedPair pair) {
            var known = List.of(pair.read().left().run(), pair.read().right().run());
            looking.again(() -> from.again(known.stream().map(Run::id).toList()), now -> looked(known, now), why -> {});
        }
    }

    private void looked(List<Run> known, List<Run> now) {
        var isOther = now.stream()
                .anyMatch(run -> known.stream()
                        .anyMatch(before -> before.id().equals(run.id())
                                && (before.status() != run.status() || before.spanCount() != run.spanCount())));
        if (isOther != hasChanged) {
            hasChanged = isOther;
            told.changed();
        }
    }

    /** Writes a comparison down. */
    void write(AlignedPair pair, PairForm form, Consumer<String> done) {
        var from = queries;
        if (from != null) {
            writing.askNow(new PairCopy(from, pair, form), done, why -> {
                failure = String.valueOf(why.getMessage());
                told.changed();
            });
        }
    }

    boolean isReading() {
        return isReading;
    }

    /** Whether it takes so long that it has to be talked about. */
    boolean isSlow() {
        return isReading && System.nanoTime() - since > SLOW;
    }

    String progress() {
        return progress.all() == 0
                ? Messages.text("aligned.reading")
                : progress.read() >= progress.all()
                        ? Messages.text("aligned.aligning")
                        : Messages.text(
                                "aligned.progress", Figures.count(progress.read()), Figures.count(progress.all()));
    }

    /** Why the runs are not compared; {@code null} where they are, or will be. */
    @Nullable Refused refused() {
        return made instanceof Refused refused && !isReading ? refused : null;
    }

    /** Why reading failed; empty where it did not. */
    String failure() {
        return failure;
    }

    /** What became of the runs since they were read. */
    List<String> notes() {
        var notes = new ArrayList<String>();
        if (hasChanged) {
            notes.add(Messages.text("aligned.outdated"));
        }
        if (!failure.isEmpty() && made instanceof AlignedPair) {
            notes.add(failure);
        }
        return notes;
    }
}
