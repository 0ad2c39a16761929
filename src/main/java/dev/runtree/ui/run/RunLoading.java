package dev.runtree.ui.run;

import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.model.Trace;
import dev.runtree.store.Beginnings;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Calm;
import dev.runtree.ui.background.Job;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** Reads runs, one at a time: what takes a moment shows that it goes on, what takes longer how far it is. */
final class RunLoading {
    /** After so many nanoseconds without a sign a run is taken to have ended, see decision 0022. */
    private static final long SILENT = 600_000_000_000L;

    private static final long LOOK_AGAIN = 15_000_000_000L;

    private static final Duration UNNOTICED = Duration.millis(150);
    /** Of so many spans each must be small in memory. */
    private static final int MANY = 50_000;

    private static final Duration LONG = Duration.seconds(1);

    private final Background background;
    private final ProgressBar progress;
    private final Node strip;
    private final Label reached;
    private final PauseTransition slow = new PauseTransition(UNNOTICED);
    private final PauseTransition verySlow = new PauseTransition(LONG);
    private AtomicLong read = new AtomicLong();
    private final Calm calm;
    private final Room room;
    private boolean wantsMore;
    private long all;
    private long looked;
    private @Nullable Job job;
    private @Nullable Run again;

    /**
     * @param room for how many spans there is
     * @param strip says how far it is, with a button that ends it
     * @param reached the text of it
     */
    RunLoading(Background background, Room room, ProgressBar progress, Node strip, Label reached) {
        this.background = background;
        this.room = room;
        this.progress = progress;
        this.strip = strip;
        this.reached = reached;
        calm = new Calm(background, this::tell);
        strip.managedProperty().bind(strip.visibleProperty());
        strip.setVisible(false);
        slow.setOnFinished(event -> progress.setVisible(true));
        verySlow.setOnFinished(event -> {
            tell();
            strip.setVisible(true);
        });
    }

    /**
     * A trace, made ready to be drawn where it was fetched.
     *
     * @param all how many spans there would be to read
     */
    record Loaded(Trace trace, RunSpans spans, long all) {
        static Loaded of(Trace trace) {
            return of(trace, Beginnings.OF_ALL, false);
        }

        /** @param isCut whether there was no room for all of them */
        private static Loaded of(Trace trace, Beginnings beginnings, boolean isCut) {
            var there = trace.spans().size();
            return new Loaded(
                    trace,
                    RunSpans.of(trace, beginnings),
                    isCut ? Math.max(there, trace.run().spanCount()) : there);
        }

        long read() {
            return trace.spans().size();
        }

        Run run() {
            return trace.run();
        }
    }

    boolean isGoing() {
        return job != null;
    }

    /**
     * Reads a run; while one is read already, it is read once more afterwards.
     *
     * @param done with nothing when the run is gone
     */
    void read(
            RunQueries queries,
            Run wanted,
            Consumer<Optional<Loaded>> done,
            Consumer<? super RuntimeException> failed) {
        if (job != null) {
            again = wanted;
            return;
        }
        slow.playFromStart();
        verySlow.playFromStart();
        var most = wantsMore ? room.most() : room.usual();
        wantsMore = false;
        var counted = new AtomicLong();
        read = counted;
        all = Math.min(wanted.spanCount(), most);
        progress.setProgress(ProgressBar.INDETERMINATE_PROGRESS);
        var beginnings = wanted.spanCount() < MANY ? Beginnings.OF_ALL : Beginnings.OF_TOOLS;
        job = background.run(
                queries.run(wanted.id(), beginnings, most, piece -> {
                            counted.addAndGet(piece.size());
                            calm.changed();
                        })
                        .map(found -> found.map(trace -> Loaded.of(trace, beginnings, counted.get() >= most))),
                found -> {
                    var next = again;
                    end();
                    done.accept(found);
                    if (next != null && found.isPresent()) {
                        read(queries, next, done, failed);
                    }
                },
                why -> {
                    end();
                    failed.accept(why);
                });
    }

    /**
     * Whether it is time to read a run again though nobody told of a change: one that falls silent ends without a word.
     *
     * @param lastSign of the run, in nanoseconds since the epoch, as {@code now}
     */
    boolean isDue(long lastSign, long now) {
        var due = now - lastSign > SILENT && now - looked > LOOK_AGAIN;
        looked = due ? now : looked;
        return due;
    }

    /** The next time, and only then, as much is read as there is room for in any way. */
    void wantMore() {
        wantsMore = true;
    }

    /** Gives up what is being read. */
    void cancel() {
        if (job != null) {
            job.cancel();
        }
        end();
    }

    private void end() {
        job = null;
        again = null;
        slow.stop();
        verySlow.stop();
        progress.setVisible(false);
        strip.setVisible(false);
    }

    private void tell() {
        var now = read.get();
        if (job != null && all > 0) {
            progress.setProgress(now == 0 ? ProgressBar.INDETERMINATE_PROGRESS : Math.min(1, (double) now / all));
        }
        if (now == all && job != null) {
            reached.setText(Messages.text("run.loading.tree", Figures.count(now)));
        } else {
            reached.setText(
                    now < all
                            ? Messages.text("run.loading", Figures.count(now), Figures.count(all))
                            : Messages.text("run.loading.more", Figures.count(now)));
        }
    }
}
