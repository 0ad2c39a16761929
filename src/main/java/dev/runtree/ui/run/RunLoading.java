package dev.runtree.ui.run;

import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.model.Trace;
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
    private static final Duration UNNOTICED = Duration.millis(150);
    private static final Duration LONG = Duration.seconds(1);

    private final Background background;
    private final ProgressBar progress;
    private final Node strip;
    private final Label reached;
    private final PauseTransition slow = new PauseTransition(UNNOTICED);
    private final PauseTransition verySlow = new PauseTransition(LONG);
    private final AtomicLong read = new AtomicLong();
    private final Calm calm;
    private long all;
    private @Nullable Job job;
    private @Nullable Run again;

    /**
     * @param strip says how far it is, with a button that ends it
     * @param reached the text of it
     */
    RunLoading(Background background, ProgressBar progress, Node strip, Label reached) {
        this.background = background;
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

    /** A trace, made ready to be drawn where it was fetched. */
    record Loaded(Trace trace, RunSpans spans) {
        static Loaded of(Trace trace) {
            return new Loaded(trace, RunSpans.of(trace));
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
        read.set(0);
        all = wanted.spanCount();
        progress.setProgress(ProgressBar.INDETERMINATE_PROGRESS);
        job = background.run(
                queries.run(wanted.id(), piece -> {
                            read.addAndGet(piece.size());
                            calm.changed();
                        })
                        .map(found -> found.map(Loaded::of)),
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
        reached.setText(
                now <= all
                        ? Messages.text("run.loading", Figures.count(now), Figures.count(all))
                        : Messages.text("run.loading.more", Figures.count(now)));
    }
}
