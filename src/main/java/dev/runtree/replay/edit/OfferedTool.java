package dev.runtree.replay.edit;

import org.jspecify.annotations.Nullable;

/**
 * A tool that a model is offered.
 *
 * @param description what it is told that the tool is for; {@code null} where it is told nothing
 * @param parameters the JSON schema of its arguments, as JSON text
 */
public record OfferedTool(String name, @Nullable String description, String parameters) {}
