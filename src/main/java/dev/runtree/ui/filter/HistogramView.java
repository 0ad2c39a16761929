package dev.runtree.ui.filter;

import dev.runtree.model.Figures;
import dev.runtree.model.SpanId;
import dev.runtree.store.RunCourse;
import dev.runtree.ui.CrispCanvas;
import dev.runtree.ui.Messages;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.css.CssMetaData;
import javafx.css.Styleable;
import javafx.css.StyleableProperty;
import javafx.css.StyleablePropertyFactory;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Runs over time: a bar for each stretch. Dragging over bars, a click on one, or the arrow keys with Shift and Enter choose a
 * range of time. A click on a diamond chooses the run that stands out there.
 */
final class HistogramView extends Region {
    private static final StyleablePropertyFactory<HistogramView> STYLES =
            new StyleablePropertyFactory<>(Region.getClassCssMetaData());
    static final double HEIGHT = 56;
    private static final double TOP = 12;
    private static final double BOTTOM = 15;
    private static final double LEFT = 10;
    private static final double NEAR = 6;

    private final StyleableProperty<Color> allColor = color("all");
    private final StyleableProperty<Color> matchingColor = color("matching");
    private final StyleableProperty<Color> errorColor = color("error");
    private final StyleableProperty<Color> outlierColor = color("outlier");
    private final StyleableProperty<Color> accentColor = color("accent");
    private final StyleableProperty<Color> textColor = color("text");
    private final CrispCanvas canvas = new CrispCanvas();
    private final Tooltip tooltip = new Tooltip();
    private final BiConsumer<Instant, Instant> chosen;
    private Consumer<SpanId> opened = run -> {};
    private RunCourse course = RunCourse.NONE;
    private @Nullable Instant selected;
    private int cursor = -1;
    private int anchor = -1;
    private boolean drags;

