package dev.runtree.ui;

import java.nio.file.Path;
import java.util.List;
import javafx.scene.Parent;

/**
 * One of the views among which the rail chooses, beside that of the runs. All but {@link #leave} is called on the JavaFX
 * thread. It asks the database for nothing while it is not shown.
 */
public interface MainView extends Standing {

    /**
     * What is shown; asked for once, when it is to be shown for the first time. Before that the view is only told of databases
     * and of changes, so that what it is made of costs the start of the window nothing.
     */
    Parent node();

    /** Says whether the view is shown. */
    void setActive(boolean now);

    /** The panes, in the order in which the keyboard walks them. */
    List<? extends Parent> panes();

    /** What can be done in it, for menus and the palette; asked for while it is shown. */
    List<Command> commands();

    /**
     * Takes files that were dropped on the window while it is shown.
     *
     * @return whether it has; otherwise they are read as traces
     */
    default boolean take(List<Path> files) {
        return false;
    }

    /** Puts the focus where the reader most likely goes on. */
    void focus();
}
