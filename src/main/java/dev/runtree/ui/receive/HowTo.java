package dev.runtree.ui.receive;

import dev.runtree.ui.Messages;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.collections.transformation.FilteredList;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The SDKs that are known, to search, and how to send from the one that is chosen. */
final class HowTo extends HBox {
    private static final int ROW = 40;

    private final Reception reception;
    private final FilteredList<Snippet> found;
    private final TextField search = new TextField();
    private final ListView<Snippet> list = new ListView<>();
    private final VBox text = new VBox();
    private final ScrollPane page = new ScrollPane(text);
    private @Nullable Snippet shown;

    HowTo(Reception reception, List<Snippet> snippets) {
        this.reception = reception;
        found = new FilteredList<>(FXCollections.observableList(snippets));
        getStyleClass().add("how-to");
        text.getStyleClass().add("snippet");
        page.setFitToWidth(true);
        page.getStyleClass().add("snippet-page");
        setHgrow(page, Priority.ALWAYS);
        getChildren().addAll(choice(), page);
        list.getSelectionModel().selectedItemProperty().subscribe(this::show);
        reception.follow(this, state -> refill());
        list.getSelectionModel().selectFirst();
    }

    private Node choice() {
        search.setPromptText(Messages.text("receive.search"));
        search.setId("sdkSearch");
        search.setAccessibleText(Messages.text("receive.search"));
        search.textProperty().subscribe(this::search);
        search.addEventFilter(KeyEvent.KEY_PRESSED, this::walk);
        list.setItems(found);
        list.setFixedCellSize(ROW);
        list.setCellFactory(view -> new Cell());
        list.setAccessibleText(Messages.text("receive.sdks"));
        list.setPlaceholder(new Label(Messages.text("receive.search.none")));
        VBox.setVgrow(list, Priority.ALWAYS);
        var choice = new VBox(search, list);
        choice.getStyleClass().add("snippet-choice");
        return choice;
    }

    private void search(String words) {
        var before = list.getSelectionModel().getSelectedItem();
        found.setPredicate(snippet -> words.isBlank() || snippet.has(words));
        if (found.contains(before)) {
            list.getSelectionModel().select(before);
        } else {
            list.getSelectionModel().selectFirst();
        }
    }

    /** The arrows go through the list while one types. */
    private void walk(KeyEvent event) {
        int step = event.getCode() == KeyCode.DOWN ? 1 : event.getCode() == KeyCode.UP ? -1 : 0;
        if (step != 0 && !found.isEmpty()) {
            int row = Math.clamp(list.getSelectionModel().getSelectedIndex() + step, 0, found.size() - 1);
            list.getSelectionModel().clearAndSelect(row);
            list.scrollTo(row);
            event.consume();
        }
    }

    void focus() {
        search.requestFocus();
    }

    private void show(@Nullable Snippet snippet) {
        if (snippet == null) {
            return;
        }
        page.setVvalue(0);
        fill(snippet.filled(reception.addresses()));
    }

    /** The addresses may have changed. What is shown stays where it is as long as they have not. */
    private void refill() {
        var chosen = list.getSelectionModel().getSelectedItem();
        if (chosen != null && !chosen.filled(reception.addresses()).equals(shown)) {
            fill(chosen.filled(reception.addresses()));
        }
    }

    private void fill(Snippet snippet) {
        shown = snippet;
        var name = label(snippet.name(), "snippet-name");
        var language = label(snippet.language(), "snippet-language");
        text.getChildren().setAll(new VBox(name, language));
        for (var block : snippet.blocks()) {
            text.getChildren()
                    .add(
                            switch (block) {
                                case Snippet.Block.Prose prose -> label(prose.text(), "snippet-prose");
                                case Snippet.Block.Code code -> code(code);
                            });
        }
    }

    private static Node code(Snippet.Block.Code code) {
        var kind = label(code.kind(), "code-kind");
        var space = new Region();
        setHgrow(space, Priority.ALWAYS);
        var head = new HBox(kind, space, new CopyButton(code.kind(), code::text));
        head.getStyleClass().add("code-head");
        var block = new VBox(head, label(code.text(), "code-text"));
        block.getStyleClass().add("code-block");
        return block;
    }

    private static Label label(String text, String styleClass) {
        var label = new Label(text);
        label.getStyleClass().add(styleClass);
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }

    private static final class Cell extends ListCell<Snippet> {
        private final Label name = new Label();
        private final Label language = new Label();
        private final VBox lines = new VBox(name, language);

        Cell() {
            name.getStyleClass().add("sdk-name");
            language.getStyleClass().add("sdk-language");
            lines.getStyleClass().add("sdk-lines");
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(@Nullable Snippet snippet, boolean empty) {
            super.updateItem(snippet, empty);
            setGraphic(empty || snippet == null ? null : lines);
            if (snippet != null) {
                var parts = snippet.name().split(" · ", 2);
                name.setText(parts[0]);
                language.setText(parts.length == 1 ? snippet.language() : parts[1] + " · " + snippet.language());
            }
        }
    }
}
