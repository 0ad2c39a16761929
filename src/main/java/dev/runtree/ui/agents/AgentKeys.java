package dev.runtree.ui.agents;

import dev.runtree.ui.Command;
import dev.runtree.ui.Messages;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/** The keys of the view of agents. */
enum AgentKeys {
    OPEN(Command.Group.FILE, "Shortcut+Shift+O", "agents.open"),
    NEW_SESSION(Command.Group.RUN, "Shortcut+N", "agents.session.new"),
    TURN_BEFORE(Command.Group.GO, "Alt+Up", "agents.turn.before"),
    TURN_AFTER(Command.Group.GO, "Alt+Down", "agents.turn.after"),
    STOP(Command.Group.RUN, "Shortcut+Period", "agents.stop"),
    DECIDE(Command.Group.GO, "Shortcut+J", "agents.to.approval"),
    WRITE(Command.Group.GO, "Shortcut+I", "agents.to.message");

    private final Command.Group group;

    @SuppressWarnings("ImmutableEnumChecker") // JavaFX does not say that it is
    private final KeyCombination combination;

    private final String key;

    AgentKeys(Command.Group group, String combination, String key) {
        this.group = group;
        this.combination = KeyCombination.valueOf(combination);
        this.key = key;
    }

    static Optional<AgentKeys> of(KeyEvent event) {
        return Stream.of(values()).filter(key -> key.combination.match(event)).findFirst();
    }

    /** As the reader's keyboard has them. */
    String keys() {
        return combination.getDisplayText();
    }

    Command command(Runnable work) {
        return new Command(group, Messages.text(key), keys(), work);
    }
}
