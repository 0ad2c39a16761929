package dev.runtree.ui.aligned;

import java.util.List;
import javafx.geometry.Orientation;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;

/** What is told of a step: what went in beside what came out, or one above the other where that is too narrow. */
final class SectionsPane extends ScrollPane {
    private final VBox asked = column();
    private final VBox given = column();

    SectionsPane() {
        getStyleClass().addAll("aligned-sections", "detail-scroll");
        setFitToWidth(true);
        setContent(new Columns(asked, given));
    }

    private static VBox column() {
        var column = new VBox();
        column.getStyleClass().add("aligned-column");
        column.setMinWidth(0);
        return column;
    }

    void show(List<Section> sections) {
        asked.getChildren().clear();
        given.getChildren().clear();
        for (var section : sections) {
            (section.isAsked() ? asked : given).getChildren().add(SectionNodes.of(section));
        }
        setVvalue(0);
    }

    private static final class Columns extends Pane {
        private static final double BESIDE = 720;
        private static final double GAP = 24;

        private final VBox left;
        private final VBox right;

        Columns(VBox left, VBox right) {
            this.left = left;
            this.right = right;
            getStyleClass().add("aligned-columns");
            getChildren().setAll(left, right);
            setMinWidth(0);
        }

        @Override
        public Orientation getContentBias() {
            return Orientation.HORIZONTAL;
        }

        private boolean isBeside(double width) {
            return width >= BESIDE
                    && !left.getChildren().isEmpty()
                    && !right.getChildren().isEmpty();
        }

        private double inner(double width) {
            return Math.max(0, width - snappedLeftInset() - snappedRightInset());
        }

        @Override
        protected double computeMinWidth(double height) {
            return 0;
        }

        @Override
        protected double computePrefWidth(double height) {
            return BESIDE;
        }

        @Override
        protected double computePrefHeight(double width) {
            var inner = inner(width);
            var half = (inner - GAP) / 2;
            var tall = isBeside(width)
                    ? Math.max(left.prefHeight(half), right.prefHeight(half))
                    : left.prefHeight(inner) + between() + right.prefHeight(inner);
            return snappedTopInset() + tall + snappedBottomInset();
        }

        private double between() {
            return left.getChildren().isEmpty() || right.getChildren().isEmpty() ? 0 : GAP / 2;
        }

        @Override
        protected void layoutChildren() {
            var x = snappedLeftInset();
            var y = snappedTopInset();
            var inner = inner(getWidth());
            if (isBeside(getWidth())) {
                var half = snapSizeX((inner - GAP) / 2);
                left.resizeRelocate(x, y, half, left.prefHeight(half));
                right.resizeRelocate(x + half + GAP, y, half, right.prefHeight(half));
            } else {
                var tall = left.prefHeight(inner);
                left.resizeRelocate(x, y, inner, tall);
                right.resizeRelocate(x, y + tall + between(), inner, right.prefHeight(inner));
            }
        }
    }
}
