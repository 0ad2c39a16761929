package dev.runtree.replay;

import org.jspecify.annotations.Nullable;

/**
 * A tool that a model's answer asks for, and where the record has its result.
 *
 * @param id the model's own
 * @param arguments JSON where it is JSON, else the producer's text
 * @param told the result as the model was told it in its next call; {@code null} where that was not recorded
 */
public record AskedCall(
        @Nullable String id,
        String name,
        String arguments,
        Found result,
        @Nullable String told) {

    /** Where the result of a call stands in the record. */
    public sealed interface Found {

        /**
         * In the step of a tool.
         *
         * @param step its number
         * @param isNear whether name or arguments of the step are others than the model asked for: matched by its id or its place
         */
        record InStep(int step, boolean isNear) implements Found {}

        /** Only in what the model was told next, because nobody recorded the tool. */
        record InRequest() implements Found {}

        /** Nowhere. */
        record Nowhere() implements Found {}
    }
}
