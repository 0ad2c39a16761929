package dev.runtree.ui.alerts;

import javafx.css.PseudoClass;
import javafx.scene.control.Label;

/** The line beneath a page that says what came of what was asked for. */
final class Said extends Label {
    private static final PseudoClass GOOD = PseudoClass.getPseudoClass("good");
    private static final PseudoClass BAD = PseudoClass.getPseudoClass("bad");

    Said() {
        getStyleClass().add("connect-result");
        setWrapText(true);
        setMaxWidth(Double.MAX_VALUE);
        setMinHeight(USE_PREF_SIZE);
        managedProperty().bind(textProperty().isNotEmpty());
    }

    void clear() {
        say("", false, false);
    }

    void good(String text) {
        say(text, true, false);
    }

    void bad(String text) {
        say(text, false, true);
    }

    private void say(String text, boolean isGood, boolean isBad) {
        setText(text);
        pseudoClassStateChanged(GOOD, isGood);
        pseudoClassStateChanged(BAD, isBad);
    }
}
