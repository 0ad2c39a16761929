package dev.runtree.ui.detail;

import dev.runtree.model.Figures;
import dev.runtree.model.RecordedSpan;
import dev.runtree.ui.KeyFocus;
import dev.runtree.ui.Messages;
import dev.runtree.ui.detail.AttributeCell.Line;
import dev.runtree.ui.text.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.geometry.Orientation;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * Attributes in the order sent or by groups, searched by key and value, each with what it was read as; the whole of the
 * selected one stands beneath.
 */
final class AttributesView extends VBox {
    private final ObservableList<Line> lines = FXCollections.observableArrayList();
    private final ListView<Line> list = new ListView<>(lines);
    private final TextField search = new TextField();
    private final Label count = new Label();
    private final ToggleButton grouped = new ToggleButton(Messages.text("detail.attributes.grouped"));
    private final AttributePane whole;
    private final SplitPane split = new SplitPane(list);
    private List<Attribute> attributes;

    AttributesView(RecordedSpan recorded, List<JsonText.Member> members, Reader reader) {
        attributes = Attribute.of(members);
        whole = new AttributePane(reader);
        getStyleClass().add("attributes");
        search.setPromptText(Messages.text("detail.attributes.search"));
        search.setAccessibleText(Messages.text("detail.attributes.search"));
        search.getStyleClass().add("small-field");
        search.setMinWidth(60);
        HBox.setHgrow(search, Priority.ALWAYS);
        search.textProperty().subscribe(words -> fill());
        search.addEventFilter(KeyEvent.KEY_PRESSED, this::searching);
        count.getStyleClass().add("figure");
        count.setMinWidth(USE_PREF_SIZE);
        grouped.getStyleClass().add("flat-tool");
        grouped.setMinWidth(USE_PREF_SIZE);
        grouped.setTooltip(new Tooltip(Messages.text("detail.attributes.grouped.tip")));
        grouped.setOnAction(event -> fill());
        var bar = new HBox(search, count, grouped);
        bar.getStyleClass().add("attributes-bar");
        list.setFixedCellSize(24);
        list.setCellFactory(AttributeCell::new);
        list.setPlaceholder(new Label(Messages.text("detail.attributes.none")));
        list.setAccessibleText(Messages.text("detail.attributes"));
        list.getStyleClass().add("attribute-list");
        list.getSelectionModel().selectedItemProperty().subscribe(this::select);
        list.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        list.setContextMenu(whole.menu());
        split.setOrientation(Orientation.VERTICAL);
        setVgrow(split, Priority.ALWAYS);
        getChildren().add(bar);
        note(recorded);
        getChildren().add(split);
        reader.background().call(() -> Attribute.of(recorded), this::read, failed -> {});
    }

    /** Says what reads otherwise than it was sent. */
    private void note(RecordedSpan recorded) {
        var changed = Attribute.changed(recorded.payload());
        if (!changed.isEmpty()) {
            var note = new Label(Messages.text("detail.attributes.changed", String.join("; ", changed)));
            note.setWrapText(true);
            note.setMinHeight(USE_PREF_SIZE);
            note.getStyleClass().add("attributes-note");
            getChildren().add(note);
        }
    }

    private void read(List<Attribute> known) {
        var at = list.getSelectionModel().getSelectedIndex();
        attributes = known;
        fill();
        list.getSelectionModel().clearAndSelect(at);
    }

    private void fill() {
        var words = search.getText();
        var found = words.isBlank()
                ? attributes
                : attributes.stream().filter(one -> one.has(words)).toList();
        lines.setAll(grouped.isSelected() ? groups(found) : flat(found));
        count.setText(
                words.isBlank()
                        ? ""
                        : Messages.text(
                                "detail.attributes.of", Figures.count(found.size()), Figures.count(attributes.size())));
    }

    private static List<Line> flat(List<Attribute> found) {
        return lines(found, "");
    }

    private static List<Line> lines(List<Attribute> found, String group) {
        return found.stream().map(one -> new Line(one, group, 0)).toList();
    }

    private static List<Line> groups(List<Attribute> found) {
        var groups = new LinkedHashMap<String, List<Attribute>>();
        found.forEach(one ->
                groups.computeIfAbsent(one.group(), group -> new ArrayList<>()).add(one));
        var all = new ArrayList<Line>();
        groups.forEach((group, members) -> {
            all.add(new Line(null, group, members.size()));
            all.addAll(lines(members, group));
        });
        return all;
    }

    private void select(@Nullable Line line) {
        var attribute = line == null ? null : line.attribute();
        if (attribute == null) {
            split.getItems().setAll(list);
            return;
        }
        whole.show(attribute);
        if (split.getItems().size() == 1) {
            split.getItems().add(whole);
            split.setDividerPositions(0.6);
        }
    }

    private void searching(KeyEvent event) {
        switch (event.getCode()) {
            case DOWN, ENTER -> {
                list.requestFocus();
                if (list.getSelectionModel().isEmpty()) {
                    list.getSelectionModel().selectFirst();
                }
            }
            case ESCAPE -> {
                if (search.getText().isEmpty()) {
                    return;
                }
                search.clear();
            }
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void pressed(KeyEvent event) {
        if (event.isShortcutDown() && event.getCode() == KeyCode.C) {
            whole.copyValue();
            event.consume();
        }
        if (event.isShortcutDown() || event.isAltDown() || event.isMetaDown()) {
            return;
        }
        switch (event.getCode()) {
            case C -> {
                if (event.isShiftDown()) {
                    whole.copyBoth();
                } else {
                    whole.copyValue();
                }
            }
            case K -> whole.copyKey();
            case F -> whole.filter(event.isShiftDown());
            case G -> grouped.fire();
            case SLASH -> KeyFocus.into(search);
            case ENTER -> whole.focusText();
            default -> {
                return;
            }
        }
        event.consume();
    }
}
