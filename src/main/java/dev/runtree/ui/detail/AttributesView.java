package dev.runtree.ui.detail;

import dev.runtree.ui.Messages;
import dev.runtree.ui.text.JsonText;
import dev.runtree.ui.text.TextView;
import java.util.List;
import java.util.Locale;
import javafx.collections.FXCollections;
import javafx.collections.transformation.FilteredList;
import javafx.geometry.Orientation;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Attributes as a flat list that can be searched by key and value; the whole value of the selected one stands beneath. */
final class AttributesView extends VBox {
    /** The share of a line that its key has, so that values stand beneath each other. */
    private static final double KEYS = 0.48;

    private final ListView<JsonText.Member> list = new ListView<>();
    private final TextView value = new TextView();
    private final SplitPane split = new SplitPane(list);

    AttributesView(List<JsonText.Member> attributes) {
        getStyleClass().add("attributes");
        var shown = new FilteredList<>(FXCollections.observableList(attributes));
        var search = new TextField();
        search.setPromptText(Messages.text("detail.attributes.search"));
        search.getStyleClass().add("small-field");
        search.textProperty().subscribe(words -> shown.setPredicate(one -> matches(one, words)));
        list.setItems(shown);
        list.setFixedCellSize(24);
        list.setCellFactory(view -> new Cell());
        list.setPlaceholder(new Label(Messages.text("detail.attributes.none")));
        list.getStyleClass().add("attribute-list");
        list.getSelectionModel().selectedItemProperty().subscribe(this::select);
        list.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        split.setOrientation(Orientation.VERTICAL);
        setVgrow(split, Priority.ALWAYS);
        getChildren().addAll(search, split);
    }

    private static boolean matches(JsonText.Member member, String words) {
        var wanted = words.toLowerCase(Locale.ROOT).strip();
        return member.key().toLowerCase(Locale.ROOT).contains(wanted)
                || member.value().toLowerCase(Locale.ROOT).contains(wanted);
    }

    private void select(JsonText.@Nullable Member member) {
        if (member == null) {
            split.getItems().setAll(list);
            return;
        }
        var plain = member.plain();
        var pretty = plain.length() > 1 << 20 ? null : JsonText.pretty(plain).orElse(null);
        value.show(pretty == null ? plain : pretty, pretty != null);
        if (split.getItems().size() == 1) {
            split.getItems().add(value);
            split.setDividerPositions(0.6);
        }
    }

    private void pressed(KeyEvent event) {
        var member = list.getSelectionModel().getSelectedItem();
        if (event.getCode() == KeyCode.C && member != null) {
            var content = new ClipboardContent();
            content.putString(event.isShiftDown() ? member.key() + "=" + member.plain() : member.plain());
            Clipboard.getSystemClipboard().setContent(content);
            event.consume();
        }
    }

    private static final class Cell extends ListCell<JsonText.Member> {
        private final Label key = new Label();
        private final Label text = new Label();
        private final Tooltip keyTip = new Tooltip();
        private final HBox line = new HBox(key, text);

        Cell() {
            key.getStyleClass().add("fact-key");
            key.minWidthProperty().bind(widthProperty().multiply(KEYS));
            key.maxWidthProperty().bind(key.minWidthProperty());
            key.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS); // keys often differ at their ends alone
            text.setMinWidth(0);
            line.getStyleClass().add("attribute");
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(JsonText.@Nullable Member member, boolean empty) {
            super.updateItem(member, empty);
            if (empty || member == null) {
                setGraphic(null);
                return;
            }
            key.setText(member.key());
            var value = member.value();
            text.setText(value.substring(0, Math.min(value.length(), 300)));
            text.getStyleClass().setAll("label", "words", Facts.style(member.kind()));
            key.setTooltip(keyTip);
            keyTip.setText(member.key());
            setGraphic(line);
            setAccessibleText(member.key() + " " + text.getText());
        }
    }
}