    /** @param chosen is given the first and the last moment of a range */
    HistogramView(BiConsumer<Instant, Instant> chosen) {
        this.chosen = chosen;
        getStyleClass().add("histogram");
        getChildren().add(canvas);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.NODE);
        setMinHeight(HEIGHT);
        setPrefHeight(HEIGHT);
        tooltip.setShowDelay(Duration.millis(150));
        tooltip.setHideDelay(Duration.millis(80));
        Tooltip.install(this, tooltip);
        focusedProperty().subscribe(now -> paint());
        setOnMousePressed(this::pressed);
        setOnMouseDragged(this::dragged);
        setOnMouseReleased(this::released);
        setOnMouseMoved(event -> tooltip.setText(told(event)));
        setOnKeyPressed(this::keyPressed);
    }

    private StyleableProperty<Color> color(String name) {
        var color = STYLES.createStyleableColorProperty(
                this, name, "-rt-histogram-" + name, view -> view.colorOf(name), Color.GRAY);
        if (color instanceof ObservableValue<?> changing) {
            changing.subscribe(this::requestLayout);
        }
        return color;
    }

    private StyleableProperty<Color> colorOf(String name) {
        return switch (name) {
            case "all" -> allColor;
            case "matching" -> matchingColor;
            case "error" -> errorColor;
            case "outlier" -> outlierColor;
            case "accent" -> accentColor;
            default -> textColor;
        };
    }

    @Override
    public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
        return STYLES.getCssMetaData();
    }

    /** @param handler is given a run whose diamond was clicked */
    void onOpened(Consumer<SpanId> handler) {
        opened = handler;
    }

    void show(RunCourse shown) {
        boolean sameBars = shown.since().equals(course.since())
                && shown.width().equals(course.width())
                && shown.buckets().size() == course.buckets().size();
        course = shown;
        if (!sameBars && !drags) {
            anchor = -1;
            cursor = -1;
        }
        say();
        paint();
    }

    /** Where the run that is read lies. */
    void select(@Nullable Instant start) {
        selected = start;
        paint();
    }

    private HistogramScale scale() {
        return new HistogramScale(
                course, Math.max(0, getWidth() - 2 * LEFT), HEIGHT - TOP - BOTTOM, ZoneId.systemDefault());
    }

    private void pressed(MouseEvent event) {
        requestFocus();
        if (!course.buckets().isEmpty() && outlier(event) == null) {
            anchor = scale().bucket(event.getX() - LEFT);
            cursor = anchor;
            drags = true;
            paint();
        }
        event.consume();
    }

    private void dragged(MouseEvent event) {
        if (drags) {
            cursor = scale().bucket(event.getX() - LEFT);
            say();
            tooltip.setText(words(Math.min(anchor, cursor), Math.max(anchor, cursor)));
            paint();
        }
    }

    private void released(MouseEvent event) {
        var run = outlier(event);
        if (drags) {
            drags = false;
            choose();
        } else if (run != null) {
            opened.accept(run.run());
        }
    }

    private void choose() {
        if (cursor < 0) {
            return;
        }
        int first = Math.min(anchor, cursor);
        int last = Math.max(anchor, cursor);
        anchor = -1;
        cursor = -1;
        chosen.accept(course.start(first), course.start(last + 1).minus(1, ChronoUnit.MICROS));
    }

    private void keyPressed(KeyEvent event) {
        int last = course.buckets().size() - 1;
        if (last < 0 || event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        switch (event.getCode()) {
            case LEFT -> move(cursor < 0 ? last : Math.max(0, cursor - 1), event.isShiftDown());
            case RIGHT -> move(cursor < 0 ? 0 : Math.min(last, cursor + 1), event.isShiftDown());
            case HOME -> move(0, event.isShiftDown());
            case END -> move(last, event.isShiftDown());
            case ENTER, SPACE -> choose();
            case ESCAPE -> {
                if (cursor < 0) {
                    return;
                }
                anchor = -1;
                cursor = -1;
                drags = false;
                paint();
            }
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void move(int to, boolean extends_) {
        cursor = to;
        anchor = extends_ && anchor >= 0 ? anchor : to;
        say();
        paint();
    }

    /** The words of what the cursor stands on, and what is told of it to who does not see. */
    private void say() {
        setAccessibleText(
                cursor >= 0
                        ? words(Math.min(anchor, cursor), Math.max(anchor, cursor))
                        : Messages.text("filter.histogram", Figures.counted(course.matching(), "run")));
        notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
    }

    private String words(int first, int last) {
        long matching = 0;
        long errors = 0;
        for (int i = first; i <= Math.min(last, course.buckets().size() - 1); i++) {
            matching += course.buckets().get(i).matching();
            errors += course.buckets().get(i).errors();
        }
        return scale().span(first, last) + ": " + Figures.counted(matching, "run")
                + (errors > 0 ? ", " + Figures.counted(errors, "error") : "");
    }

    private String told(MouseEvent event) {
        if (course.buckets().isEmpty()) {
            return Messages.text("filter.histogram.none");
        }
        var run = outlier(event);
        if (run != null) {
            String cost = Figures.cost(run.cost());
            return Messages.text(
                    run.isSlow() && run.isDear()
                            ? "filter.histogram.both"
                            : run.isSlow() ? "filter.histogram.slow" : "filter.histogram.dear",
                    Figures.duration(run.millis() * 1_000_000),
                    cost == null ? "" : cost);
        }
        int bucket = scale().bucket(event.getX() - LEFT);
        long all = course.buckets().get(bucket).all();
        return words(bucket, bucket) + "\n" + Messages.counted(all, "filter.histogram.one", "filter.histogram.all");
    }

    private RunCourse.@Nullable Outlier outlier(MouseEvent event) {
        if (event.getY() > TOP + 2) {
            return null;
        }
        var scale = scale();
        return course.outliers().stream()
                .filter(each -> Math.abs(scale.x(each.start()) + LEFT - event.getX()) <= NEAR)
                .findFirst()
                .orElse(null);
    }

    @Override
    protected void layoutChildren() {
        canvas.fit(getWidth(), HEIGHT);
        paint();
    }

    private void paint() {
        new HistogramPainter(canvas.getGraphicsContext2D(), scale(), LEFT, TOP, HEIGHT)
                .paint(
                        new HistogramPainter.Colors(
                                allColor.getValue(),
                                matchingColor.getValue(),
                                errorColor.getValue(),
                                outlierColor.getValue(),
                                accentColor.getValue(),
                                textColor.getValue()),
                        new HistogramPainter.Marks(
                                selected, Math.min(anchor, cursor), Math.max(anchor, cursor), isFocused()));
    }
}
