package dev.runtree.ui.runs;

import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.store.RunMarks;
import dev.runtree.ui.Messages;
import dev.runtree.ui.OneLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ListCell;
import org.jspecify.annotations.Nullable;

/** A run in the list. */
final class RunCell extends ListCell<Run> {
    private final RunTable table;
    private @Nullable RunRow row;
    private boolean wide;

    RunCell(RunTable table) {
        this.table = table;
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        setPrefWidth(0);
        getStyleClass().add("run-cell");
    }

    /** Shows how long its run has been running by now, and what is said of it. */
    void again() {
        Run run = getItem();
        if (run != null && row != null) {
            row.show(run, table.marks(run), table.scale(), Instant.now());
            row.said(table.snippet(run));
            setAccessibleText(spoken(run, table.marks(run)));
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
        var shown = row;
        if (shown == null || wide != table.isWide()) {
            wide = table.isWide();
            shown = wide ? new RunLine(table::filterBy, table::places) : new RunLines(table::filterBy);
            row = shown;
        }
        again();
        setGraphic((Node) shown);
    }

    private static String spoken(Run run, RunMarks marks) {
        var parts = new ArrayList<String>();
        parts.add(Messages.text(
                "runs.spoken",
                run.type().word(),
                run.name(),
                run.status().word(),
                Figures.duration(run.durationNanos()),
                OneLine.of(run.input())));
        add(parts, "runs.spoken.user", run.actor().userId());
        add(parts, "runs.spoken.model", run.model());
        if (run.errorCount() > 0) {
            parts.add(Messages.counted(run.errorCount(), "runs.spoken.error", "runs.spoken.errors"));
        }
        add(parts, "runs.spoken.tags", run.tags().isEmpty() ? null : String.join(", ", run.tags()));
        if (marks.notes() > 0) {
            parts.add(Messages.counted(marks.notes(), "runs.spoken.note", "runs.spoken.notes"));
        }
        if (marks.starred()) {
            parts.add(Messages.text("runs.spoken.star"));
        }
        return String.join(" ", parts);
    }

    private static void add(List<String> parts, String key, @Nullable String value) {
        if (value != null) {
            parts.add(Messages.text(key, value));
        }
    }
}
