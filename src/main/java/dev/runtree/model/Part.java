package dev.runtree.model;

import org.jspecify.annotations.Nullable;

/** A piece of a message, in the order in which the producer put it. */
public sealed interface Part {

    record Text(String text) implements Part {}

    record Reasoning(String text) implements Part {}

    /**
     * The model asks for a tool.
     *
     * @param arguments JSON where it is JSON, else the producer's text
     */
    record ToolCall(@Nullable String id, String name, String arguments) implements Part {}

    /**
     * What a tool answered.
     *
     * @param result JSON or text, as the producer gave it
     */
    record ToolResult(@Nullable String id, @Nullable String name, String result) implements Part {}

    /**
     * An image, sound or file.
     *
     * @param mimeType such as {@code image/png}
     * @param uri where it lies; {@code data:} for content that was sent along
     */
    record Media(@Nullable String mimeType, String uri) implements Part {}

    /** What no rule knows, as JSON. */
    record Unknown(String json) implements Part {}
}
