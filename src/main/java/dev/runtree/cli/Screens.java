package dev.runtree.cli;

import dev.runtree.settings.DatabaseTarget;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What needs a toolkit: the window and pictures of it. The program's root provides it, so that commands know no JavaFX. */
public interface Screens {

    /**
     * The window to open.
     *
     * @param settings of the home, as they were read when the database was looked for
     * @param database of the traces
     * @param primary where approvals and sessions are; {@code null} where all is in one database
     * @param show a run id or a trace id to show at once
     */
    record Window(
            RuntreeHome home,
            Settings settings,
            DatabaseTarget database,
            @Nullable DatabaseTarget primary,
            @Nullable String show) {}

    /**
     * A picture to take.
     *
     * @param primary as of a window
     * @param view the view's word, such as {@code runs}
     * @param show a run id to show in it; {@code null} is the newest
     */
    record Picture(
            RuntreeHome home,
            DatabaseTarget database,
            @Nullable DatabaseTarget primary,
            String view,
            boolean dark,
            int width,
            int height,
            @Nullable String show,
            Path file) {}

    /** The words of the views that can be rendered. */
    List<String> views();

    /** Whether there is a display to show a window on. */
    boolean hasDisplay();

    /** Opens the window and returns when it is closed, or at once when a window of the same home took over. */
    void open(Window window);

    /** Renders a view without a display and writes it as PNG. */
    void render(Picture picture);
}
