package dev.runtree.ui.copy;

import dev.runtree.model.Message;
import dev.runtree.model.Span;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.store.Query;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Clip;
import dev.runtree.ui.Messages;
import dev.runtree.ui.Preferences;
import dev.runtree.ui.background.Background;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import org.jspecify.annotations.Nullable;

/**
 * Offers the forms in which a step or a message can be copied, wherever one is shown. While redaction is on, what is copied
 * goes through it; a preview shows what that does before anything leaves.
 */
public final class CopyMenu {
    private final Background background;
    private final RuntreeHome home;
    private final Copies copies;
    private final Consumer<String> told;
    private final Consumer<RuntimeException> failed;
    private Consumer<CopyPreview> over = preview -> {};

    /**
     * @param told a sentence for the status line
     * @param failed told why something could not be copied
     */
    public CopyMenu(
            Background background, Preferences preferences, Consumer<String> told, Consumer<RuntimeException> failed) {
        this.background = background;
        this.home = preferences.home();
        this.copies = new Copies(preferences);
        this.told = told;
        this.failed = failed;
        Clip.use(this::redacted);
    }

    /** Whatever is copied anywhere in the window is redacted while copies are. */
    private void redacted(String name, String text, Consumer<String> put) {
        if (copies.isRedacting()) {
            background.call(() -> copies.redacted(name, text), put, failed);
        } else {
            put.accept(text);
        }
    }

    /** @param shown lays a preview over the window */
    public void onPreview(Consumer<CopyPreview> shown) {
        over = shown;
    }

    /** Shows what a copy of a step would be, before it is made; nothing for no step. */
    public void preview(@Nullable Span step) {
        if (step != null) {
            over.accept(new CopyPreview(background, copies, home, step, this::put, failed));
        }
    }

    /** Reads from another database. */
    public void use(RunQueries queries) {
        copies.use(queries);
    }

    /**
     * Gives a node a context menu for the step that it shows then.
     *
     * @param step {@code null} for none, and then there is no menu
     */
    public void install(Node node, Supplier<@Nullable Span> step) {
        node.setOnContextMenuRequested(event -> {
            var span = step.get();
            if (span != null) {
                new ContextMenu(items(span).toArray(MenuItem[]::new))
                        .show(node, event.getScreenX(), event.getScreenY());
                event.consume();
            }
        });
    }

    /** Shows the menu beneath a node: for a key or a button. */
    public void showAt(Node node, @Nullable Span step) {
        if (step != null) {
            new ContextMenu(items(step).toArray(MenuItem[]::new)).show(node, Side.BOTTOM, 0, 0);
        }
    }

    /** The items of a menu for a step. */
    public List<MenuItem> items(Span step) {
        var items = new ArrayList<MenuItem>();
        for (var form : CopyForm.values()) {
            if (form.fits(step)) {
                items.add(item(form.title(), () -> copy(copies.of(step, form))));
            }
        }
        items.add(new SeparatorMenuItem());
        items.add(item("copy.preview", () -> preview(step)));
        items.add(redacting());
        return items;
    }

    /** A menu in another menu for the step that is shown. */
    public Menu menu(Span step) {
        var menu = new Menu(Messages.text("copy.as"));
        menu.getItems().setAll(items(step));
        return menu;
    }

    /** The items of a menu for one message. */
    public List<MenuItem> items(Message message) {
        return List.of(
                item("copy.text", () -> copy(copies.of(message, CopyForm.TEXT))),
                item("copy.json", () -> copy(copies.of(message, CopyForm.JSON))),
                item("copy.markdown", () -> copy(copies.of(message, CopyForm.MARKDOWN))),
                new SeparatorMenuItem(),
                redacting());
    }

    private static MenuItem item(String key, Runnable work) {
        var item = new MenuItem(Messages.text(key));
        item.setOnAction(event -> work.run());
        return item;
    }

    private MenuItem redacting() {
        var item = new CheckMenuItem(Messages.text("copy.redact"));
        item.setSelected(copies.isRedacting());
        item.setOnAction(event -> {
            var on = item.isSelected();
            background.call(() -> copies.redact(on), done -> {}, failed);
        });
        return item;
    }

    private void copy(Query<Copy> made) {
        background.run(made, this::put, failed);
    }

    private void put(Copy copy) {
        Clip.putExact(copy.text());
        told.accept(copy.told());
    }
}
