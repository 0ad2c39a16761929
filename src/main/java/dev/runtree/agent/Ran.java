package dev.runtree.agent;

import dev.runtree.agent.frame.Frame;
import org.jspecify.annotations.Nullable;

/**
 * A run that is over or has paused.
 *
 * @param frame what is needed to go on; {@code null} unless it has paused
 */
record Ran(RunOutput output, @Nullable Frame frame) {}
