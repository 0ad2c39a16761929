package dev.runtree.ui.notes;

import dev.runtree.store.Annotations;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Latest;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Side;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** Takes a word that may have been given before, such as a tag: offers those that begin like what is typed. Enter takes it. */
public final class TagField extends TextField {
    private static final int OFFERED = 8;

    private final Latest asking;
    private final ContextMenu offer = new ContextMenu();
    private final Consumer<String> taken;
    private Words words = Annotations::tags;
    private @Nullable Annotations annotations;
    private boolean quiet;

    /** What is offered. */
    public interface Words {
        dev.runtree.store.Query<List<String>> beginning(Annotations annotations, String text, int limit);
    }

    /**
     * @param taken given what was typed or chosen, never blank
     * @param done called when the reader wants no more
     */
    public TagField(Background background, Consumer<String> taken, Runnable done) {
        this.taken = taken;
        asking = new Latest(background, Duration.millis(120));
        setPromptText(Messages.text("notes.tag.prompt"));
        setAccessibleText(Messages.text("notes.tag.add"));
        getStyleClass().add("tag-field");
        textProperty().subscribe(text -> ask());
        focusedProperty().subscribe(focused -> {
            if (!focused) {
                offer.hide();
            }
        });
        setOnAction(event -> take(getText()));
        addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                offer.hide();
                clear();
                done.run();
                event.consume();
            }
        });
    }

    public void use(Annotations annotations) {
        this.annotations = annotations;
    }

    /** Offers other words than tags. */
    public void offers(Words words, String prompt) {
        this.words = words;
        setPromptText(prompt);
        setAccessibleText(prompt);
    }

    private void take(String text) {
        offer.hide();
        if (!text.isBlank()) {
            taken.accept(text.strip());
        }
    }

    /** Puts a text there without offering anything. */
    public void put(String text) {
        quiet = true;
        setText(text);
        quiet = false;
    }

    private void ask() {
        var database = annotations;
        if (quiet || database == null || !isFocused()) {
            return;
        }
        if (getText().isBlank()) {
            asking.cancel();
            offer.hide();
            return;
        }
        asking.ask(() -> words.beginning(database, getText().strip(), OFFERED), this::offer, failure -> {});
    }

    private void offer(List<String> found) {
        var scene = getScene();
        if (found.isEmpty() || scene == null || scene.getWindow() == null || !isFocused()) {
            offer.hide();
            return;
        }
        offer.getItems().setAll(found.stream().map(this::item).toList());
        if (!offer.isShowing()) {
            offer.show(this, Side.BOTTOM, 0, 0);
        }
    }

    private MenuItem item(String word) {
        var item = new MenuItem(word);
        item.setMnemonicParsing(false);
        item.setOnAction(event -> take(word));
        return item;
    }
}
