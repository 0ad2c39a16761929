package dev.runtree.ui.provenance;

import dev.runtree.provenance.CallOrigins.Argument;
import dev.runtree.provenance.CallOrigins.Mark;
import dev.runtree.ui.Clip;
import dev.runtree.ui.Messages;
import dev.runtree.ui.text.JsonText;
import java.util.function.BiConsumer;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** The value of an argument, with its mark; a click, Enter or {@code w} asks where it comes from. */
final class ArgumentValue extends StackPane {
    private final JsonText.Member member;
    private final @Nullable Argument argument;
    private final BiConsumer<Argument, Node> ask;

    ArgumentValue(JsonText.Member member, Node shown, @Nullable Argument argument, BiConsumer<Argument, Node> ask) {
        super(shown);
        this.member = member;
        this.argument = argument;
        this.ask = ask;
        getStyleClass().add("argument-value");
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        setMinWidth(0);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.BUTTON);
        setAccessibleText(words());
        addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        addEventHandler(MouseEvent.MOUSE_CLICKED, this::clicked);
        setOnContextMenuRequested(event -> {
            menu().show(this, event.getScreenX(), event.getScreenY());
            event.consume();
        });
    }

    void mark(Mark mark) {
        switch (mark) {
            case NAMED_BY_ERROR -> getStyleClass().add("mark-named");
            case NOT_SAID -> getStyleClass().add("mark-unsaid");
            case NONE -> {}
        }
    }

    private String words() {
        var words = member.key() + ": " + Wording.cut(member.plain(), 200);
        return argument == null ? words : words + ". " + Wording.sentence(argument.telling());
    }

    private void pressed(KeyEvent event) {
        var asks = event.getCode() == KeyCode.W || event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE;
        if (asks && !event.isShortcutDown() && !event.isAltDown()) {
            ask();
            event.consume();
        } else if (event.getCode() == KeyCode.C && !event.isAltDown()) {
            copy();
            event.consume();
        }
    }

    private void clicked(MouseEvent event) {
        if (event.getButton() == MouseButton.PRIMARY && event.isStillSincePress()) {
            requestFocus();
            ask();
        }
    }

    private void ask() {
        if (argument != null) {
            ask.accept(argument, this);
        }
    }

    private ContextMenu menu() {
        var from = new MenuItem(Messages.text("origin.ask"));
        from.setDisable(argument == null);
        from.setOnAction(event -> ask());
        var copy = new MenuItem(Messages.text("origin.copy"));
        copy.setOnAction(event -> copy());
        return new ContextMenu(from, copy);
    }

    private void copy() {
        Clip.put(member.key(), member.plain());
    }
}
