package dev.runtree.ui.run;

import dev.runtree.ui.ToldKeys;
import java.util.List;
import java.util.function.Supplier;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.ContextMenuEvent;

/** What can be done with the row that is selected, at the pointer or at the row. */
final class TreeMenu {
    private static final List<List<TreeAction>> PARTS = List.of(
            List.of(TreeAction.DETAIL, TreeAction.FIT, TreeAction.COLLAPSE_OTHERS),
            List.of(TreeAction.ONLY_LIKE_THIS, TreeAction.ONLY_AGENT, TreeAction.HIDE_KIND, TreeAction.TO_RUNS),
            List.of(
                    TreeAction.COPY,
                    TreeAction.COPY_NAME,
                    TreeAction.COPY_ID,
                    TreeAction.COPY_INPUT,
                    TreeAction.COPY_OUTPUT));

    private final RunTree tree;
    private final ContextMenu menu = new ContextMenu();
    private Supplier<List<MenuItem>> more = List::of;
    private List<MenuItem> added = List.of();

    TreeMenu(RunTree tree) {
        this.tree = tree;
        for (var part : PARTS) {
            if (!menu.getItems().isEmpty()) {
                menu.getItems().add(new SeparatorMenuItem());
            }
            part.forEach(action -> menu.getItems().add(item(action)));
        }
        tree.setOnContextMenuRequested(this::show);
    }

    private MenuItem item(TreeAction action) {
        var item = new MenuItem(action.label());
        item.setId("tree-" + action.name().toLowerCase(java.util.Locale.ROOT));
        item.setOnAction(event -> tree.does(action));
        if (!action.keys().isEmpty()) {
            item.setAccelerator(new ToldKeys(action.keys()));
        }
        return item;
    }

    /** @param items makes what stands last in the menu, each time that it is shown */
    void more(Supplier<List<MenuItem>> items) {
        more = items;
    }

    private void show(ContextMenuEvent event) {
        if (tree.selected() < 0) {
            return;
        }
        menu.getItems().removeAll(added);
        added = more.get();
        menu.getItems().addAll(added);
        if (event.isKeyboardTrigger()) {
            var row = tree.rows().rowOf(tree.selected());
            var at = tree.localToScreen(60, TreePainter.HEADER + tree.rows().y(row) - tree.scrolled() + RunTree.ROW);
            menu.show(tree, at.getX(), at.getY());
        } else {
            menu.show(tree, event.getScreenX(), event.getScreenY());
        }
        event.consume();
    }

    ContextMenu menu() {
        return menu;
    }
}
