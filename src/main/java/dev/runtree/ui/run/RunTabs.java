package dev.runtree.ui.run;

import dev.runtree.model.Trace;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Messages;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/**
 * The tree of a run and its other {@link Reading}s, a tab each. While there is no other reading there is no tab bar
 * either. The tab that was chosen stays chosen from run to run.
 */
final class RunTabs {
    /** The title of the tree's tab. */
    static final String TREE = "run.tree";

    private final StackPane slot;
    private final Runnable focusTree;
    private final TabPane pane = new TabPane();
    private final List<Reading> readings = new ArrayList<>();
    private @Nullable Trace trace;

    /** @param slot where the tree is, and the tab bar comes with the first reading */
    RunTabs(StackPane slot, Node tree, Runnable focusTree) {
        this.slot = slot;
        this.focusTree = focusTree;
        pane.getStyleClass().add("run-tabs");
        pane.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        pane.getTabs().add(tab(TREE, tree));
        pane.getSelectionModel().selectedIndexProperty().subscribe(chosen -> tell());
    }

    /** Adds a tab behind the others. */
    void add(Reading reading) {
        readings.add(reading);
        pane.getTabs().add(tab(reading.title(), reading.node()));
        slot.getChildren().setAll(pane);
    }

    private static Tab tab(String title, Node content) {
        var tab = new Tab(Messages.text(title), content);
        tab.setId(title);
        tab.setClosable(false);
        return tab;
    }

    void use(RunQueries queries) {
        readings.forEach(reading -> reading.use(queries));
    }

    /** The run that is shown; {@code null} for none. */
    void show(@Nullable Trace shown) {
        var before = trace;
        trace = shown;
        if (before != null
                && (shown == null || !before.run().id().equals(shown.run().id()))) {
            // What is not seen must not go on with the run before.
            var seen = chosen();
            readings.stream().filter(reading -> !reading.equals(seen)).forEach(reading -> reading.show(null));
        }
        tell();
    }

    /** Shows the tab of this title and puts the focus into it. */
    void choose(String title) {
        pane.getTabs().stream().filter(tab -> title.equals(tab.getId())).forEach(pane.getSelectionModel()::select);
        focus();
    }

    void focus() {
        var reading = chosen();
        if (reading == null) {
            focusTree.run();
        } else {
            reading.focus();
        }
    }

    private void tell() {
        var seen = chosen();
        readings.stream().filter(reading -> !reading.equals(seen)).forEach(Reading::hidden);
        if (seen != null) {
            seen.show(trace);
        }
    }

    private @Nullable Reading chosen() {
        var place = pane.getSelectionModel().getSelectedIndex();
        return place <= 0 || place > readings.size() ? null : readings.get(place - 1);
    }
}
