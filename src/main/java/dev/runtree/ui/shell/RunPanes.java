package dev.runtree.ui.shell;

import dev.runtree.model.Run;
import dev.runtree.model.RunLink;
import dev.runtree.model.SpanId;
import dev.runtree.provenance.Place;
import dev.runtree.query.RunFilter;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.store.Annotations;
import dev.runtree.ui.Command;
import dev.runtree.ui.Fxml;
import dev.runtree.ui.Shortcut;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.detail.DetailController;
import dev.runtree.ui.prose.Links;
import dev.runtree.ui.run.RunController;
import dev.runtree.ui.runs.FeedState;
import dev.runtree.ui.runs.RunListController;
import dev.runtree.ui.statistics.StatisticsReading;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** The three panes of a database's runs: which there are, the tree of the one that is selected, and a step of it. */
final class RunPanes {
    private final RunListController list;
    private final RunController run;
    private final DetailController detail;
    private final ListColumns columns;
    private final KeptChoices choices;
    private final StatisticsReading statistics;

    /**
     * @param export writes the selected run into a file
     * @param delete takes the selected run away
     */
    RunPanes(Background background, RuntreeHome home, Runnable export, Runnable delete) {
        run = new RunController(background);
        detail = new DetailController(background);
        statistics = new StatisticsReading(background, run::select);
        list = new RunListController(background, run::show, export, delete);
        columns = new ListColumns(background, home, list);
        choices = new KeptChoices(background, home);
    }

    void fill(StackPane listSlot, StackPane treeSlot, StackPane detailSlot) {
        listSlot.getChildren().setAll(Fxml.load(list));
        treeSlot.getChildren().setAll(Fxml.load(run));
        run.add(statistics);
        detailSlot.getChildren().setAll(Fxml.load(detail));
        detail.provenance().spans(run::spans);
        detail.provenance().onJump(this::jump);
        detail.provenance().markedProperty().subscribe(run::remark);
        run.onMarks(detail.provenance()::ofTool);
        columns.follow();
        choices.follow(run, detail);
        run.onDetail(detail::focus);
        run.onWalkRuns(list::step);
        run.stepProperty().subscribe(step -> detail.show(step));
        detail.onGoTo(run::select);
        list.stateProperty().subscribe(this::listChanged);
    }

    private void jump(Place to, String words) {
        detail.reveal(to, words);
        run.select(to.span());
    }

    private void listChanged(FeedState state) {
        if (state instanceof FeedState.Shown) {
            list.selectNewest();
        }
    }

    RunListController list() {
        return list;
    }

    /** Shows a tab of the run that is selected, and puts the focus into it. */
    void tab(Shortcut shortcut) {
        run.chooseTab(shortcut == Shortcut.STATISTICS ? statistics.title() : RunController.TREE);
    }

    /** What can be done with the run that is shown. */
    List<Command> commands() {
        return run.commands();
    }

    /** @param handler told of a term that the reader wants to add to the filter */
    void onFilter(Consumer<String> handler) {
        run.onFilterRuns(handler);
    }

    /** @param browser opens a web address that the reader has seen and confirmed */
    void onBrowse(Consumer<URI> browser) {
        detail.use(Links.opened(browser));
    }

    /** Reads from another database. */
    void use(OpenDatabase open) {
        detail.use(open.queries());
        run.use(open.queries());
        list.use(open.queries(), new Annotations(open.database()));
    }

    void filter(RunFilter filter) {
        list.filter(filter);
    }

    /** The database has told of a change. */
    void refresh() {
        list.refresh();
        run.refresh();
    }

    /** The run that is shown is gone: the next one is shown instead. */
    void forget() {
        list.forget();
        run.show(null);
    }

    /** The run that is selected; {@code null} when there is none. */
    @Nullable Run selected() {
        return list.selected();
    }

    /** Selects a run, also one that is not in the list. */
    void select(Run wanted) {
        list.select(wanted);
    }

    /** Selects a run, and a step of it. */
    void select(Run wanted, SpanId step) {
        list.select(wanted);
        run.select(step);
    }

    /** A link to the step that is selected; empty when none is. */
    Optional<RunLink> link() {
        var step = run.stepProperty().get();
        return step == null
                ? Optional.empty()
                : Optional.of(RunLink.to(step.run(), step.span().id()));
    }

    void focus() {
        list.focus();
    }
}
