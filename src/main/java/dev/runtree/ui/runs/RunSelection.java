package dev.runtree.ui.runs;

import dev.runtree.model.Run;
import dev.runtree.model.SpanId;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.control.ListView;
import javafx.scene.control.MultipleSelectionModel;
import org.jspecify.annotations.Nullable;

/** Which runs are selected, and which of them is shown: the one that was selected last. It stays through changes of the list. */
final class RunSelection {
    /** So many rows stay above one that is walked to. */
    private static final int ABOVE = 3;

    private final ListView<Run> list;
    private final ObservableList<Run> runs;
    private final MultipleSelectionModel<Run> model;
    private final Consumer<@Nullable Run> chosen;
    private @Nullable Run current;

    /** @param chosen told of the run that is to be shown, and of any other change with {@code null} */
    RunSelection(ListView<Run> list, ObservableList<Run> runs, Consumer<@Nullable Run> chosen) {
        this.list = list;
        this.runs = runs;
        this.chosen = chosen;
        model = list.getSelectionModel();
        model.selectedItemProperty().subscribe(this::show);
        model.getSelectedIndices().addListener((ListChangeListener<Integer>) change -> chosen.accept(null));
    }

    private void show(@Nullable Run run) {
        if (run != null && !run.equals(current)) {
            current = run;
            chosen.accept(run);
        }
    }

    @Nullable Run shown() {
        return model.getSelectedItem();
    }

    List<Run> all() {
        return model.getSelectedItems().stream().filter(Objects::nonNull).toList();
    }

    int size() {
        return model.getSelectedIndices().size();
    }

    void selectAll() {
        // The first one is shown before as after: selecting all would show the last.
        var before = current;
        model.selectAll();
        if (before != null) {
            int place = place(before.id());
            if (place >= 0) {
                model.select(place);
            }
        }
    }

    void selectAt(int place) {
        if (place >= 0 && place < runs.size()) {
            model.clearAndSelect(place);
        }
    }

    void step(int by) {
        int place = model.getSelectedIndex() + by;
        if (place >= 0 && place < runs.size()) {
            model.clearAndSelect(place);
            list.scrollTo(Math.max(0, place - ABOVE));
        }
    }

    /** Shows a run, also one that is not in the list. */
    void select(Run run) {
        show(run);
        model.clearSelection();
        selectAt(place(run.id()));
    }

    /** The list has changed: the run that is shown is selected in it again. */
    void keep() {
        var run = current;
        if (run != null && model.getSelectedItem() == null) {
            selectAt(place(run.id()));
        }
    }

    /** Selects the nearest run that stays, if the one that is shown goes. */
    void moveOff(Predicate<Run> going) {
        int place = model.getSelectedIndex();
        if (place < 0 || !going.test(runs.get(place))) {
            return;
        }
        for (int at = place + 1; at < runs.size(); at++) {
            if (!going.test(runs.get(at))) {
                model.clearAndSelect(at);
                return;
            }
        }
        for (int at = place - 1; at >= 0; at--) {
            if (!going.test(runs.get(at))) {
                model.clearAndSelect(at);
                return;
            }
        }
        forget();
    }

    void forget() {
        current = null;
        model.clearSelection();
    }

    private int place(SpanId id) {
        for (int i = 0; i < runs.size(); i++) {
            if (runs.get(i).id().equals(id)) {
                return i;
            }
        }
        return -1;
    }
}
