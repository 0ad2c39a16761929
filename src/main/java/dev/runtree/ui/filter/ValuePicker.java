package dev.runtree.ui.filter;

import dev.runtree.store.Query;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Latest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** Offers values of the database, the most recent first, narrowed by what one types. */
final class ValuePicker {
    static final int SHOWN = 50;
    private static final int ROW = 26;
    private static final int ROWS = 10;

    private final Dropdown dropdown;
    private final TextField beginning = new TextField();
    private final ListView<String> values = new ListView<>();
    private final Label message = new Label();
    private final VBox content = new VBox(beginning, message, values);
    private final Latest latest;
    private final Function<String, Query<List<String>>> query;
    private final Consumer<@Nullable String> chosen;
    private String any = "";

    ValuePicker(
            Background background,
            Dropdown dropdown,
            Function<String, Query<List<String>>> query,
            Consumer<@Nullable String> chosen) {
        this.dropdown = dropdown;
        this.query = query;
        this.chosen = chosen;
        latest = new Latest(background, Duration.millis(150));
        content.getStyleClass().add("value-picker");
        message.getStyleClass().add("hint");
        message.managedProperty().bind(message.visibleProperty());
        message.setVisible(false);
        values.setFixedCellSize(ROW);
        values.setFocusTraversable(false);
        values.setOnMouseClicked(event -> choose());
        content.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        beginning.textProperty().subscribe(this::ask);
    }

    void show(Node owner, @Nullable String current, String any, String title) {
        this.any = any;
        beginning.setPromptText(current == null ? any : current);
        beginning.setAccessibleText(title);
        values.setAccessibleText(title);
        dropdown.show(owner, content, () -> {
            latest.cancel();
            owner.requestFocus();
        });
        latest.askNow(query.apply(""), this::offer, this::failed);
        beginning.requestFocus();
    }

    private void ask(String text) {
        if (dropdown.isShowing(content)) {
            latest.ask(() -> query.apply(text.strip()), this::offer, this::failed);
        }
    }

    private void offer(List<String> found) {
        var rows = new ArrayList<String>();
        if (beginning.getText().isBlank()) {
            rows.add(any);
        }
        rows.addAll(found);
        values.getItems().setAll(rows);
        values.setPrefHeight(Math.clamp(rows.size(), 1, ROWS) * (double) ROW + 2);
        values.getSelectionModel().selectFirst();
        message.setVisible(rows.isEmpty() || found.size() == SHOWN);
        message.setText(Messages.text(rows.isEmpty() ? "filter.values.none" : "filter.values.more"));
        dropdown.place();
    }

    private void failed(RuntimeException failure) {
        message.setText(failure.getMessage());
        message.setVisible(true);
        dropdown.place();
    }

    private void pressed(KeyEvent event) {
        int step = event.getCode() == KeyCode.DOWN ? 1 : event.getCode() == KeyCode.UP ? -1 : 0;
        if (step != 0 && !values.getItems().isEmpty()) {
            int place = values.getSelectionModel().getSelectedIndex() + step;
            values.getSelectionModel()
                    .clearAndSelect(Math.clamp(place, 0, values.getItems().size() - 1));
            values.scrollTo(values.getSelectionModel().getSelectedIndex());
            event.consume();
        } else if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.TAB) {
            choose();
            event.consume();
        }
    }

    private void choose() {
        String value = values.getSelectionModel().getSelectedItem();
        if (value != null) {
            boolean first = values.getSelectionModel().getSelectedIndex() == 0;
            boolean all = first && beginning.getText().isBlank();
            dropdown.hide();
            chosen.accept(all ? null : value);
        }
    }
}
