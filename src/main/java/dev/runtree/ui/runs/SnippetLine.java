package dev.runtree.ui.runs;

import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** A {@link Snippet} in one line: the words are always in sight, marked, and what stands around them as far as there is room. */
final class SnippetLine extends Region {
    /** What stands before the words has so much of the room at most. */
    private static final double BEFORE = 0.4;

    private final Label before = new Label();
    private final Label words = new Label();
    private final Label behind = new Label();

    private SnippetLine(Label in) {
        getStyleClass().add("snippet");
        before.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
        words.getStyleClass().add("snippet-words");
        getChildren().addAll(before, words, behind);
        prefWidthProperty().bind(in.widthProperty());
        setMinWidth(0);
    }

    /** Shows a snippet in the place of a label's text; {@code null} shows the text again. */
    static void decorate(Label label, @Nullable Snippet snippet) {
        if (snippet == null) {
            label.setGraphic(null);
            label.setContentDisplay(ContentDisplay.LEFT);
            return;
        }
        var line = label.getGraphic() instanceof SnippetLine there ? there : new SnippetLine(label);
        line.before.setText(snippet.before());
        line.words.setText(snippet.words());
        line.behind.setText(snippet.behind());
        line.requestLayout();
        label.setGraphic(line);
        label.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    }

    @Override
    protected double computePrefHeight(double width) {
        return words.prefHeight(-1);
    }

    @Override
    protected void layoutChildren() {
        double height = words.prefHeight(-1);
        double top = snapPositionY((getHeight() - height) / 2);
        double middle = Math.min(words.prefWidth(-1), getWidth());
        double room = getWidth() - middle;
        double behindWants = behind.prefWidth(-1);
        double most = Math.max(BEFORE * room, room - behindWants);
        double first = Math.min(before.prefWidth(-1), most);
        before.resizeRelocate(0, top, snapSizeX(first), height);
        words.resizeRelocate(snapPositionX(first), top, middle, height);
        behind.resizeRelocate(snapPositionX(first + middle), top, Math.max(0, room - first), height);
    }
}
