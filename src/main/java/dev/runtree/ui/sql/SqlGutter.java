package dev.runtree.ui.sql;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.geometry.VPos;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;

/** The numbers of the lines beside what is written, and a bar along the statement that would be run. */
final class SqlGutter extends Pane {
    private static final double MARGIN = 10;
    private static final double BAR = 3;

    private final Text numbers = new Text("1");
    private final Rectangle bar = new Rectangle(BAR, 0);
    private final Rectangle clip = new Rectangle();
    private int lines = 1;

    SqlGutter(FieldLines spaced) {
        numbers.setLineSpacing(spaced.spacing());
        getStyleClass().add("sql-gutter");
        setMouseTransparent(true);
        numbers.getStyleClass().add("sql-line-numbers");
        numbers.setTextOrigin(VPos.TOP);
        numbers.setTextAlignment(TextAlignment.RIGHT);
        numbers.setManaged(false);
        bar.getStyleClass().add("sql-statement-bar");
        bar.setManaged(false);
        getChildren().addAll(bar, numbers);
        clip.widthProperty().bind(widthProperty());
        clip.heightProperty().bind(heightProperty());
        setClip(clip);
    }

    void lines(int count) {
        if (count != lines) {
            lines = count;
            numbers.setText(
                    IntStream.rangeClosed(1, count).mapToObj(Integer::toString).collect(Collectors.joining("\n")));
            requestLayout();
        }
    }

    /** @param first of the lines of the statement, from 0; -1 for none */
    void statement(int first, int last) {
        var height = numbers.getLayoutBounds().getHeight() / lines;
        bar.setVisible(first >= 0);
        bar.setHeight(Math.max(0, (last - first + 1) * height));
        bar.setTranslateY(Math.max(0, first) * height);
    }

    /** @param top where the first line begins */
    void scroll(double top) {
        numbers.setLayoutY(top);
        bar.setLayoutY(top);
    }

    @Override
    protected void layoutChildren() {
        numbers.setLayoutX(getWidth() - MARGIN - numbers.getLayoutBounds().getWidth());
        bar.setLayoutX(getWidth() - BAR);
    }

    @Override
    protected double computePrefWidth(double height) {
        return Math.max(36, Math.ceil(numbers.getLayoutBounds().getWidth()) + 2 * MARGIN);
    }

    @Override
    protected double computeMinHeight(double width) {
        return 0;
    }

    @Override
    protected double computePrefHeight(double width) {
        return 0;
    }
}
