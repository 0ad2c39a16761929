package dev.runtree.ui.runs;

import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.ui.Messages;
import java.time.Instant;
import java.util.function.Supplier;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ListCell;
import org.jspecify.annotations.Nullable;

/** A run in the list. */
final class RunCell extends ListCell<Run> {
    static final double HEIGHT = 46;

    private final RunLines lines = new RunLines();
    private final Supplier<RunScale> scale;
    private final WordSearch search;

    RunCell(Supplier<RunScale> scale, WordSearch search) {
        this.scale = scale;
        this.search = search;
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        setPrefWidth(0);
        getStyleClass().add("run-cell");
    }

    /** Shows how long its run has been running by now. */
    void tick() {
        Run run = getItem();
        if (run != null && run.endNanos() == null) {
            lines.show(run, scale.get(), Instant.now());
        }
    }

    @Override
    protected void updateItem(@Nullable Run run, boolean empty) {
        super.updateItem(run, empty);
        if (empty || run == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        lines.show(run, scale.get(), Instant.now());
        lines.said(search.snippet(run).orElse(null));
        setGraphic(lines);
        setAccessibleText(spoken(run));
    }

    private static String spoken(Run run) {
        return Messages.text(
                "runs.spoken",
                run.type().word(),
                run.name(),
                run.status().word(),
                Figures.duration(run.durationNanos()),
                run.input() == null ? "" : run.input());
    }
}
