package dev.runtree.ui.export;

import dev.runtree.model.Figures;
import dev.runtree.query.RunFilter;
import dev.runtree.ui.Messages;
import java.util.ArrayList;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/** Which runs become what: those that are selected or all that the filter finds, as traces or as training data. */
public final class ExportHead extends HBox {
    private final ComboBox<FileKind> kind = new ComboBox<>(FXCollections.observableArrayList(FileKind.values()));
    private final ComboBox<Boolean> ofFilter = new ComboBox<>();

    /**
     * @param traces how many traces are selected; with none there is the filter alone
     * @param filter what the list shows
     * @param before what was written the last time
     * @param changed called after each change
     */
    public ExportHead(int traces, RunFilter filter, FileKind before, Runnable changed) {
        getStyleClass().addAll("copy-line", "export-head");
        kind.setId("exportKind");
        kind.setConverter(words(FileKind::title));
        kind.setValue(before);
        ofFilter.setId("exportRuns");
        ofFilter.setConverter(words(all -> all ? all(filter) : selected(traces)));
        List<Boolean> ways = new ArrayList<>();
        if (traces > 0) {
            ways.add(Boolean.FALSE);
        }
        ways.add(Boolean.TRUE);
        ofFilter.getItems().setAll(ways);
        ofFilter.setValue(ways.getFirst());
        ofFilter.setMaxWidth(Double.MAX_VALUE);
        ofFilter.setPrefWidth(0);
        HBox.setHgrow(ofFilter, Priority.ALWAYS);
        getChildren().addAll(label("export.kind", kind), kind, label("export.runs", ofFilter), ofFilter);
        kind.valueProperty().subscribe((was, now) -> changed.run());
        ofFilter.valueProperty().subscribe((was, now) -> changed.run());
    }

    private static Label label(String key, ComboBox<?> of) {
        var label = new Label(Messages.text(key));
        label.setLabelFor(of);
        label.setMinWidth(USE_PREF_SIZE);
        of.setAccessibleText(label.getText());
        return label;
    }

    private static String selected(int traces) {
        return traces == 1
                ? Messages.text("export.runs.selected.one")
                : Messages.text("export.runs.selected", Figures.count(traces));
    }

    private static String all(RunFilter filter) {
        return filter.equals(RunFilter.ALL)
                ? Messages.text("export.runs.all")
                : Messages.text("export.runs.filter", filter.print());
    }

    private static <T> StringConverter<T> words(java.util.function.Function<T, String> words) {
        return new StringConverter<>() {
            @Override
            public String toString(@Nullable T value) {
                return value == null ? "" : words.apply(value);
            }

            @Override
            public @Nullable T fromString(String text) {
                return null;
            }
        };
    }

    /** What they become. */
    public FileKind kind() {
        return kind.getValue();
    }

    /** Whether all that the filter finds are meant. */
    public boolean ofFilter() {
        return ofFilter.getValue();
    }

    /** Where the keyboard goes on. */
    public void focus() {
        kind.requestFocus();
    }
}
