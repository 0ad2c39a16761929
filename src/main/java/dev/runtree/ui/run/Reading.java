package dev.runtree.ui.run;

import dev.runtree.model.Trace;
import dev.runtree.store.RunQueries;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

/** Another way to read the run that is shown: a tab of its own beside the tree. Lives as long as the window. */
public interface Reading {

    /** The key of the tab's title in the window's texts; the tab has it as its id. */
    String title();

    Node node();

    /** Reads from another database from now on. */
    void use(RunQueries queries);

    /**
     * The run that is shown, or what has become of it. Called only while the tab can be seen, so that what nobody looks at
     * costs nothing.
     *
     * @param trace {@code null} while no run is shown
     */
    void show(@Nullable Trace trace);

    /** Its tab can be seen no more: whatever it is told besides is for when it is shown again. */
    default void hidden() {}

    /** Puts the focus where its keys are. */
    void focus();
}
