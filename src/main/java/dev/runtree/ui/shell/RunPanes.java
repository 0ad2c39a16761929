package dev.runtree.ui.shell;

import dev.runtree.model.Run;
import dev.runtree.model.RunLink;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.provenance.Place;
import dev.runtree.query.RunFilter;
import dev.runtree.store.Annotations;
import dev.runtree.store.Facets;
import dev.runtree.ui.Command;
import dev.runtree.ui.Fxml;
import dev.runtree.ui.Messages;
import dev.runtree.ui.PaneFit;
import dev.runtree.ui.Preferences;
import dev.runtree.ui.Shortcut;
import dev.runtree.ui.ToldKeys;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.copy.CopyMenu;
import dev.runtree.ui.copy.CopyPreview;
import dev.runtree.ui.detail.DetailController;
import dev.runtree.ui.filter.FilterBarController;
import dev.runtree.ui.prose.Links;
import dev.runtree.ui.replay.ReplayNote;
import dev.runtree.ui.run.RunController;
import dev.runtree.ui.run.Step;
import dev.runtree.ui.runs.FeedState;
import dev.runtree.ui.runs.RunAgain;
import dev.runtree.ui.runs.RunListController;
import dev.runtree.ui.statistics.StatisticsReading;
import dev.runtree.ui.transcript.TranscriptReading;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** The three panes of a database's runs: which there are, the tree of the one that is selected, and a step of it. */
final class RunPanes {
    private final RunListController list;
    private final RunController run;
    private final DetailController detail;
    private final Opinions opinions;
    private final TranscriptReading transcript;
    private final ListColumns columns;
    private final KeptChoices choices;
    private final StatisticsReading statistics;
    private final CopyMenu copyMenu;
    private final ReplayNote replayNote = new ReplayNote();
    private Node detailHead = new Region();
    private Consumer<@Nullable Run> shown = selected -> {};
    private @Nullable Run showing;
    private RunFilter filter = RunFilter.ALL;
    private Runnable replay = () -> {};
    private Runnable fork = () -> {};
    private Runnable tryAlone = () -> {};
    private Runnable saveCase = () -> {};
    private Consumer<URI> browser = address -> {};

    /**
     * @param export writes the selected run into a file
     * @param delete takes the selected run away
     * @param told a sentence for the status line
     * @param failed told why something could not be done
     */
    RunPanes(
            Background background,
            Preferences preferences,
            Runnable export,
            Runnable delete,
            Consumer<String> told,
            Consumer<RuntimeException> failed) {
        run = new RunController(background);
        detail = new DetailController(background);
        transcript = new TranscriptReading(background, run::select);
        statistics = new StatisticsReading(background, run::select);
        opinions = new Opinions(background);
        list = new RunListController(background, this::show, export, delete);
        columns = new ListColumns(background, preferences, list);
        choices = new KeptChoices(background, preferences);
        copyMenu = new CopyMenu(background, preferences, told, failed);
    }

    /**
     * @param panes what the slots stand in
     * @return what makes them fit the window
     */
    PaneFit fill(SplitPane panes, StackPane listSlot, StackPane treeSlot, StackPane detailSlot) {
        listSlot.getChildren().setAll(Fxml.load(list));
        treeSlot.getChildren().setAll(Fxml.load(run));
        run.add(transcript);
        run.add(statistics);
        run.onFiltered(statistics::filter);
        detailSlot.getChildren().setAll(Fxml.load(detail));
        run.annotations(replayNote);
        opinions.fill(run, detail, list::refresh);
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
        detailHead = detailSlot.lookup(".run-header");
        copyMenu.install(detailHead, this::step);
        copyMenu.install(transcript.node(), transcript::step);
        detail.onMessageMenu(copyMenu::items);
        run.onRowMenu(this::rowMenu);
        return new PaneFit(
                panes,
                List.of(
                        new PaneFit.Part(listSlot, Messages.text("panes.runs"), 320, 270),
                        new PaneFit.Part(treeSlot, Messages.text("panes.run"), 420, 400),
                        new PaneFit.Part(detailSlot, Messages.text("panes.step"), 320, 290)));
    }

    /** What can be done with the step whose row has the menu, and with its run. */
    private List<MenuItem> rowMenu() {
        var span = step();
        if (span == null) {
            return List.of();
        }
        return List.of(
                new SeparatorMenuItem(),
                item(Shortcut.FORK, fork),
                item(Shortcut.TRY, tryAlone),
                item(Shortcut.REPLAY, replay),
                item(Shortcut.SAVE_CASE, saveCase),
                copyMenu.menu(span));
    }

    private static MenuItem item(Shortcut shortcut, Runnable does) {
        var item = new MenuItem(shortcut.label());
        item.setAccelerator(new ToldKeys(shortcut.keys()));
        item.setOnAction(event -> does.run());
        return item;
    }

    /**
     * @param atStep forks the run that is selected at the step that is
     * @param alone tries the model call there by itself
     */
    void onFork(Runnable atStep, Runnable alone) {
        fork = atStep;
        tryAlone = alone;
    }

    /** @param ofStep makes a case of the run that is shown, from the step on that is selected */
    void onSaveCase(Runnable ofStep) {
        saveCase = ofStep;
    }

