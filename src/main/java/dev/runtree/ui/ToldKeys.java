package dev.runtree.ui;

import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/** Keys that a menu tells and does not listen for: the window and its panes do, each at its time. */
public final class ToldKeys extends KeyCombination {
    private final String keys;

    /** @param keys as they are to be read */
    public ToldKeys(String keys) {
        this.keys = keys;
    }

    @Override
    public boolean match(KeyEvent event) {
        return false;
    }

    @Override
    public String getDisplayText() {
        return keys;
    }
}
