package dev.runtree.ui;

import dev.runtree.store.Database;
import java.util.List;
import javafx.scene.Parent;

/** A view in which something is worked on that goes on while another one is shown. All but {@link #leave} is for the JavaFX thread. */
public interface WorkView {

    /** Ends what goes on, and waits until it is stored in the database that is left; on a thread that may wait. */
    void leave(Database before);

    /** As {@link MainView#panes}. */
    List<? extends Parent> panes();

    /** As {@link MainView#commands}. */
    List<Command> commands();

    /** As {@link MainView#focus}. */
    void focus();
}
