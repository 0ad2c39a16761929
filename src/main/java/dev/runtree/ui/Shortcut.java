package dev.runtree.ui;

import dev.runtree.ui.Command.Group;
import java.util.stream.Stream;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/** The keys of the window as a whole. The key sheet, tooltips and the status line print them. */
public enum Shortcut {
    RUNS(Group.GO, "Shortcut+Alt+1", "keys.runs"),
    SESSIONS(Group.GO, "Shortcut+Alt+2", "keys.sessions"),
    AGENTS(Group.GO, "Shortcut+Alt+3", "keys.agents"),
    WATCH(Group.GO, "Shortcut+Alt+4", "keys.watch"),
    APPROVALS(Group.GO, "Shortcut+Alt+5", "keys.approvals"),
    CHECKS(Group.GO, "Shortcut+Alt+6", "keys.checks"),
    SQL(Group.GO, "Shortcut+Alt+7", "keys.sql"),
    FILTER(Group.GO, "Shortcut+K", "keys.filter"),
    FILTER_BACK(Group.GO, "Shortcut+Open Bracket", "keys.filter.back"),
    FILTER_FORWARD(Group.GO, "Shortcut+Close Bracket", "keys.filter.forward"),
    VIEWS(Group.VIEW, "Shortcut+S", "keys.views"),
    NEXT_PANE(Group.GO, "F6", "keys.next.pane"),
    PREVIOUS_PANE(Group.GO, "Shift+F6", "keys.previous.pane"),
    OPEN_FILE(Group.FILE, "Shortcut+O", "keys.open.file"),
    EXPORT(Group.FILE, "Shortcut+E", "keys.export"),
    COPY_AS(Group.STEP, "Shortcut+Shift+C", "keys.copy.as"),
    UNDO(Group.RUN, "Shortcut+Z", "keys.undo"),
    SHOW_SESSION(Group.RUN, "Shortcut+Shift+S", "keys.show.session"),
    COMPARE(Group.RUN, "Shortcut+Shift+M", "keys.compare"),
    REPLAY(Group.RUN, "Shortcut+R", "keys.replay"),
    MANY(Group.RUN, "Shortcut+Alt+R", "keys.many"),
    FORK(Group.STEP, "Shortcut+Shift+R", "keys.fork"),
    TRY(Group.STEP, "Shortcut+Shift+T", "keys.try"),
    TURNS(Group.RUN, "Shortcut+Alt+T", "keys.turns"),
    SAVE_CASE(Group.RUN, "Shortcut+Shift+K", "keys.save.case"),
    LINK(Group.RUN, "Shortcut+L", "keys.link"),
    TREE(Group.VIEW, "Shortcut+1|Shortcut+Numpad 1", "keys.tab.tree"),
    TRANSCRIPT(Group.VIEW, "Shortcut+2|Shortcut+Numpad 2", "keys.tab.transcript"),
    STATISTICS(Group.VIEW, "Shortcut+3|Shortcut+Numpad 3", "keys.tab.statistics"),
    CONNECT(Group.FILE, "Shortcut+D", "keys.connect"),
    RECEIVE(Group.VIEW, "Shortcut+T", "keys.receive"),
    TARGETS(Group.VIEW, "Shortcut+Shift+E", "keys.targets"),
    ALERTS(Group.VIEW, "Shortcut+Shift+A", "keys.alerts"),
    DATABASE(Group.VIEW, "Shortcut+Shift+D", "keys.database"),
    REFRESH(Group.VIEW, "F5", "keys.refresh"),
    THEME(Group.VIEW, "Shortcut+Shift+L", "keys.theme"),
    LARGER(Group.VIEW, "Shortcut+Plus|Shortcut+Equals|Shortcut+Shift+Equals|Shortcut+Add", "keys.larger"),
    SMALLER(Group.VIEW, "Shortcut+Minus|Shortcut+Subtract", "keys.smaller"),
    USUAL_SIZE(Group.VIEW, "Shortcut+0|Shortcut+Numpad 0", "keys.usual.size"),
    PALETTE(Group.HELP, "Shortcut+Shift+P", "keys.palette"),
    MENU(Group.HELP, "F10", "keys.menu"),
    CLOSE(Group.FILE, "Shortcut+W", "keys.close"),
    QUIT(Group.FILE, "Shortcut+Q", "keys.quit");

    private final Group group;
    private final String combinations;
    private final String key;

    /** @param combinations the first is the one that is told; the others are the same key on other keyboards */
    Shortcut(Group group, String combinations, String key) {
        this.group = group;
        this.combinations = combinations;
        this.key = key;
    }

    public boolean matches(KeyEvent event) {
        return combinations().anyMatch(combination -> combination.match(event));
    }

    /** The menu that it stands in. */
    public Group group() {
        return group;
    }

    /** What it does, in a few words. */
    public String label() {
        return Messages.text(key);
    }

    /** As the reader's keyboard has it: {@code Ctrl+K}. */
    public String keys() {
        return combinations().findFirst().orElseThrow().getDisplayText();
    }

    /** What a button for it says when it is pointed at. */
    public Tooltip tooltip() {
        return new Tooltip(label() + "   " + keys());
    }

    private Stream<KeyCombination> combinations() {
        return Stream.of(combinations.split("\\|", -1)).map(KeyCombination::valueOf);
    }
}
