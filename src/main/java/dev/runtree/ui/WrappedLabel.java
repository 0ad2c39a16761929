package dev.runtree.ui;

import javafx.geometry.NodeOrientation;
import javafx.scene.AccessibleAttribute;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.jspecify.annotations.Nullable;

/** A label of any script whose words wrap; see {@link RightToLeft}. */
public final class WrappedLabel extends Label {
    private static final double ONE_LINE = 1_000_000;

    private @Nullable TextFlow flow;
    private double widest = -1;

    public WrappedLabel() {
        this("");
    }

    public WrappedLabel(String text) {
        setWrapText(true);
        textProperty().subscribe(this::say);
        fontProperty().subscribe(() -> widest = -1);
        setText(text);
    }

    private void say(@Nullable String text) {
        widest = -1;
        if (text != null && (RightToLeft.isIn(text) || RightToLeft.turns(text))) {
            flow = new TextFlow(
                    RightToLeft.pieces(text).stream().map(this::piece).toArray(Text[]::new));
            flow.setNodeOrientation(
                    RightToLeft.leads(text) ? NodeOrientation.RIGHT_TO_LEFT : NodeOrientation.LEFT_TO_RIGHT);
            flow.resize(ONE_LINE, 1);
            setGraphic(flow);
            setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        } else if (flow != null) {
            flow = null;
            setGraphic(null);
            setContentDisplay(ContentDisplay.LEFT);
        }
    }

    private Text piece(String words) {
        var piece = new Text(RightToLeft.tame(words));
        piece.fontProperty().bind(fontProperty());
        piece.fillProperty().bind(textFillProperty());
        return piece;
    }

    @Override
    protected double computePrefHeight(double width) {
        return flow == null ? super.computePrefHeight(width) : around(flow.prefHeight(inside(width)));
    }

    @Override
    protected double computeMinHeight(double width) {
        return flow == null ? super.computeMinHeight(width) : computePrefHeight(width);
    }

    @Override
    protected double computeMinWidth(double height) {
        return flow == null ? super.computeMinWidth(height) : 0;
    }

    /** Not narrower than its widest word, which JavaFX must not break; on one line where the width is not known. */
    private double inside(double width) {
        if (width < 0) {
            return ONE_LINE;
        }
        return Math.max(widest(), width - snappedLeftInset() - snappedRightInset());
    }

    private double widest() {
        if (widest < 0) {
            // Not those in the flow: to ask one of them lays the flow out, at whatever width it has.
            var measured = new Text();
            measured.setFont(getFont());
            widest = RightToLeft.pieces(getText()).stream()
                    .mapToDouble(word -> {
                        measured.setText(word);
                        return Math.ceil(measured.getLayoutBounds().getWidth());
                    })
                    .max()
                    .orElse(1);
        }
        return widest;
    }

    private double around(double height) {
        return height + snappedTopInset() + snappedBottomInset();
    }

    @Override
    protected void layoutChildren() {
        if (flow == null) {
            super.layoutChildren();
        } else {
            var width = inside(getWidth());
            flow.resizeRelocate(snappedLeftInset(), snappedTopInset(), width, flow.prefHeight(width));
        }
    }

    @Override
    public Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
        return attribute == AccessibleAttribute.TEXT && getAccessibleText() == null
                ? getText()
                : super.queryAccessibleAttribute(attribute, parameters);
    }
}
