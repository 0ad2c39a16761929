package dev.runtree.ui.filter;

import dev.runtree.settings.SavedView;
import dev.runtree.ui.Messages;
import dev.runtree.ui.Shortcut;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The views with names: saves the filter of now under one, shows one again, gives one another name, takes one away. */
final class ViewsPane {
    private static final int ROW = 26;
    private static final int ROWS = 8;

    private final Dropdown dropdown;
    private final FilterMemory memory;
    private final Function<String, SavedView> now;
    private final Consumer<SavedView> chosen;
    private final TextField name = new TextField();
    private final Button save = new Button();
    private final ListView<SavedView> list = new ListView<>();
    private final Label keys = new Label();
    private final VBox content;
    private @Nullable SavedView renamed;
    private @Nullable SavedView removed;

    /**
     * @param now what is shown now, as a view of a name
     * @param chosen is given the view that is to be shown
     */
    ViewsPane(Dropdown dropdown, FilterMemory memory, Function<String, SavedView> now, Consumer<SavedView> chosen) {
        this.dropdown = dropdown;
        this.memory = memory;
        this.now = now;
        this.chosen = chosen;
        name.setPromptText(Messages.text("filter.views.name"));
        name.setAccessibleText(Messages.text("filter.views.name"));
        HBox.setHgrow(name, Priority.ALWAYS);
        save.getStyleClass().add("accent");
        save.setOnAction(event -> save());
        name.textProperty().subscribe(this::sayWhatSavingDoes);
        list.setFixedCellSize(ROW);
        list.setFocusTraversable(false);
        list.setAccessibleText(Messages.text("filter.views"));
        list.setCellFactory(view -> new ViewCell());
        list.setOnMouseClicked(event -> open());
        list.managedProperty().bind(list.visibleProperty());
        keys.getStyleClass().add("time-zone");
        keys.managedProperty().bind(keys.visibleProperty());
        var first = new HBox(name, save);
        first.getStyleClass().add("time-ends");
        content = new VBox(first, list, keys);
        content.getStyleClass().addAll("value-picker", "views-pane");
        content.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    }

    void show(Node owner) {
        removed = null;
        name.clear();
        fill();
        sayWhatSavingDoes();
        dropdown.show(owner, content, owner::requestFocus);
        name.requestFocus();
    }

    private void fill() {
        renamed = null;
        var gone = removed;
        keys.setText(
                gone == null
                        ? Messages.text("filter.views.keys")
                        : Messages.text("filter.views.removed", gone.name(), Shortcut.UNDO.keys()));
        list.getItems().setAll(memory.views());
        boolean any = !list.getItems().isEmpty();
        list.setVisible(any);
        keys.setVisible(any || gone != null);
        list.setPrefHeight(Math.clamp(list.getItems().size(), 1, ROWS) * (double) ROW + 2);
        dropdown.place();
    }

    private void sayWhatSavingDoes() {
        String wanted = name.getText().strip();
        boolean there = memory.views().stream().anyMatch(view -> view.name().equals(wanted));
        save.setText(Messages.text(
                renamed != null ? "filter.views.rename" : there ? "filter.views.replace" : "filter.views.save"));
        save.setDisable(wanted.isEmpty() || (renamed != null && there));
    }

    private void save() {
        String wanted = name.getText().strip();
        var old = renamed;
        if (wanted.isEmpty() || save.isDisabled()) {
            return;
        }
        if (old != null) {
            memory.rename(old, wanted);
            removed = null;
            name.clear();
            fill();
            sayWhatSavingDoes();
        } else {
            memory.save(now.apply(wanted));
            dropdown.hide();
        }
    }

    private void open() {
        var view = list.getSelectionModel().getSelectedItem();
        if (view != null) {
            dropdown.hide();
            chosen.accept(view);
        }
    }

    private void pressed(KeyEvent event) {
        var gone = removed;
        if (gone != null && Shortcut.UNDO.matches(event)) {
            memory.save(gone);
            removed = null;
            fill();
            sayWhatSavingDoes();
            event.consume();
            return;
        }
        int at = list.getSelectionModel().getSelectedIndex();
        int last = list.getItems().size() - 1;
        var view = list.getSelectionModel().getSelectedItem();
        switch (event.getCode()) {
            case DOWN -> list.getSelectionModel().clearAndSelect(Math.min(last, at + 1));
            case UP -> {
                if (at <= 0) {
                    list.getSelectionModel().clearSelection();
                } else {
                    list.getSelectionModel().clearAndSelect(at - 1);
                }
            }
            case ENTER -> {
                if (view != null && renamed == null) {
                    open();
                } else {
                    save();
                }
            }
            case F2 -> {
                if (view == null) {
                    return;
                }
                renamed = view;
                name.setText(view.name());
                name.selectAll();
                sayWhatSavingDoes();
            }
            case DELETE -> {
                if (view == null || renamed != null || !name.getText().isEmpty()) {
                    return; // it is for the text
                }
                memory.remove(view.name());
                removed = view;
                fill();
                sayWhatSavingDoes();
            }
            default -> {
                if (!event.getText().isEmpty() && renamed == null) {
                    list.getSelectionModel().clearSelection();
                }
                return;
            }
        }
        event.consume();
    }
}
