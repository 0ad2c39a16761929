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
    private @Nullable TextFlow flow;

    public WrappedLabel() {
        this("");
    }

    public WrappedLabel(String text) {
        setWrapText(true);
        textProperty().subscribe(this::say);
        setText(text);
    }

    private void say(@Nullable String text) {
        if (text != null && (RightToLeft.isIn(text) || RightToLeft.turns(text))) {
            flow = new TextFlow(
                    RightToLeft.pieces(text).stream().map(this::piece).toArray(Text[]::new));
            flow.setNodeOrientation(
                    RightToLeft.leads(text) ? NodeOrientation.RIGHT_TO_LEFT : NodeOrientation.LEFT_TO_RIGHT);
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
        return flow == null || width <= 0 ? super.computePrefHeight(width) : around(flow.prefHeight(inside(width)));
    }

    @Override
    protected double computeMinHeight(double width) {
        return flow == null ? super.computeMinHeight(width) : computePrefHeight(width);
    }

    @Override
    protected double computeMinWidth(double height) {
        return flow == null ? super.computeMinWidth(height) : 0;
    }

    private double inside(double width) {
        return Math.max(1, width - snappedLeftInset() - snappedRightInset());
    }

    private double around(double height) {
        return height + snappedTopInset() + snappedBottomInset();
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        if (flow != null) {
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
