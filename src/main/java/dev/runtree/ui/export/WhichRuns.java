package dev.runtree.ui.export;

import dev.runtree.model.Figures;
import dev.runtree.query.RunFilter;
import dev.runtree.ui.ChoiceWords;
import dev.runtree.ui.Messages;
import javafx.scene.control.ComboBox;

/** The choice between the runs that are selected and all that the filter finds. */
public final class WhichRuns extends ComboBox<Boolean> {

    /**
     * @param traces how many traces are selected; with none there is the filter alone
     * @param filter what the list shows
     */
    public WhichRuns(int traces, RunFilter filter) {
        setConverter(new ChoiceWords<>(all -> all ? all(filter) : selected(traces)));
        if (traces > 0) {
            getItems().add(Boolean.FALSE);
        }
        getItems().add(Boolean.TRUE);
        setValue(getItems().getFirst());
        setMaxWidth(Double.MAX_VALUE);
        setPrefWidth(0);
    }

    /** Whether all that the filter finds are meant. */
    public boolean ofFilter() {
        return getValue();
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
}
