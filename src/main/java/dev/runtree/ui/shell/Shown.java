package dev.runtree.ui.shell;

import dev.runtree.settings.DatabaseTarget;
import org.jspecify.annotations.Nullable;

/**
 * What a window shows.
 *
 * @param traces the database of runs
 * @param primary where approvals and sessions are; {@code null} where all is in one database
 */
public record Shown(DatabaseTarget traces, @Nullable DatabaseTarget primary) {}
