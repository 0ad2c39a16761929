package dev.runtree.ui;

import java.io.Serial;
import java.util.function.Consumer;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.Node;

/**
 * A reader wants to see a statement in the SQL console: fired by what tells of one, wherever it is in the window, and answered by
 * the console.
 */
public final class SqlAsked extends Event {
    private static final EventType<SqlAsked> ASKED = new EventType<>(Event.ANY, "SQL_ASKED");

    @Serial
    private static final long serialVersionUID = 1;

    private final String sql;

    private SqlAsked(String sql) {
        super(ASKED);
        this.sql = sql;
    }

    /** Opens a statement in the console of the window that a node is in. It is not run. */
    public static void ask(Node node, String sql) {
        node.fireEvent(new SqlAsked(sql));
    }

    /** Answers for the window that a node comes to be in. */
    public static void listen(Node node, Consumer<String> answer) {
        node.sceneProperty().subscribe(scene -> {
            if (scene != null) {
                scene.addEventHandler(ASKED, event -> answer.accept(event.sql));
            }
        });
    }
}
