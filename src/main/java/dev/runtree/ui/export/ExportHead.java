package dev.runtree.ui.export;

import dev.runtree.query.RunFilter;
import dev.runtree.ui.ChoiceWords;
import dev.runtree.ui.Messages;
import javafx.collections.FXCollections;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** Which runs become what: those that are selected or all that the filter finds, as traces or as training data. */
public final class ExportHead extends HBox {
    private final ComboBox<FileKind> kind = new ComboBox<>(FXCollections.observableArrayList(FileKind.values()));
    private final WhichRuns runs;

    /**
     * @param traces how many traces are selected; with none there is the filter alone
     * @param filter what the list shows
     * @param before what was written the last time
     * @param changed called after each change
     */
    public ExportHead(int traces, RunFilter filter, FileKind before, Runnable changed) {
        getStyleClass().addAll("copy-line", "export-head");
        kind.setId("exportKind");
        kind.setConverter(new ChoiceWords<>(FileKind::title));
        kind.setValue(before);
        runs = new WhichRuns(traces, filter);
        runs.setId("exportRuns");
        HBox.setHgrow(runs, Priority.ALWAYS);
        getChildren().addAll(label("export.kind", kind), kind, label("export.runs", runs), runs);
        kind.valueProperty().subscribe((was, now) -> changed.run());
        runs.valueProperty().subscribe((was, now) -> changed.run());
    }

    private static Label label(String key, ComboBox<?> of) {
        var label = new Label(Messages.text(key));
        label.setLabelFor(of);
        label.setMinWidth(USE_PREF_SIZE);
        of.setAccessibleText(label.getText());
        return label;
    }

    /** What they become. */
    public FileKind kind() {
        return kind.getValue();
    }

    /** Whether all that the filter finds are meant. */
    public boolean ofFilter() {
        return runs.ofFilter();
    }

    /** Where the keyboard goes on. */
    public void focus() {
        kind.requestFocus();
    }
}
