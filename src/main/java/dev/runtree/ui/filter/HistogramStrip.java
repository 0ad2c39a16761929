package dev.runtree.ui.filter;

import dev.runtree.model.Figures;
import dev.runtree.query.RunFilter;
import dev.runtree.store.RunCourse;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Latest;
import java.time.Instant;
import java.util.function.BiConsumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** The strip above the runs: when they were, with what its colours mean. It asks while it is shown, and keeps what it has. */
final class HistogramStrip extends HBox {
    private static final Duration CALM = Duration.millis(400);

    private final HistogramView view;
    private final Latest latest;
    private final Label matching = new Label();
    private final Label all = new Label();
    private final Label note = new Label();
    private final BooleanProperty wanted = new SimpleBooleanProperty(true);
    private final BooleanProperty possible = new SimpleBooleanProperty(true);
    private RunFilter filter = RunFilter.ALL;
    private @Nullable RunQueries queries;

    /** @param chosen is given the first and the last moment of a range */
    HistogramStrip(Background background, BiConsumer<Instant, Instant> chosen) {
        latest = new Latest(background, CALM);
        view = new HistogramView(chosen);
        getStyleClass().add("histogram-strip");
        HBox.setHgrow(view, Priority.ALWAYS);
        var legend = new VBox(
                line("legend-matching", "filter.histogram.matching", matching),
                line("legend-all", "filter.histogram.every", all),
                note);
        legend.getStyleClass().add("histogram-legend");
        legend.setMinWidth(Region.USE_PREF_SIZE);
        note.getStyleClass().add("legend-note");
        getChildren().addAll(view, legend);
        managedProperty().bind(visibleProperty());
        visibleProperty().bind(wanted.and(possible));
        visibleProperty().subscribe(this::ask);
    }

    private static HBox line(String swatch, String key, Label count) {
        var box = new Region();
        box.getStyleClass().addAll("legend-swatch", swatch);
        var name = new Label(Messages.text(key));
        name.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(name, Priority.ALWAYS);
        count.getStyleClass().add("legend-count");
        var line = new HBox(box, name, count);
        line.getStyleClass().add("legend-line");
        return line;
    }

    /** Whether the reader wants to see it. */
    BooleanProperty wantedProperty() {
        return wanted;
    }

    /** Whether there is anything to be seen, and room for it. */
    BooleanProperty possibleProperty() {
        return possible;
    }

    HistogramView view() {
        return view;
    }

    void use(RunQueries now) {
        queries = now;
        ask();
    }

    void filter(RunFilter now) {
        filter = now;
        ask();
    }

    /** Runs have come or changed. */
    void refresh() {
        var asked = queries;
        if (asked != null && isVisible()) {
            latest.again(() -> asked.course(filter), this::show, failure -> {});
        }
    }

    private void ask() {
        var asked = queries;
        if (asked != null && isVisible()) {
            latest.askNow(asked.course(filter), this::show, failure -> {});
        }
    }

    private void show(RunCourse course) {
        view.show(course);
        matching.setText(Figures.count(course.matching()) + (course.isWhole() ? "" : "+"));
        all.setText(Figures.count(course.all()));
        if (filter.hasWords()) {
            note.setText(Messages.text("filter.histogram.wordless"));
            note.setTooltip(new Tooltip(Messages.text("filter.histogram.wordless.why")));
            return;
        }
        note.setText(
                course.isWhole()
                        ? Messages.text("filter.histogram.outliers")
                        : Messages.text("filter.histogram.newest", Figures.count(course.looked())));
        note.setTooltip(course.isWhole() ? null : new Tooltip(Messages.text("filter.histogram.newest.why")));
    }
}
