package dev.runtree.ui.shell;

import dev.runtree.model.Run;
import dev.runtree.store.Database;
import dev.runtree.ui.Messages;
import dev.runtree.ui.Preferences;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.check.CasePlaces;
import dev.runtree.ui.check.CaseSheet;
import dev.runtree.ui.check.CheckLeads;
import dev.runtree.ui.check.ChecksView;
import dev.runtree.ui.run.Step;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

/** Cases among the views: their table, and how a run is made one. */
final class CheckDesk extends LateDesk<ChecksView> implements CheckLeads {
    private final Background background;
    private final Preferences preferences;
    private final CasePlaces places;
    private final Desk views;
    private final RunPanes runs;
    private final Consumer<String> told;

    /** @param told a sentence for the status line */
    CheckDesk(Background background, Preferences preferences, Desk views, RunPanes runs, Consumer<String> told) {
        this.background = background;
        this.preferences = preferences;
        this.views = views;
        this.runs = runs;
        this.told = told;
        places = new CasePlaces(background, preferences);
    }

    @Override
    ChecksView make() {
        var view = new ChecksView(background, places, views.replaying().prices(), System.getenv(), this);
        var open = database();
        if (open != null) {
            view.use(open);
        }
        return view;
    }

    @Override
    void use(ChecksView view, Database other) {
        view.use(other);
    }

    @Override
    public void setActive(boolean now) {
        var view = made();
        if (view != null) {
            view.setActive(now);
        }
    }

    @Override
    public boolean take(List<Path> files) {
        return shown().take(files);
    }

    /** Makes a case of the run that is shown, from the step on that is selected, unless the reader says otherwise. */
    void saveStep() {
        var step = runs.chosenStep();
        if (step == null) {
            told.accept(Messages.text("checks.save.select"));
        } else {
            save(step.run(), step, true);
        }
    }

    /** Makes a case of the run that is selected. */
    void saveRun() {
        var selected = runs.selected();
        var run = selected == null ? runs.showing() : selected;
        if (run == null) {
            told.accept(Messages.text("checks.save.select"));
        } else {
            save(run);
        }
    }

    /** Makes a case of a run. */
    void save(Run run) {
        var step = runs.chosenStep();
        save(run, step != null && step.run().id().equals(run.id()) ? step : null, false);
    }

    private void save(Run run, @Nullable Step step, boolean isFromStep) {
        var open = database();
        if (open != null) {
            sheet(
                    hide -> new CaseSheet(
                            background,
                            preferences,
                            open,
                            views.replaying().prices(),
                            places,
                            CaseSheet.Wish.of(run, step == null ? null : step.span(), isFromStep),
                            saved -> {
                                hide.run();
                                saved.ifPresent(this::saved);
                            }),
                    CaseSheet::focus);
        }
    }

    private void saved(Path file) {
        views.show(Place.CHECKS);
        shown().reveal(file);
        told.accept(Messages.text("checks.saved", file));
    }

    @Override
    public void open(String runId) {
        views.replaying().open(runId);
    }

    @Override
    public void compare(String replay, String original) {
        views.replaying().compare(replay, original);
    }

    @Override
    public void edit(URI file) {
        runs.browse(file);
    }

    @Override
    public <S extends Node> void sheet(Function<Runnable, S> maker, Consumer<S> focus) {
        var over = overlays();
        if (over != null) {
            over.sheet(maker, focus);
        }
    }

    @Override
    public void told(String sentence) {
        told.accept(sentence);
    }
}
