package dev.runtree.ui.redact;

import dev.runtree.ui.Messages;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A rule that can be on or off, how often it found something, and what can be done with it. */
final class RuleLine extends VBox {
    private static final PseudoClass SOME = PseudoClass.getPseudoClass("some");

    private final String rule;
    private final String title;
    private final CheckBox on;
    private final Label places = new Label();

    /**
     * @param rule its name in what is found
     * @param turned called when it is switched
     * @param more what stands behind it
     */
    RuleLine(String rule, String title, boolean isOn, Consumer<Boolean> turned, Node... more) {
        this.rule = rule;
        this.title = title;
        on = new CheckBox(title);
        on.setSelected(isOn);
        on.setMinWidth(0);
        on.setOnAction(event -> turned.accept(on.isSelected()));
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        places.getStyleClass().add("rule-places");
        places.setMinWidth(USE_PREF_SIZE);
        var line = new HBox(on, space, places);
        line.getStyleClass().add("rule-line");
        line.getChildren().addAll(more);
        getChildren().add(line);
        getStyleClass().add("rule");
        say(Findings.NONE);
    }

    void say(Findings findings) {
        boolean looks = on.isSelected();
        places.setText(looks ? findings.figure(rule) : "");
        places.pseudoClassStateChanged(SOME, findings.places(rule).orElse(0L) > 0);
        var words = looks ? findings.words(rule) : "";
        on.setAccessibleText(words.isEmpty() ? title : Messages.text("redact.rule.said", title, words));
    }

    /** Adds a line beneath: what it looks for, or why it is no rule. */
    void beneath(String text, String styleClass) {
        var label = new Label(text);
        label.getStyleClass().addAll("rule-beneath", styleClass);
        label.setTooltip(new Tooltip(text));
        getChildren().add(label);
    }

    /** Puts the focus on it. */
    void focus() {
        on.requestFocus();
    }
}
