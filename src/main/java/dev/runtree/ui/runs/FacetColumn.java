package dev.runtree.ui.runs;

import dev.runtree.model.Figures;
import dev.runtree.store.Facets.Value;
import dev.runtree.ui.Messages;
import dev.runtree.ui.OneLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final Label head = new Label();
    private final Map<String, Row> rows = new HashMap<>();
    private List<Value> values = List.of();
    private int left;
    private boolean all;

    FacetColumn(String title, boolean failures, Taker taker) {
        this.title = title;
        this.failures = failures;
        this.taker = taker;
        getStyleClass().add("facet");
        head.getStyleClass().add("facet-title");
    }

    void setWide(double width) {
        setPrefWidth(width);
        setMinWidth(width);
        setMaxWidth(width);
    }

    boolean isEmpty() {
        return values.isEmpty() && left == 0;
    }

    /** @param without so many runs, of which it is not known */
    void show(List<Value> now, int without) {
        if (now.equals(values) && without == left && !getChildren().isEmpty()) {
            return;
        }
        values = now;
        left = without;
        fill();
    }

    private String told() {
        return switch (left) {
            case 0 -> title;
            case 1 -> Messages.text("facets.without.one", title);
            default -> Messages.text("facets.without", title, Figures.count(left));
        };
    }

    /** The row of a value stays as long as the value does, and with it the focus. */
    private void fill() {
        head.setText(told());
        head.setTooltip(left == 0 ? null : new Tooltip(head.getText()));
        var nodes = new ArrayList<Node>();
        nodes.add(head);
        int shown = all ? MANY : values.size() <= FEW ? FEW : FEW - 1;
        int most = values.isEmpty() ? 1 : values.getFirst().runs();
        var now = values.stream().limit(shown).toList();
        rows.keySet().retainAll(now.stream().map(FacetColumn::key).toList());
        for (var value : now) {
            var row = rows.computeIfAbsent(key(value), any -> new Row(value));
            row.count(value, most);
            nodes.add(row);
        }
        if (values.size() > shown) {
            var more = new Button(Messages.text("facets.more", Figures.count(values.size() - shown)));
            more.getStyleClass().setAll("facet-more");
            more.setDisable(all);
            more.setOnAction(event -> {
                all = true;
                fill();
            });
            nodes.add(more);
        }
        arrange(nodes);
    }

    private static String key(Value value) {
        return value.key() + ':' + value.value();
    }

    /** A node that is taken out and put back loses the focus; it is given back. */
    private void arrange(List<Node> nodes) {
        var focused = nodes.stream().filter(Node::isFocused).findFirst();
        if (!getChildren().equals(nodes)) {
            getChildren().setAll(nodes);
            focused.ifPresent(Node::requestFocus);
        }
    }

    /** A value with its count and a bar as long as its share of the most frequent one. */
    private final class Row extends Region {
        private final Region bar = new Region();
        private final Label word = new Label();
        private final Label count = new Label();
        private double share;

        Row(Value value) {
            getStyleClass().add("facet-row");
            bar.getStyleClass().add("facet-bar");
            word.setText(OneLine.of(value.value()));
            word.getStyleClass().add(failures ? "facet-failure" : "facet-value");
            count.getStyleClass().add("facet-count");
            getChildren().addAll(bar, word, count);
            setFocusTraversable(true);
            setAccessibleRole(javafx.scene.AccessibleRole.BUTTON);
            Tooltip.install(this, new Tooltip(Messages.text("facets.tip", value.value())));
            setOnMouseClicked((MouseEvent event) -> taker.take(value, event.isAltDown()));
            setOnKeyPressed((KeyEvent event) -> {
                if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
                    taker.take(value, event.isAltDown());
                    event.consume();
                }
            });
        }

        void count(Value value, int most) {
            share = (double) value.runs() / most;
            count.setText(Figures.count(value.runs()));
            setAccessibleText(Messages.text("facets.spoken", title, value.value(), count.getText()));
            requestLayout();
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
