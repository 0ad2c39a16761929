package dev.runtree.ui.snapshot;

import dev.runtree.settings.DatabaseTarget;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.ui.Theme;
import dev.runtree.ui.shell.View;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A picture to take.
 *
 * @param primary where approvals and sessions are; {@code null} where all is in one database
 * @param width in pixels, as {@code height}
 * @param show the run to show; {@code null} is the newest
 * @param file the PNG to write
 */
public record Shot(
        RuntreeHome home,
        DatabaseTarget database,
        @Nullable DatabaseTarget primary,
        View view,
        Theme theme,
        int width,
        int height,
        @Nullable String show,
        Path file) {}
