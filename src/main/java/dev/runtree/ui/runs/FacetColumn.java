package dev.runtree.ui.runs;

import dev.runtree.model.Figures;
import dev.runtree.store.Facets.Value;
import dev.runtree.ui.Messages;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The values of one kind and how many runs have each; the most frequent ones, until the reader wants more. */
final class FacetColumn extends VBox {
    private static final int FEW = 5;
    private static final int MANY = 50;

    /** Takes a value into the filter. */
    interface Taker {
        void take(Value value, boolean without);
    }

    private final String title;
    private final boolean failures;
    private final Taker taker;
    private List<Value> values = List.of();
    private boolean all;

    FacetColumn(String title, boolean failures, Taker taker) {
        this.title = title;
        this.failures = failures;
        this.taker = taker;
        getStyleClass().add("facet");
    }

    void setWide(double width) {
        setPrefWidth(width);
        setMinWidth(width);
        setMaxWidth(width);
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    void show(List<Value> now) {
        if (now.equals(values) && !getChildren().isEmpty()) {
            return;
        }
        values = now;
        fill();
    }

    private void fill() {
        var head = new Label(title);
        head.getStyleClass().add("facet-title");
        var rows = new ArrayList<Node>();
        rows.add(head);
        int shown = all ? MANY : values.size() <= FEW ? FEW : FEW - 1;
        int most = values.isEmpty() ? 1 : values.getFirst().runs();
        values.stream().limit(shown).map(value -> new Row(value, most)).forEach(rows::add);
        if (values.size() > shown) {
            var more = new Button(Messages.text("facets.more", Figures.count(values.size() - shown)));
            more.getStyleClass().setAll("facet-more");
            more.setDisable(all);
            more.setOnAction(event -> {
                all = true;
                fill();
            });
            rows.add(more);
        }
        getChildren().setAll(rows);
    }

    /** A value with its count and a bar as long as its share of the most frequent one. */
    private final class Row extends Region {
        private final Region bar = new Region();
        private final Label word = new Label();
        private final Label count = new Label();
        private final double share;

        Row(Value value, int most) {
            share = (double) value.runs() / most;
            getStyleClass().add("facet-row");
            bar.getStyleClass().add("facet-bar");
            word.setText(value.value());
            word.getStyleClass().add(failures ? "facet-failure" : "facet-value");
            count.setText(Figures.count(value.runs()));
            count.getStyleClass().add("facet-count");
            getChildren().addAll(bar, word, count);
            setFocusTraversable(true);
            setAccessibleRole(javafx.scene.AccessibleRole.BUTTON);
            setAccessibleText(Messages.text("facets.spoken", title, value.value(), count.getText()));
            Tooltip.install(this, new Tooltip(Messages.text("facets.tip", value.value())));
            setOnMouseClicked((MouseEvent event) -> taker.take(value, event.isAltDown()));
            setOnKeyPressed((KeyEvent event) -> {
                if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
                    taker.take(value, event.isAltDown());
                    event.consume();
                }
            });
        }

        @Override
        public void executeAccessibleAction(javafx.scene.AccessibleAction action, Object... parameters) {
            if (action == javafx.scene.AccessibleAction.FIRE) {
                requestFocus();
                taker.take(values.get(getParent().getChildrenUnmodifiable().indexOf(this) - 1), false);
            } else {
                super.executeAccessibleAction(action, parameters);
            }
        }

        @Override
        protected void layoutChildren() {
            double width = getWidth();
            double height = getHeight();
            double figure = count.prefWidth(-1);
            bar.resizeRelocate(0, 1, Math.max(2, Math.rint((width - 30) * share)), height - 2);
            double text = Math.max(0, width - figure - 12);
            word.resizeRelocate(4, 0, Math.min(text, word.prefWidth(-1)), height);
            count.resizeRelocate(snapPositionX(width - figure), 0, figure, height);
        }

        @Override
        protected double computePrefHeight(double width) {
            return 20;
        }
    }
}
