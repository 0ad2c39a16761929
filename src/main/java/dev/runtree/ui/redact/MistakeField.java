package dev.runtree.ui.redact;

import javafx.css.PseudoClass;
import javafx.geometry.Rectangle2D;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.skin.TextFieldSkin;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** A field with its name over it. What is wrong with its text is underlined in it and told beneath. */
final class MistakeField extends VBox {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");
    private static final double LETTER = 7;

    private final TextField field = new TextField();
    private final Label why = new Label();
    private final Region underline = new Region();
    private int place = -1;

    MistakeField(String name) {
        getStyleClass().add("rule-field");
        var title = new Label(name);
        title.getStyleClass().add("rule-field-name");
        title.setLabelFor(field);
        field.setAccessibleText(name);
        why.getStyleClass().add("rule-mistake");
        why.setWrapText(true);
        why.setMinHeight(USE_PREF_SIZE);
        why.setAccessibleRole(AccessibleRole.TEXT);
        why.managedProperty().bind(why.visibleProperty());
        underline.getStyleClass().add("mistake-line");
        underline.setManaged(false);
        underline.setMouseTransparent(true);
        var line = new StackPane(field, underline) {
            @Override
            protected void layoutChildren() {
                super.layoutChildren();
                placeUnderline();
            }
        };
        field.caretPositionProperty().subscribe(at -> line.requestLayout());
        getChildren().addAll(title, line, why);
        right();
    }

    TextField field() {
        return field;
    }

    String text() {
        return field.getText();
    }

    /** Nothing is wrong. */
    void right() {
        wrong("", -1, false);
    }

    /** @param at the character, from 0, that is wrong; -1 for all of it */
    void wrong(String reason, int at) {
        wrong(reason, at, true);
    }

    private void wrong(String reason, int at, boolean is) {
        place = is && !text().isEmpty() ? at : -1;
        why.setText(reason);
        why.setVisible(is);
        field.pseudoClassStateChanged(WRONG, is);
        field.setAccessibleHelp(is ? reason : null);
        field.getParent().requestLayout();
    }

    private void placeUnderline() {
        underline.setVisible(place >= 0 && field.getSkin() instanceof TextFieldSkin);
        if (!underline.isVisible()) {
            return;
        }
        var skin = (TextFieldSkin) field.getSkin();
        int length = text().length();
        Rectangle2D at = skin.getCharacterBounds(Math.min(place, length - 1));
        double x = place < length ? at.getMinX() : at.getMaxX();
        double width = place < length ? Math.max(at.getWidth(), 2) : LETTER;
        // What is scrolled out of the field is not marked beside it.
        underline.setVisible(x >= 0 && x + width <= field.getWidth());
        underline.resizeRelocate(snapPositionX(x), field.getHeight() - 5, snapSizeX(width), 2);
    }
}
