package dev.runtree.ui.sql;

import dev.runtree.ui.Command;
import dev.runtree.ui.Messages;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/** The keys of the SQL console. */
enum SqlKeys {
    RUN(Command.Group.RUN, "Shortcut+Enter", "sql.run"),
    EXPLAIN(Command.Group.RUN, "Shortcut+Shift+Enter", "sql.explain"),
    STOP(Command.Group.RUN, "Shortcut+Period", "sql.stop"),
    CSV(Command.Group.FILE, "Shortcut+Shift+X", "sql.csv"),
    PLOT(Command.Group.VIEW, "Shortcut+G", "sql.plot"),
    VALUE(Command.Group.VIEW, "Shortcut+Shift+V", "sql.value"),
    WRITE(Command.Group.GO, "Shortcut+I", "sql.to.editor"),
    FIND(Command.Group.GO, "Shortcut+J", "sql.to.snippets");

    private final Command.Group group;

    @SuppressWarnings("ImmutableEnumChecker") // JavaFX does not say that it is
    private final KeyCombination combination;

    private final String key;

    SqlKeys(Command.Group group, String combination, String key) {
        this.group = group;
        this.combination = KeyCombination.valueOf(combination);
        this.key = key;
    }

    static Optional<SqlKeys> of(KeyEvent event) {
        return Stream.of(values()).filter(key -> key.combination.match(event)).findFirst();
    }

    Command command(Runnable work) {
        return new Command(group, Messages.text(key), combination.getDisplayText(), work);
    }

    /** What a button for it says when it is pointed at. */
    Tooltip tooltip() {
        return new Tooltip(Messages.text(key) + "   " + combination.getDisplayText());
    }
}
