package dev.runtree.ui.shell;

import dev.runtree.ui.Command;
import dev.runtree.ui.Messages;
import dev.runtree.ui.Veil;
import java.util.List;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** All commands over the window: a few letters of one find it, Enter does it. */
final class CommandPalette extends StackPane {
    private static final double ROW = 32;
    private static final int ROWS = 12;

    private final List<Command> commands;
    private final Runnable close;
    private final TextField words = new TextField();
    private final ListView<Command> list = new ListView<>();
    private final Label nothing = new Label(Messages.text("palette.nothing"));

    /**
     * @param commands those that were used last come first
     * @param close puts the palette away; called before the chosen command is done
     */
    CommandPalette(List<Command> commands, Runnable close) {
        this.commands = List.copyOf(commands);
        this.close = close;
        getStyleClass().add("veil");
        words.setPromptText(Messages.text("palette.prompt"));
        words.setAccessibleText(Messages.text("palette.prompt"));
        words.getStyleClass().add("palette-words");
        words.textProperty().subscribe(this::find);
        words.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        list.setFocusTraversable(false);
        list.setFixedCellSize(ROW);
        list.setCellFactory(view -> new CommandCell());
        list.setAccessibleText(Messages.text("palette.list"));
        list.addEventHandler(MouseEvent.MOUSE_CLICKED, event -> choose());
        nothing.getStyleClass().add("palette-nothing");
        var card = new VBox(words, new StackPane(list, nothing));
        card.getStyleClass().add("palette");
        card.setMaxSize(560, USE_PREF_SIZE);
        setAlignment(card, Pos.TOP_CENTER);
        setMargin(card, new Insets(72, 16, 16, 16));
        getChildren().add(card);
        Veil.closeByEscapeOrBeside(this, close);
    }

    void focus() {
        words.requestFocus();
    }

    private void find(String text) {
        var found = Fuzzy.best(commands, text, command -> command.group().title() + " " + command.label());
        list.getItems().setAll(found);
        list.setPrefHeight(ROW * Math.clamp(found.size(), 1, ROWS) + 2);
        list.getSelectionModel().selectFirst();
        list.scrollTo(0);
        nothing.setVisible(found.isEmpty());
    }

    private void pressed(KeyEvent event) {
        switch (event.getCode()) {
            case DOWN -> move(1);
            case UP -> move(-1);
            case PAGE_DOWN -> move(ROWS);
            case PAGE_UP -> move(-ROWS);
            case ENTER -> choose();
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void move(int by) {
        int last = list.getItems().size() - 1;
        if (last >= 0) {
            int to = Math.clamp(list.getSelectionModel().getSelectedIndex() + (long) by, 0, last);
            list.getSelectionModel().clearAndSelect(to);
            list.scrollTo(Math.max(0, to - ROWS / 2));
        }
    }

    private void choose() {
        var chosen = list.getSelectionModel().getSelectedItem();
        if (chosen != null) {
            close.run();
            chosen.run();
        }
    }
}
