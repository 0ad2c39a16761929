package dev.runtree.ui.agents;

import dev.runtree.ui.Messages;

/** What an agent of a file does just now. */
enum FileState {
    IDLE(""),
    RUNNING("agents.running"),
    WAITS("agents.waits"),
    WRONG("agents.wrong");

    private final String key;

    FileState(String key) {
        this.key = key;
    }

    /** In a word; empty while it does nothing. */
    String word() {
        return switch (this) {
            case IDLE -> "";
            case RUNNING, WAITS, WRONG -> Messages.text(key);
        };
    }
}
