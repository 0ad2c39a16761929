package dev.runtree.ui.run;

import dev.runtree.model.Figures;
import dev.runtree.model.Span;
import dev.runtree.model.SpanKind;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Command;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** A run's tree with all that is around it: the minimap, the tools, and what is offered at the place where it helps. */
final class TreePane extends VBox {
    /** From so many spans on a minimap is shown, unless the reader decides. */
    private static final int LARGE = 500;

    private final RunTree tree = new RunTree();
    private final Minimap minimap = new Minimap(tree);
    private final FilterField filter = new FilterField(tree);
    private final Finding finding;
    private final FindField find;
    private final TreeBar bar;
    private final HBox offer = new HBox();
    private final Label idle = new Label();
    private final VBox nothing = new VBox();
    private final TreeMenu menu = new TreeMenu(tree);
    private Consumer<Map<String, String>> keep = choices -> {};
    private Consumer<String> toRuns = term -> {};
    private TreeChoices choices = TreeChoices.USUAL;
    private boolean follow;
    private boolean declined;

    TreePane(Background background) {
        finding = new Finding(tree, background, this::changed);
        find = new FindField(tree, finding);
        bar = new TreeBar(tree, filter, find);
        getStyleClass().add("tree-pane");
        offer();
        nothing();
        var rows = new StackPane(tree, nothing);
        VBox.setVgrow(rows, Priority.ALWAYS);
        rows.setMinHeight(0);
        minimap.setVisible(false);
        getChildren().addAll(minimap, bar, offer, rows);
        tree.watch(this::happened);
        deeds();
    }

    RunTree tree() {
        return tree;
    }

    TreeMenu menu() {
        return menu;
    }

    Finding finding() {
        return finding;
    }

    void use(@Nullable RunQueries queries) {
        finding.use(queries);
    }

    /** Does a command with the selected step that this pane cannot do. */
    void give(TreeAction action, Runnable deed) {
        tree.deeds().give(action, deed);
    }

    /** Called with a term to add to the filter of the list of runs. */
    void onToRuns(Consumer<String> handler) {
        toRuns = handler;
    }

    /** Takes what the reader chose before, and tells what is chosen from now on. */
    void choices(Map<String, String> kept, Consumer<Map<String, String>> handler) {
        choices = TreeChoices.of(kept);
        tree.setColumnChoice(choices.columns());
        tree.showCriticalPath(choices.criticalPath());
        keep = handler;
        changed();
    }

    /** Shows another run. */
    void show(RunSpans spans, long now) {
        declined = false;
        tree.show(spans, now);
        finding.again();
        changed();
    }

    /** Shows what has become of the same run. */
    void update(RunSpans spans, long now) {
        tree.update(spans, now);
        if (follow) {
            toNewest();
        }
    }

    /** Everything that can be done in the tree, as menus and the palette show it. */
    List<Command> commands() {
        var commands = new ArrayList<Command>();
        for (var action : TreeAction.values()) {
            commands.add(new Command(Command.Group.STEP, action.label(), action.keys(), () -> tree.does(action)));
        }
        return commands;
    }

    private void offer() {
        var leaveOut = new Button(Messages.text("run.gaps.leave"));
        leaveOut.getStyleClass().add("small");
        leaveOut.setOnAction(event -> tree.does(TreeAction.IDLE_GAPS));
        var no = new Button(Messages.text("run.gaps.no"));
        no.getStyleClass().add("small");
        no.setOnAction(event -> {
            declined = true;
            changed();
        });
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        idle.setMinWidth(0);
        idle.setTooltip(new Tooltip(Messages.text("run.gaps.tip")));
        leaveOut.setMinWidth(Region.USE_PREF_SIZE);
        no.setMinWidth(Region.USE_PREF_SIZE);
        offer.getChildren().addAll(idle, space, leaveOut, no);
        offer.getStyleClass().add("tree-offer");
        offer.setAlignment(Pos.CENTER_LEFT);
        offer.managedProperty().bind(offer.visibleProperty());
        offer.setVisible(false);
    }

    private void nothing() {
        var none = new Label(Messages.text("run.filter.none"));
        var clear = new Button(Messages.text("run.filter.clear"));
        clear.setOnAction(event -> showEverything());
        nothing.getChildren().addAll(none, clear);
        nothing.getStyleClass().add("pane-message");
        nothing.setAlignment(Pos.CENTER);
        nothing.setVisible(false);
    }

