package dev.runtree.ui.detail;

import dev.runtree.json.JsonStrings;
import dev.runtree.model.Figures;
import dev.runtree.ui.text.JsonText;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;

/** A line of the list: key, value, and what it was read as; or the name of a group with how many it has. */
final class AttributeCell extends ListCell<AttributeCell.Line> {
    /** The share of a line that its key has, so that values stand beneath each other. */
    private static final double KEYS = 0.42;

    private static final double MEANING = 96;
    private static final double WIDE = 380;
    private static final int LONGEST = 300;

    /** A line: an attribute, of a group if there are groups; or a group that has {@code count} of them. */
    record Line(@Nullable Attribute attribute, String group, int count) {}

    private final Label key = new Label();
    private final Label value = new Label();
    private final Label meaning = new Label();
    private final Tooltip tip = new Tooltip();
    private final HBox line = new HBox(key, value, meaning);
    private final Label group = new Label();

    AttributeCell(ListView<Line> list) {
        var room = list.widthProperty().subtract(26);
        key.getStyleClass().add("fact-key");
        key.minWidthProperty().bind(room.multiply(KEYS));
        key.maxWidthProperty().bind(key.minWidthProperty());
        key.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS); // keys begin alike and differ at their ends
        value.setMinWidth(0);
        value.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(value, Priority.ALWAYS);
        meaning.getStyleClass().add("attribute-meaning");
        var wide = Bindings.createDoubleBinding(() -> room.get() < WIDE ? 0 : MEANING, room);
        meaning.minWidthProperty().bind(wide);
        meaning.prefWidthProperty().bind(wide);
        meaning.maxWidthProperty().bind(wide);
        meaning.visibleProperty().bind(wide.greaterThan(0));
        line.getStyleClass().add("attribute");
        group.getStyleClass().add("attribute-group");
        tip.setWrapText(true);
        tip.setMaxWidth(480);
        setPrefWidth(0);
    }

    /** What is left of a key behind its group. */
    private static String rest(String key, String group) {
        return key.length() > group.length() + 1 ? key.substring(group.length() + 1) : key;
    }

    /** A string as what it says, everything else as it was sent; never more than a line shows. */
    private static String beginning(JsonText.Member member) {
        var json = member.value();
        if (member.kind() != JsonText.Kind.STRING || json.length() == 2) {
            return oneLine(json.substring(0, Math.min(json.length(), LONGEST)));
        }
        var end = Math.min(json.length() - 1, LONGEST);
        var escape = json.lastIndexOf('\\', end - 1);
        var isCut = end < json.length() - 1 && escape >= end - 6; // perhaps in the middle of an escape
        return oneLine(JsonStrings.decoded(json, 1, isCut ? beforeEscapes(json, escape) : end));
    }

    private static int beforeEscapes(String json, int last) {
        var at = last;
        while (at > 1 && json.charAt(at - 1) == '\\') {
            at--;
        }
        return at;
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }

    @Override
    protected void updateItem(@Nullable Line shown, boolean empty) {
        super.updateItem(shown, empty);
        if (empty || shown == null) {
            setGraphic(null);
            setTooltip(null);
            setAccessibleText(null);
            return;
        }
        var attribute = shown.attribute();
        if (attribute == null) {
            group.setText(shown.group() + "  " + Figures.count(shown.count()));
            setGraphic(group);
            setTooltip(null);
            setAccessibleText(group.getText());
            return;
        }
        key.setText(shown.group().isEmpty() ? attribute.key() : rest(attribute.key(), shown.group()));
        value.setText(beginning(attribute.member()));
        value.getStyleClass()
                .setAll(
                        "label",
                        "attribute-value",
                        Facts.style(attribute.member().kind()));
        var claim = attribute.claim();
        if (attribute.isMarked()) {
            meaning.setText(AttributeWords.mark(attribute));
            meaning.getStyleClass().setAll("label", "attribute-mark");
        } else {
            meaning.setText(attribute.isKnown() ? AttributeWords.meaning(claim) : "");
            var isFaint = claim == null || !claim.taken();
            meaning.getStyleClass().setAll("label", isFaint ? "attribute-unread" : "attribute-meaning");
        }
        tip.setText(
                attribute.key() + "\n" + AttributeWords.type(attribute.type()) + ", " + AttributeWords.reading(claim));
        setTooltip(tip);
        setGraphic(line);
        setAccessibleText(String.join(
                ", ",
                attribute.key() + " " + value.getText(),
                AttributeWords.type(attribute.type()),
                AttributeWords.reading(claim)));
    }
}
