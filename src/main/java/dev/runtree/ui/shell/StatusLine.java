package dev.runtree.ui.shell;

import dev.runtree.store.RunCount;
import dev.runtree.ui.Messages;
import dev.runtree.ui.Shortcut;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** The line at the bottom: which database, what happens there, and the keys one needs first. */
final class StatusLine extends HBox {
    private static final PseudoClass AWAY = PseudoClass.getPseudoClass("away");
    private static final PseudoClass WAITING = PseudoClass.getPseudoClass("waiting");

    /** In a window that is narrower, what happens goes before the keys. */
    private static final double ROOM_FOR_KEYS = 780;

    private final Region dot = new Region();
    private final Button database = new Button();
    private final Label runs = new Label();
    private final Label activity = new Label();
    private final HBox keys = new HBox();

    /**
     * @param segment tells of what is received
     * @param more shows more of the database
     */
    StatusLine(Node segment, Runnable more) {
        getStyleClass().add("status-line");
        database.getStyleClass().setAll("status-database");
        database.setTooltip(new Tooltip(Shortcut.DATABASE.label() + "   " + Shortcut.DATABASE.keys()));
        database.setOnAction(event -> more.run());
        dot.getStyleClass().add("dot");
        activity.getStyleClass().add("activity");
        var space = new Region();
        setHgrow(space, Priority.ALWAYS);
        getChildren().addAll(dot, database, runs, segment, activity, space, keys);
        keys.getStyleClass().add("status-keys");
        keys.managedProperty().bind(keys.visibleProperty());
        widthProperty().subscribe(width -> keys.setVisible(width.doubleValue() >= ROOM_FOR_KEYS));
        key(Shortcut.FILTER.keys(), Messages.text("status.filter"));
        key(Shortcut.NEXT_PANE.keys(), Shortcut.NEXT_PANE.label());
        key("?", Messages.text("status.keys"));
    }

    private void key(String pressed, String does) {
        var cap = new Label(pressed);
        cap.getStyleClass().add("key");
        cap.setMinWidth(USE_PREF_SIZE);
        keys.getChildren().addAll(cap, new Label(does));
    }

    void opening(String what) {
        state(what, false, true);
    }

    void open(String what) {
        state(what, false, false);
    }

    void away(String what) {
        state(what, true, false);
    }

    private void state(String what, boolean away, boolean waiting) {
        database.setText(what);
        runs.setText("");
        dot.pseudoClassStateChanged(AWAY, away);
        dot.pseudoClassStateChanged(WAITING, waiting);
    }

    /** How many runs are in the database. */
    void runs(RunCount count) {
        var text = switch (count.runs()) {
            case 0 -> Messages.text("status.empty");
            case 1 -> Messages.text("runs.title.one");
            default -> Messages.text("runs.title", count.text());
        };
        runs.setText("· " + text);
    }

    /** What is going on, such as an import; empty when nothing is. */
    void activity(String text) {
        activity.setText(text);
    }
}
