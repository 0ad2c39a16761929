package dev.runtree.ui.targets;

import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import org.jspecify.annotations.Nullable;

/** The line beneath a form that says what came of what was asked for. */
final class Outcome extends Label {
    private static final PseudoClass GOOD = PseudoClass.getPseudoClass("good");
    private static final PseudoClass BAD = PseudoClass.getPseudoClass("bad");

    Outcome() {
        getStyleClass().add("connect-result");
        setWrapText(true);
        setMaxWidth(Double.MAX_VALUE);
        setMinHeight(USE_PREF_SIZE);
        managedProperty().bind(textProperty().isNotEmpty());
    }

    void clear() {
        say("", null);
    }

    void bad(String text) {
        say(text, BAD);
    }

    /** What came back from a target that was tried. */
    void tell(KnownTargets.Told told) {
        say(told.text(), told.isTaken() ? GOOD : BAD);
    }

    private void say(String text, @Nullable PseudoClass kind) {
        setText(text);
        pseudoClassStateChanged(GOOD, GOOD.equals(kind));
        pseudoClassStateChanged(BAD, BAD.equals(kind));
    }
}
