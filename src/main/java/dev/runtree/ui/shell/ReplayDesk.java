package dev.runtree.ui.shell;

import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.model.Trace;
import dev.runtree.pricing.Prices;
import dev.runtree.replay.Replayed;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.store.Database;
import dev.runtree.store.Databases;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.replay.ForkView;
import dev.runtree.ui.replay.ReplaySheet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Running again what was recorded: who asks for it, and where it leads. A fork is a view of its own. */
final class ReplayDesk extends LateDesk<ForkView> implements ForkView.Listener {
    private static final Logger log = LoggerFactory.getLogger(ReplayDesk.class);

    private final Background background;
    private final Prices prices;
    private final Desk views;
    private final RunPanes runs;
    private final Consumer<String> told;

    /** @param told a sentence for the status line */
    ReplayDesk(Background background, RuntreeHome home, Desk views, RunPanes runs, Consumer<String> told) {
        this.background = background;
        this.views = views;
        this.runs = runs;
        this.told = told;
        prices = Prices.of(home.pricesFile(), mistake -> log.warn("{}", mistake));
    }

    /** What calls of models cost. */
    Prices prices() {
        return prices;
    }

    @Override
    ForkView make() {
        var view = new ForkView(background, System.getenv(), prices, this);
        var open = database();
        if (open != null) {
            view.use(open);
        }
        return view;
    }

    @Override
    void use(ForkView view, Database other) {
        view.use(other);
    }

    @Override
    public void use(Databases databases) {
        super.use(databases);
        if (views.shown() == Place.FORK) {
            views.show(Place.RUNS);
        }
    }

    /**
     * Shows where the selected run is forked at its selected step.
     *
     * @param isAlone whether the model call there is tried by itself instead
     */
    void forkSelected(boolean isAlone) {
        var step = runs.chosenStep();
        if (step == null || database() == null) {
            told.accept(Messages.text("fork.select"));
            return;
        }
        views.show(Place.FORK);
        shown().show(step.run(), step.span().id(), isAlone);
    }

    @Override
    public void back() {
        views.show(Place.RUNS);
    }

    @Override
    public void open(String runId) {
        found(runId, "replay.kept", views::open);
    }

    @Override
    public void compare(String replay, String original) {
        found(replay, "replay.kept", this::compareWithOriginal);
    }

    @Override
    public void keep(String runId) {
        found(runId, "replay.kept", views.checks()::save);
    }

    /** Replays the run that is shown from its record, after what that lacks was said. */
    void replaySelected() {
        var run = runs.showing();
        var open = database();
        var over = overlays();
        if (run == null || open == null || over == null) {
            told.accept(Messages.text("replay.select"));
            return;
        }
        Function<Runnable, ReplaySheet> sheet =
                hide -> new ReplaySheet(background, open, prices, run, new ReplaySheet.Listener() {
                    @Override
                    public void replayed(Replayed replayed) {
                        hide.run();
                        show(open, replayed);
                    }

                    @Override
                    public void cancelled() {
                        hide.run();
                    }
                });
        over.sheet(sheet, ReplaySheet::focus);
    }

    private void show(Database open, Replayed replayed) {
        told.accept(Messages.text(
                "replay.done",
                Figures.counted(replayed.modelCalls(), "model call"),
                Figures.counted(replayed.toolCalls(), "tool call")));
        background.run(
                new RunQueries(open).run(replayed.run()),
                found -> show(found, replayed.run().runId()),
                why -> told.accept(Messages.text("replay.kept", replayed.run().runId())));
    }

    private void show(Optional<Trace> found, String runId) {
        if (found.isPresent()) {
            views.open(found.get().run());
        } else {
            told.accept(Messages.text("replay.kept", runId));
        }
    }

    /** Shows a replay beside the run that it replays. */
    void compareWithOriginal(Run replay) {
        var original = replay.replayOf();
        if (original != null) {
            found(original, "replay.none", run -> views.comparing().compare(List.of(run, replay)));
        }
    }

    /** @param none the text that says that the run is not there */
    private void found(String runId, String none, Consumer<Run> then) {
        var open = database();
        if (open != null) {
            background.run(
                    new RunQueries(open).named(runId),
                    found -> found.stream()
                            .findFirst()
                            .ifPresentOrElse(then, () -> told.accept(Messages.text(none, runId))),
                    why -> told.accept(String.valueOf(why.getMessage())));
        }
    }
}
