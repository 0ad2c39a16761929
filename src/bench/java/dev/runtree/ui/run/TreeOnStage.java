package dev.runtree.ui.run;

import dev.runtree.model.Run;
import dev.runtree.model.Trace;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Fxml;
import dev.runtree.ui.Theme;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Quiet;
import dev.runtree.ui.background.Toolkit;
import java.util.concurrent.TimeUnit;
import javafx.scene.Scene;
import javafx.stage.Stage;

/** The pane of a run in a window of its own, for benchmarks: what is done with it is done as by a reader. */
public final class TreeOnStage {
    private final Toolkit toolkit;
    private final Background background;
    private final RunController controller;
    private final Scene scene;
    private final RunTree tree;

    public TreeOnStage(Toolkit toolkit, RunQueries queries, int width, int height) {
        this.toolkit = toolkit;
        background = toolkit.call(Background::new);
        controller = toolkit.call(() -> new RunController(background));
        scene = toolkit.call(() -> {
            var made = new Scene(Fxml.load(controller), width, height);
            Theme.install(made);
            Theme.LIGHT.apply(made);
            controller.use(queries);
            var stage = new Stage();
            stage.setScene(made);
            stage.show();
            return made;
        });
        tree = toolkit.call(() -> (RunTree) scene.getRoot().lookup(".run-tree"));
    }

    /** From the click until the tree is painted, in nanoseconds. */
    public long open(Run run) {
        var begun = System.nanoTime();
        toolkit.call(() -> {
            controller.show(run);
            return true;
        });
        Quiet.of(background).orTimeout(120, TimeUnit.SECONDS).join();
        toolkit.call(() -> scene.snapshot(null));
        return System.nanoTime() - begun;
    }

    /** Shows nothing any more. */
    public void close() {
        toolkit.call(() -> {
            controller.show(null);
            return scene.snapshot(null);
        });
        Quiet.of(background).orTimeout(120, TimeUnit.SECONDS).join();
    }

    public Scene scene() {
        return scene;
    }

    public int rows() {
        return toolkit.call(() -> tree.rows().size());
    }

    /** Does something on the JavaFX thread and paints: how long both take, in nanoseconds. */
    public long time(Runnable work) {
        return toolkit.call(() -> {
            var begun = System.nanoTime();
            work.run();
            tree.snapshot(null, null);
            return System.nanoTime() - begun;
        });
    }

    public void collapseAll() {
        tree.does(TreeAction.COLLAPSE_ALL);
    }

    public void expandAll() {
        tree.does(TreeAction.EXPAND_ALL);
    }

    public void filter(String text) {
        tree.setScope(RowScope.ALL.withTest(StepFilter.parse(text)));
    }

    public void selectRow(int row) {
        tree.select(tree.rows().at(row));
    }

    /** Scrolls by pixels; from the end to the start again. */
    public void scroll(double by) {
        var before = tree.scrolled();
        tree.scrollTo(before + by);
        if (tree.scrolled() == before) {
            tree.scrollTo(0);
        }
    }

    /** A later version of a run, made ready as it is off the JavaFX thread; gives what takes it in. */
    public Runnable later(Trace trace) {
        var spans = RunSpans.of(trace);
        return () -> tree.update(spans, spans.end());
    }
}
