package dev.runtree.ui.runs;

import dev.runtree.model.Run;
import dev.runtree.store.RunMarks;
import dev.runtree.ui.runs.ColumnPlaces.Place;
import java.time.Instant;
import java.util.function.Supplier;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

/** A run in a wide list: one line, a column each. */
final class RunLine extends RowPlacing implements RunRow {
    private static final double GAP = 10;
    private static final double FIGURE = 60;

    private final RunFields fields;
    private final Supplier<ColumnPlaces> places;

    RunLine(FilterBy filterBy, Supplier<ColumnPlaces> places) {
        this.places = places;
        fields = new RunFields(filterBy);
        getStyleClass().addAll("run-lines", "run-line");
        getChildren().addAll(fields.nodes());
    }

    @Override
    public void show(Run run, RunMarks marks, RunScale scale, Instant now) {
        fields.nodes().forEach(node -> node.setVisible(true));
        fields.show(run, marks, scale, now);
        fields.ago.setVisible(false);
        requestLayout();
    }

    @Override
    public void said(@Nullable Snippet snippet) {
        SnippetLine.decorate(fields.input, snippet);
    }

    @Override
    protected void layoutChildren() {
        var at = places.get();
        double middle = Math.rint(getHeight() / 2);
        for (var column : RunColumn.values()) {
            at.of(column).ifPresentOrElse(place -> layout(place, middle), () -> away(column));
        }
    }

    private void layout(Place place, double middle) {
        double start = place.start();
        double width = place.width() - GAP;
        double end = place.start() + width;
        switch (place.column()) {
            case STATUS -> center(fields.status, start, width, middle);
            case STAR -> {
                center(fields.star, start, 14, middle);
                center(fields.note, start + 17, 14, middle);
            }
            case NAME -> layoutName(start, end, middle);
            case INPUT -> place(fields.input, start, width, middle);
            case OUTPUT -> place(fields.output, start, width, middle);
            case USER -> place(fields.user, start, width, middle);
            case SESSION -> place(fields.session, start, width, middle);
            case MODEL -> place(fields.model, start, width, middle);
            case TOKENS -> right(fields.tokens, end, middle);
            case COST -> right(fields.cost, end, middle);
            case DURATION -> {
                right(fields.duration, start + FIGURE, middle);
                double length = Math.max(0, width - FIGURE - 8);
                bar(fields, start + FIGURE + 8, length, middle);
                fields.track.setVisible(length > 12);
                fields.bar.setVisible(length > 12);
            }
            case STARTED -> right(fields.started, end, middle);
            case TAGS -> tags(fields, start, width, middle);
        }
    }

    private void layoutName(double start, double end, double middle) {
        center(fields.kind, start, 14, middle);
        double badge = fields.errors.isVisible() ? fields.errors.prefWidth(-1) + 6 : 0;
        double from = start + 20;
        double name = Math.max(0, Math.min(fields.name.prefWidth(-1), end - from - badge));
        place(fields.name, from, name, middle);
        place(fields.errors, from + name + 6, fields.errors.prefWidth(-1), middle);
    }

    private void away(RunColumn column) {
        switch (column) {
            case STATUS -> hide(fields.status);
            case STAR -> hide(fields.star, fields.note);
            case NAME -> hide(fields.kind, fields.name, fields.errors);
            case INPUT -> hide(fields.input);
            case OUTPUT -> hide(fields.output);
            case USER -> hide(fields.user);
            case SESSION -> hide(fields.session);
            case MODEL -> hide(fields.model);
            case TOKENS -> hide(fields.tokens);
            case COST -> hide(fields.cost);
            case DURATION -> hide(fields.duration, fields.track, fields.bar);
            case STARTED -> hide(fields.started);
            case TAGS -> hide(fields.tags);
        }
    }

    private static void hide(Node... nodes) {
        for (Node node : nodes) {
            node.setVisible(false);
        }
    }
}
