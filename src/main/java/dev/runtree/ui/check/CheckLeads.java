package dev.runtree.ui.check;

import java.net.URI;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.Node;

/** Where the view of cases leads. */
public interface CheckLeads {
    /** Shows a run. */
    void open(String runId);

    /** Shows a replay beside the run that it replays. */
    void compare(String replay, String original);

    /** Opens a file with the program that the system has for it. */
    void edit(URI file);

    /**
     * Lays a sheet over the window.
     *
     * @param maker makes it; given what takes it away
     * @param focus says to it that it is shown
     */
    <S extends Node> void sheet(Function<Runnable, S> maker, Consumer<S> focus);

    /** Says a sentence, such as what came of all. */
    void told(String sentence);
}
