package dev.runtree.ui.watch;

import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A large figure under its name, and behind it how it changed. */
final class FigureLabel extends VBox {
    private static final PseudoClass WORSE = PseudoClass.getPseudoClass("worse");
    private static final PseudoClass BETTER = PseudoClass.getPseudoClass("better");

    private final Label figure = new Label();
    private final Label change = new Label();
    private final Label label;

    FigureLabel(String name) {
        label = new Label(name);
        label.getStyleClass().add("big-name");
        figure.getStyleClass().add("big-value");
        change.getStyleClass().add("big-change");
        for (var each : new Label[] {label, figure, change}) {
            each.setMinWidth(Region.USE_PREF_SIZE);
        }
        var line = new HBox(figure, change);
        line.setAlignment(Pos.BASELINE_LEFT);
        line.setSpacing(6);
        getChildren().addAll(label, line);
        getStyleClass().add("big");
    }

    /** Which way a change goes. */
    enum Trend {
        WORSE,
        BETTER,
        NEUTRAL;

        private static final double MUCH = 0.2;

        /** Of what had better be small: a fifth more or less is told apart, and what was nothing before. */
        static Trend ofSmall(double now, double before) {
            if (now == before) {
                return NEUTRAL;
            }
            if (before <= 0) {
                return WORSE;
            }
            var change = now / before - 1;
            return change >= MUCH ? WORSE : change <= -MUCH ? BETTER : NEUTRAL;
        }
    }

    void show(String value, String changed, Trend trend) {
        figure.setText(value.isEmpty() ? "–" : value);
        change.setText(changed);
        change.pseudoClassStateChanged(WORSE, trend == Trend.WORSE);
        change.pseudoClassStateChanged(BETTER, trend == Trend.BETTER);
    }

    void rename(String name) {
        label.setText(name);
    }

    /** The exact value. */
    void tell(String exact) {
        figure.setTooltip(exact.isEmpty() ? null : new Tooltip(exact));
    }
}
