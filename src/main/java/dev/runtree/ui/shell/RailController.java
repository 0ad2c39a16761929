package dev.runtree.ui.shell;

import dev.runtree.ui.Command;
import dev.runtree.ui.Messages;
import dev.runtree.ui.Shortcut;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;

/** The narrow rail at the left: the menu, the views, and what is wanted in all of them. */
public final class RailController {
    private final Consumer<Shortcut> act;
    private final Runnable keys;
    private final Predicate<Place> offered;
    private final MainMenu menu;
    private final List<RailCount> counts = new ArrayList<>();

    @FXML
    private VBox root;

    @FXML
    private Button menuButton;

    @FXML
    private Button runsButton;

    @FXML
    private Button sessionsButton;

    @FXML
    private Button agentsButton;

    @FXML
    private Button watchButton;

    @FXML
    private Button approvalsButton;

    @FXML
    private Button checksButton;

    @FXML
    private Button sqlButton;

    @FXML
    private Button themeButton;

    @FXML
    private Button connectButton;

    @FXML
    private Button helpButton;

    /**
     * @param act does what a key does
     * @param offered which views there are
     * @param keys shows the key sheet
     * @param commands what the menus offer
     */
    @SuppressWarnings("NullAway.Init")
    RailController(Consumer<Shortcut> act, Predicate<Place> offered, Runnable keys, Supplier<List<Command>> commands) {
        this.act = act;
        this.offered = offered;
        this.keys = keys;
        menu = new MainMenu(commands);
    }

    @FXML
    private void initialize() {
        menu.install(root, menuButton);
        menuButton.setTooltip(Shortcut.MENU.tooltip());
        for (var place : Place.onRail()) {
            var item = item(place);
            item.setTooltip(place.shortcut().tooltip());
            item.setOnAction(event -> act.accept(place.shortcut()));
            item.managedProperty().bind(item.visibleProperty());
            item.setVisible(offered.test(place));
        }
        counts.forEach(count -> count.show(item(count.place())));
        themeButton.setTooltip(Shortcut.THEME.tooltip());
        connectButton.setTooltip(Shortcut.CONNECT.tooltip());
        helpButton.setTooltip(new Tooltip(Messages.text("keys.sheet") + "   ?"));
    }

    @FXML
    void openMenu() {
        menu.open(menuButton);
    }

    /**
     * Shows a number at a view's item while it is not 0; before this is loaded.
     *
     * @param key of the words for it, with the item's and the number
     */
    void count(Place place, String key, ObservableValue<? extends Number> number) {
        counts.add(new RailCount(place, key, number));
    }

    private Button item(Place place) {
        return switch (place) {
            case RUNS, COMPARE, FORK, MANY -> runsButton;
            case SESSIONS, TURNS -> sessionsButton;
            case AGENTS -> agentsButton;
            case WATCH -> watchButton;
            case APPROVALS -> approvalsButton;
            case CHECKS -> checksButton;
            case SQL -> sqlButton;
        };
    }

    /** Marks the view that is shown. */
    void choose(Place shown) {
        for (var place : Place.onRail()) {
            mark(item(place), item(place).equals(item(shown)));
        }
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
