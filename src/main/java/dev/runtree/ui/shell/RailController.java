package dev.runtree.ui.shell;

import dev.runtree.ui.Command;
import dev.runtree.ui.Messages;
import dev.runtree.ui.Shortcut;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;

/** The narrow rail at the left: the menu, the views, and what is wanted in all of them. */
public final class RailController {
    private final Consumer<Shortcut> act;
    private final Runnable keys;
    private final MainMenu menu;

    @FXML
    private VBox root;

    @FXML
    private Button menuButton;

    @FXML
    private Button runsButton;

    @FXML
    private Button sessionsButton;

    @FXML
    private Button themeButton;

    @FXML
    private Button connectButton;

    @FXML
    private Button helpButton;

    /**
     * @param act does what a key does
     * @param keys shows the key sheet
     * @param commands what the menus offer
     */
    @SuppressWarnings("NullAway.Init")
    RailController(Consumer<Shortcut> act, Runnable keys, Supplier<List<Command>> commands) {
        this.act = act;
        this.keys = keys;
        menu = new MainMenu(commands);
    }

    @FXML
    private void initialize() {
        menu.install(root, menuButton);
        menuButton.setTooltip(Shortcut.MENU.tooltip());
        runsButton.setTooltip(Shortcut.RUNS.tooltip());
        sessionsButton.setTooltip(Shortcut.SESSIONS.tooltip());
        themeButton.setTooltip(Shortcut.THEME.tooltip());
        connectButton.setTooltip(Shortcut.CONNECT.tooltip());
        helpButton.setTooltip(new Tooltip(Messages.text("keys.sheet") + "   ?"));
    }

    @FXML
    void openMenu() {
        menu.open(menuButton);
    }

    @FXML
    private void showRuns() {
        act.accept(Shortcut.RUNS);
    }

    @FXML
    private void showSessions() {
        act.accept(Shortcut.SESSIONS);
    }

    /** Marks the view that is shown. */
    void choose(boolean sessions) {
        mark(runsButton, !sessions);
        mark(sessionsButton, sessions);
    }

    private static void mark(Button item, boolean chosen) {
        item.getStyleClass().remove("chosen");
        if (chosen) {
            item.getStyleClass().add("chosen");
        }
    }

    @FXML
    private void changeTheme() {
        act.accept(Shortcut.THEME);
    }

    @FXML
    private void connect() {
        act.accept(Shortcut.CONNECT);
    }

    @FXML
    private void showKeys() {
        keys.run();
    }
}
