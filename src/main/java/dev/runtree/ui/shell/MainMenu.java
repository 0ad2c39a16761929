package dev.runtree.ui.shell;

import dev.runtree.ui.Command;
import dev.runtree.ui.ToldKeys;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.geometry.Side;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.Pane;

/** All commands as menus: along the top of the screen on macOS, behind the button at the top of the rail elsewhere. */
final class MainMenu {
    private final Supplier<List<Command>> commands;

    /** @param commands asked for whenever a menu opens */
    MainMenu(Supplier<List<Command>> commands) {
        this.commands = commands;
    }

    /** Puts the menus where this system has them. */
    void install(Pane window, Button button) {
        if (System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac")) {
            var bar = new MenuBar();
            bar.setUseSystemMenuBar(true);
            bar.getMenus().setAll(menus());
            bar.getMenus().forEach(menu -> menu.setOnShowing(event -> refill(menu)));
            window.getChildren().add(bar);
            button.setVisible(false);
            button.setManaged(false);
        }
    }

    private void refill(Menu menu) {
        menus().stream()
                .filter(fresh -> fresh.getText().equals(menu.getText()))
                .findFirst()
                .ifPresent(fresh -> menu.getItems().setAll(List.copyOf(fresh.getItems())));
    }

    /** Opens the menus at the button; the arrow keys walk them. */
    void open(Button button) {
        var menu = new ContextMenu();
        menu.getItems().setAll(menus());
        menu.show(button, Side.RIGHT, 0, 0);
    }

    private List<Menu> menus() {
        var now = commands.get();
        return Stream.of(Command.Group.values())
                .map(group -> menu(group, now))
                .filter(menu -> !menu.getItems().isEmpty())
                .toList();
    }

    private static Menu menu(Command.Group group, List<Command> commands) {
        var menu = new Menu(group.title());
        commands.stream()
                .filter(command -> command.group() == group)
                .map(MainMenu::item)
                .forEach(menu.getItems()::add);
        return menu;
    }

    private static MenuItem item(Command command) {
        var item = new MenuItem(command.label());
        item.setOnAction(event -> command.run());
        if (!command.keys().isEmpty()) {
            item.setAccelerator(new ToldKeys(command.keys()));
        }
        return item;
    }
}
