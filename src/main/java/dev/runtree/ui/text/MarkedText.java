package dev.runtree.ui.text;

import java.util.List;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;
import javafx.scene.shape.Path;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/** A text that wraps, with the words of a {@link Highlight} marked behind it. */
public final class MarkedText extends Region {
    private final Text text = new Text();
    private final TextFlow flow = new TextFlow(text);
    private final Path marks = new Path();
    private List<Highlight.Mark> places = List.of();

    public MarkedText() {
        getStyleClass().add("marked-text");
        text.getStyleClass().add("marked-words");
        marks.getStyleClass().add("text-marks");
        marks.setManaged(false);
        getChildren().addAll(marks, flow);
        setAccessibleRole(AccessibleRole.TEXT);
    }

    public void show(String words, Highlight highlight) {
        text.setText(words);
        places = highlight.in(words);
        setAccessibleText(words);
        requestLayout();
    }

    public String text() {
        return text.getText();
    }

    /** How many places are marked. */
    public int marked() {
        return places.size();
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computeMinWidth(double height) {
        return 0;
    }

    @Override
    protected double computePrefWidth(double height) {
        return Math.ceil(flow.prefWidth(-1));
    }

    @Override
    protected double computePrefHeight(double width) {
        return Math.ceil(flow.prefHeight(width));
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected void layoutChildren() {
        flow.resizeRelocate(0, 0, getWidth(), getHeight());
        marks.getElements().clear();
        if (!places.isEmpty()) {
            flow.layout();
            for (var place : places) {
                marks.getElements().addAll(flow.rangeShape(place.start(), place.end()));
            }
        }
    }
}