    private void showEverything() {
        tree.setScope(RowScope.ALL);
        filter.clear();
        tree.requestFocus();
    }

    private void deeds() {
        give(TreeAction.FIND, find::focus);
        give(TreeAction.FILTER, filter::focus);
        give(TreeAction.ONLY_LIKE_THIS, () -> ofSelected(span -> filter.add(FilterTerms.like(span))));
        give(TreeAction.ONLY_AGENT, this::onlyAgent);
        give(TreeAction.TO_RUNS, () -> ofSelected(span -> toRuns.accept(FilterTerms.like(span))));
        give(TreeAction.HIDE_KIND, () -> ofSelected(span -> hide(span.kind())));
        give(TreeAction.SHOW_KINDS, () -> tree.setScope(tree.narrowing().scope().withHidden(Set.of())));
        give(TreeAction.MINIMAP, this::turnMinimap);
        give(TreeAction.FOLLOW, this::turnFollow);
    }

    private void happened(TreeEvent event) {
        switch (event) {
            case CHANGED -> changed();
            case RECOLOURED -> minimap.recoloured();
            case SCROLLED -> setFollow(false);
            case ESCAPE -> escape();
        }
    }

    private void ofSelected(Consumer<Span> work) {
        var span = tree.selectedSpanProperty().get();
        if (span != null) {
            work.accept(span);
        }
    }

    private void onlyAgent() {
        var term = FilterTerms.agentOf(tree.rows().forest(), tree.selected());
        if (!term.isEmpty()) {
            filter.set(term);
        }
    }

    private void hide(SpanKind kind) {
        var scope = tree.narrowing().scope();
        var hidden = EnumSet.of(kind);
        hidden.addAll(scope.hidden());
        tree.setScope(scope.withHidden(hidden));
    }

    /** Takes back what was asked last: the words that are looked for, then the filter. */
    private void escape() {
        if (!find.isEmpty()) {
            find.clear();
        } else if (!tree.narrowing().scope().isAll()) {
            showEverything();
        }
    }

    private boolean wantsMinimap() {
        var wanted = choices.minimap();
        return wanted == null ? tree.rows().forest().size() >= LARGE : wanted;
    }

    private void turnMinimap() {
        choices = new TreeChoices(choices.columns(), !wantsMinimap(), choices.criticalPath());
        keep.accept(choices.kept());
        changed();
    }

    private void turnFollow() {
        setFollow(!follow);
        if (follow) {
            toNewest();
        }
    }

    /** Whether the newest step is kept in view while the run grows. */
    void setFollow(boolean on) {
        if (follow != on) {
            follow = on;
            changed();
        }
    }

    /** Scrolls to the step that began last; what is selected stays. */
    private void toNewest() {
        var forest = tree.rows().forest();
        var newest = -1;
        for (var row = 0; row < tree.rows().size(); row++) {
            var span = tree.rows().at(row);
            if (newest < 0
                    || forest.span(span).startNanos() >= forest.span(newest).startNanos()) {
                newest = span;
            }
        }
        if (newest >= 0) {
            tree.bringIntoView(newest);
        }
    }

    /** The run, what is shown of it, or the reader's choice may be another. */
    private void changed() {
        var shown = wantsMinimap() && tree.rows().forest().size() > 0;
        minimap.setVisible(shown);
        minimap.changed();
        bar.showMinimap(shown);
        bar.showFollow(tree.spans().running(), follow);
        bar.update();
        var gaps = tree.lane().idle();
        offer.setVisible(gaps.much() && !declined && !tree.lane().isCompressed());
        idle.setText(idle(Figures.duration((long) gaps.idle()), Figures.duration((long) gaps.whole())));
        nothing.setVisible(tree.rows().size() == 0 && tree.rows().forest().size() > 0);
        keepChoices();
    }

    private static String idle(String time, String whole) {
        return time.equals(whole) ? Messages.text("run.gaps.most", whole) : Messages.text("run.gaps.much", time, whole);
    }

    private void keepChoices() {
        var now = new TreeChoices(tree.columnChoice(), choices.minimap(), tree.showsCriticalPath());
        if (!now.equals(choices)) {
            choices = now;
            keep.accept(now.kept());
        }
    }
}
