package dev.runtree.ui.detail;

import dev.runtree.otlp.SentTypes;
import dev.runtree.ui.Clip;
import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import dev.runtree.ui.WrappedLabel;
import dev.runtree.ui.text.TextView;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** One attribute whole: its key, its type, what it was read as, and all of its value. */
final class AttributePane extends VBox {
    private final Reader reader;
    private final Label key = new Label();
    private final Label facts = new WrappedLabel();
    private final TextView text;
    private final Button filter = tool(BootstrapIcons.FUNNEL, "detail.attributes.filter");
    private final Button exclude = tool(BootstrapIcons.SLASH_CIRCLE, "detail.attributes.exclude");
    private @Nullable Attribute shown;

    AttributePane(Reader reader) {
        this.reader = reader;
        text = new TextView(reader.background());
        if (reader.asksWhereFrom()) {
            text.onWhereFrom(reader::askWhereFrom);
        }
        getStyleClass().add("attribute-pane");
        key.getStyleClass().add("attribute-key");
        key.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        key.setMinWidth(0);
        key.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(key, Priority.ALWAYS);
        facts.getStyleClass().add("attribute-facts");
        facts.setMinHeight(USE_PREF_SIZE);
        var copy = tool(BootstrapIcons.CLIPBOARD, "detail.attributes.copy");
        copy.setOnAction(event -> copyValue());
        filter.setOnAction(event -> filter(false));
        exclude.setOnAction(event -> filter(true));
        var head = new HBox(key, filter, exclude, copy);
        head.getStyleClass().add("attribute-head");
        VBox.setVgrow(text, Priority.ALWAYS);
        getChildren().addAll(head, facts, text);
    }

    private static Button tool(BootstrapIcons icon, String name) {
        var button = new Button(null, Icons.icon(icon));
        button.getStyleClass().addAll("flat-tool", "text-step");
        button.setAccessibleText(Messages.text(name));
        button.setTooltip(new Tooltip(Messages.text(name)));
        button.setMinWidth(USE_PREF_SIZE);
        return button;
    }

    void show(Attribute attribute) {
        var same = shown != null && shown.member().equals(attribute.member());
        shown = attribute;
        key.setText(attribute.key());
        key.setTooltip(new Tooltip(attribute.key()));
        facts.setText(Messages.text(
                "detail.attributes.facts",
                AttributeWords.type(attribute.type()),
                AttributeWords.reading(attribute.claim())));
        var filters = reader.filters() && isComparable(attribute);
        for (var each : new Button[] {filter, exclude}) {
            each.setVisible(reader.filters());
            each.setManaged(reader.filters());
            each.setDisable(!filters);
        }
        if (!same) {
            text.show(attribute.member().plain());
        }
    }

    /** Whether the filter can ask for this value. */
    private static boolean isComparable(Attribute attribute) {
        return attribute.type() != SentTypes.Type.ARRAY
                && attribute.type() != SentTypes.Type.MAP
                && !attribute.key().isEmpty();
    }

    void focusText() {
        text.focus();
    }

    void copyValue() {
        if (shown != null) {
            Clip.put(shown.key(), shown.member().plain());
        }
    }

    void copyKey() {
        if (shown != null) {
            Clip.putExact(shown.key());
        }
    }

    void copyBoth() {
        if (shown != null) {
            Clip.put(shown.key() + "=" + shown.member().plain());
        }
    }

    void filter(boolean negated) {
        if (shown != null && reader.filters() && isComparable(shown)) {
            reader.addTerm(shown.term(negated));
        }
    }

    ContextMenu menu() {
        var menu = new ContextMenu();
        menu.setOnShowing(event -> {
            menu.getItems()
                    .setAll(
                            item("detail.attributes.copy", this::copyValue),
                            item("detail.attributes.copy.key", this::copyKey),
                            item("detail.attributes.copy.both", this::copyBoth));
            if (reader.filters()) {
                menu.getItems()
                        .addAll(
                                item("detail.attributes.filter", () -> filter(false)),
                                item("detail.attributes.exclude", () -> filter(true)));
            }
            if (reader.asksWhereFrom() && shown != null) {
                var value = shown.member().plain();
                menu.getItems().add(item("text.where", () -> reader.askWhereFrom(value)));
            }
        });
        menu.getItems().add(item("detail.attributes.copy", this::copyValue));
        return menu;
    }

    private static MenuItem item(String key, Runnable action) {
        var item = new MenuItem(Messages.text(key));
        item.setOnAction(event -> action.run());
        return item;
    }
}
