package dev.runtree.replay.live;

import java.util.List;

/** What a record has for a tool call that a model makes anew. */
public sealed interface Match {

    /**
     * A call with the same arguments.
     *
     * @param again whether its result was given before: the model makes the call more often than it was recorded
     */
    record Same(RecordedResult recorded, boolean again) implements Match {}

    /**
     * A call of the same tool with other arguments.
     *
     * @param differences in which, as {@code $.date "2026-12-03" instead of "2026-12-30"}
     */
    record Near(RecordedResult recorded, List<String> differences) implements Match {}

    /** The tool was never called so, nor otherwise, or all its results were given. */
    record None() implements Match {}
}
