package dev.runtree.ui;

import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/** The keys of the window as a whole. The key sheet, tooltips and the status line print them. */
public enum Shortcut {
    FILTER("Shortcut+K", "keys.filter"),
    NEXT_PANE("F6", "keys.next.pane"),
    PREVIOUS_PANE("Shift+F6", "keys.previous.pane"),
    OPEN_FILE("Shortcut+O", "keys.open.file"),
    EXPORT("Shortcut+E", "keys.export"),
    CONNECT("Shortcut+D", "keys.connect"),
    RECEIVE("Shortcut+T", "keys.receive"),
    DATABASE("Shortcut+Shift+D", "keys.database"),
    REFRESH("F5", "keys.refresh"),
    THEME("Shortcut+Shift+L", "keys.theme"),
    CLOSE("Shortcut+W", "keys.close"),
    QUIT("Shortcut+Q", "keys.quit");

    private final String combination;
    private final String key;

    Shortcut(String combination, String key) {
        this.combination = combination;
        this.key = key;
    }

    public boolean matches(KeyEvent event) {
        return combination().match(event);
    }

    /** What it does, in a few words. */
    public String label() {
        return Messages.text(key);
    }

    /** As the reader's keyboard has it: {@code Ctrl+K}. */
    public String keys() {
        return combination().getDisplayText();
    }

    /** What a button for it says when it is pointed at. */
    public Tooltip tooltip() {
        return new Tooltip(label() + "   " + keys());
    }

    private KeyCombination combination() {
        return KeyCombination.valueOf(combination);
    }
}
