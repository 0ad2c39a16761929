package dev.runtree.ui.shell;

import dev.runtree.export.send.Backfill;
import dev.runtree.export.send.Backfill.Sent;
import dev.runtree.export.send.CannotSend;
import dev.runtree.export.target.Target;
import dev.runtree.model.Figures;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.store.Database;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Work;
import dev.runtree.ui.targets.ChosenRuns;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

/** Sends runs that are there already to a target, while the window is used on; to one target at a time. */
final class SendingRuns {
    private final Background background;
    private final RuntreeHome home;
    private final Consumer<String> told;
    private final Consumer<RuntimeException> failed;
    private final ProgressStrip strip;
    private volatile @Nullable OnTheWay underWay;

    /**
     * @param told a sentence for the status line
     * @param failed told why something did not go
     */
    SendingRuns(Background background, RuntreeHome home, Consumer<String> told, Consumer<RuntimeException> failed) {
        this.background = background;
        this.home = home;
        this.told = told;
        this.failed = failed;
        strip = new ProgressStrip(background);
    }

    /** How far it is, and what ends it. */
    Node strip() {
        return strip;
    }

    void begin(@Nullable OpenDatabase open, Target target, ChosenRuns runs) {
        if (open == null) {
            return;
        }
        if (underWay != null) {
            told.accept(Messages.text("targets.send.busy"));
            return;
        }
        var sending = new OnTheWay(open.database(), target, runs);
        underWay = sending;
        var running = Messages.text("targets.send.running", target.name());
        told.accept(running);
        strip.begin(running, sending::end);
        background.call(
                sending,
                sent -> {
                    over();
                    if (sending.isEnded() && sent.stop() != null) {
                        told.accept(Messages.text("targets.send.ended", spans(sent), target.name()));
                    } else {
                        tell(target, sent);
                    }
                },
                why -> {
                    over();
                    told.accept("");
                    failed.accept(why);
                });
    }

    private void over() {
        underWay = null;
        strip.end();
    }

    /** What went, and of what did not go why. */
    private void tell(Target target, Sent sent) {
        var spans = spans(sent);
        if (sent.stop() != null) {
            told.accept("");
            failed.accept(new CannotSend(Messages.text("targets.send.stopped", target.name(), sent.stop(), spans)));
            return;
        }
        told.accept(
                sent.traces() == 0
                        ? Messages.text("targets.send.none")
                        : Messages.text(
                                        "targets.send.done",
                                        spans,
                                        Messages.counted(sent.traces(), "targets.send.trace", "targets.send.traces"),
                                        target.name())
                                + (sent.passedOver() == 0
                                        ? ""
                                        : Messages.text("targets.send.passed", Figures.count(sent.passedOver()))));
        var notTaken = sent.refused() + sent.rejected();
        if (notTaken > 0) {
            failed.accept(
                    new CannotSend(Messages.text("targets.send.refused", target.name(), Figures.count(notTaken))));
        }
    }

    private static String spans(Sent sent) {
        return Messages.counted(sent.spans(), "targets.send.span", "targets.send.spans");
    }

    /** Ends it before a database is let go of. From any thread. */
    void leave() {
        var sending = underWay;
        if (sending != null) {
            sending.end();
        }
    }

    private final class OnTheWay implements Work<Sent> {
        private final Database database;
        private final Target target;
        private final ChosenRuns runs;
        private @Nullable Backfill backfill;
        private boolean isEnded;

        OnTheWay(Database database, Target target, ChosenRuns runs) {
            this.database = database;
            this.target = target;
            this.runs = runs;
        }

        @Override
        public Sent fetch() {
            try (var made = new Backfill(database, home, target)) {
                begun(made);
                return made.send(
                        runs.in(database),
                        sent -> strip.at(Messages.text(
                                "targets.send.so-far", Figures.count(sent.traces()), Figures.count(sent.spans()))));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException();
            }
        }

        private synchronized void begun(Backfill made) {
            backfill = made;
            if (isEnded) {
                made.end();
            }
        }

        synchronized boolean isEnded() {
            return isEnded;
        }

        synchronized void end() {
            isEnded = true;
            if (backfill != null) {
                backfill.end();
            }
        }
    }
}