    /** Opens an address, such as that of a file, with the program that the system has for it. */
    void browse(URI address) {
        browser.accept(address);
    }

    /** The step that is selected; {@code null} when none is. */
    @Nullable Step chosenStep() {
        return run.stepProperty().get();
    }

    private @Nullable Span step() {
        var step = run.stepProperty().get();
        return step == null ? null : step.span();
    }

    /** @param shown lays the preview of a copy over the window */
    void onPreview(Consumer<CopyPreview> shown) {
        copyMenu.onPreview(shown);
    }

    /** Shows what a copy of the selected step would be, and by which rules it is redacted. */
    void preview() {
        copyMenu.preview(step());
    }

    /** Offers the forms in which the selected step can be copied. */
    void copyAs() {
        copyMenu.showAt(detailHead, step());
    }

    private void jump(Place to, String words) {
        detail.reveal(to, words);
        run.select(to.span());
    }

    /**
     * What is chosen in the list goes into the filter.
     *
     * @param failed told why something could not be changed
     */
    void listen(FilterBarController filterBar, Consumer<RuntimeException> failed) {
        run.onFilterRuns(filterBar::addTerm);
        detail.onAddTerm(filterBar::addTerm);
        filterBar.onViews(columns::now, list::columns);
        shown = filterBar::selected;
        list.onFailure(failed);
        list.onRelaxed(rest -> filterBar.setText(rest.print()));
        list.onFilterBy(filterBar, filterBar::addTerm);
    }

    /** @param handler follows a link to another trace */
    void onLink(Consumer<String> handler) {
        replayNote.onOpen(handler);
        detail.onOpenLink(link -> handler.accept(link.toString()));
    }

    /** @param handler shows a replay, which it is given, beside the run that it replays */
    void onCompareWithOriginal(Consumer<Run> handler) {
        replayNote.onCompare(handler);
    }

    /**
     * @param inSession shows a run in its session
     * @param sideBySide compares the runs that are selected
     */
    void onShow(Consumer<Run> inSession, Runnable sideBySide) {
        list.onShow(inSession, sideBySide);
    }

    /**
     * @param shown replays the run that is shown
     * @param selected runs those again that are selected; told what for
     */
    void onReplay(Runnable shown, Consumer<RunAgain> selected) {
        replay = shown;
        list.onReplay(selected);
    }

    private void show(Run selected) {
        opinions.show(selected);
        showing = selected;
        replayNote.show(selected);
        run.show(selected);
        shown.accept(selected);
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
        run.chooseTab(
                switch (shortcut) {
                    case TRANSCRIPT -> transcript.title();
                    case STATISTICS -> statistics.title();
                    default -> RunController.TREE;
                });
    }

    /** What can be done with the run that is shown. */
    List<Command> commands() {
        return Stream.of(List.of(marks(), redaction()), opinions.commands(), run.commands())
                .flatMap(List::stream)
                .toList();
    }

    private Command marks() {
        var marked = detail.provenance().markedProperty();
        var label = Messages.text(marked.get() ? "origin.marks.off" : "origin.marks.on");
        return new Command(Command.Group.VIEW, label, "", () -> marked.set(!marked.get()));
    }

    private Command redaction() {
        return new Command(Command.Group.STEP, Messages.text("copy.preview"), "", this::preview);
    }

    /** @param browser opens a web address that the reader has seen and confirmed */
    void onBrowse(Consumer<URI> browser) {
        this.browser = browser;
        detail.use(Links.opened(browser));
    }

    /** Reads from another database. */
    void use(OpenDatabase open) {
        detail.use(open.queries());
        copyMenu.use(open.queries());
        run.use(open.queries());
        var annotations = new Annotations(open.database());
        opinions.use(annotations);
        shown.accept(null);
        showing = null;
        list.use(open.queries(), annotations, new Facets(open.database()));
    }

    void filter(RunFilter wanted) {
        filter = wanted;
        list.filter(wanted);
    }

    /** What the runs of the list match. */
    RunFilter filter() {
        return filter;
    }

    /** Keeps what was just chosen, before the window goes; not for the JavaFX thread. */
    void leave() {
        columns.keepNow();
    }

    /** The database has told of a change. */
    void refresh() {
        list.refresh();
        opinions.refresh();
        run.refresh();
    }

    /** Leaves runs out of the list that are about to be deleted; none, to show all again. */
    void hide(Set<String> runIds) {
        list.hide(runIds);
        showNoneIfNone();
    }

    /** These runs are there no more. */
    void gone(Set<String> runIds) {
        list.gone(runIds);
        showNoneIfNone();
    }

    private void showNoneIfNone() {
        if (list.selected() == null) {
            run.show(null);
            showing = null;
            shown.accept(null);
        }
    }

    /** The runs that are selected. */
    List<Run> selection() {
        return list.selection();
    }

    /** The run that is selected; {@code null} when there is none. */
    @Nullable Run selected() {
        return list.selected();
    }

    /** The run whose tree is shown, also one that is not in the list; {@code null} when there is none. */
    @Nullable Run showing() {
        return showing;
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
