package dev.runtree.ui.filter;

import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import dev.runtree.ui.RightToLeft;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** A finished piece of the filter. A click or Enter makes it text again where it stands, its cross or Delete removes it. */
final class Chip extends HBox {
    static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");
    private static final int LONGEST = 220;
    private static final int LONG_TEXT = 28;

    private final String term;

    Chip(String term, Runnable edit, Runnable remove) {
        this.term = term;
        getStyleClass().add("chip");
        setAccessibleRole(AccessibleRole.BUTTON);
        setAccessibleText(Messages.text("filter.chip", term));
        setOnMouseClicked(event -> edit.run());
        if (term.equals(FilterText.OR)) {
            getStyleClass().add("chip-or");
            getChildren().add(new Label(Messages.text("filter.or")));
        } else {
            addTerm();
            getChildren().add(cross(remove));
        }
        setMinWidth(USE_PREF_SIZE);
    }

    private void addTerm() {
        int sign = term.startsWith("-") ? 1 : 0;
        int colon = term.startsWith("(") || term.startsWith("\"") ? 0 : term.indexOf(':') + 1;
        if (sign > 0) {
            part(term.substring(0, sign), "chip-not");
        }
        if (colon > sign) {
            part(term.substring(sign, colon), "chip-key");
        }
        var value = part(term.substring(Math.max(sign, colon)), "chip-value");
        value.setMaxWidth(LONGEST);
        if (term.length() > LONG_TEXT) {
            var whole = new Tooltip(RightToLeft.folded(term, 64));
            whole.setWrapText(true);
            whole.setMaxWidth(640);
            Tooltip.install(this, whole);
        }
    }

    private Label part(String text, String styleClass) {
        var label = new Label(text);
        label.getStyleClass().add(styleClass);
        getChildren().add(label);
        return label;
    }

    private Button cross(Runnable remove) {
        var cross = new Button();
        cross.setGraphic(Icons.icon(BootstrapIcons.X));
        cross.getStyleClass().setAll("chip-cross");
        cross.setAccessibleText(Messages.text("filter.remove", term));
        cross.setFocusTraversable(false);
        cross.setOnAction(event -> remove.run());
        return cross;
    }

    String term() {
        return term;
    }
}
