package dev.runtree.replay.live;

import java.util.List;

/**
 * A tool call that the record has no result for.
 *
 * @param recorded other results of the same tool, in their order
 * @param canRun whether the tool can be run here
 */
public record MissingCall(String tool, String arguments, List<RecordedResult> recorded, boolean canRun) {

    /** What is done about it. */
    public sealed interface Decision {

        /** The model is told this. */
        record Type(String result) implements Decision {}

        /** The model is told what the record has of another call. */
        record Take(RecordedResult recorded) implements Decision {}

        /** The tool is run. */
        record Run() implements Decision {}

        /** The replay stops here. */
        record Stop() implements Decision {}
    }

    public MissingCall {
        recorded = List.copyOf(recorded);
    }
}
