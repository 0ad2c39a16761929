package dev.runtree.export.training;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What is to be written, and what not.
 *
 * @param reasoning whether what a model thought before it answered is written where the format has a place for it
 * @param onlyOk whether only runs that went well are written
 * @param least only what was judged so well; {@code null} for all
 * @param lastCallOnly of the calls of a loop, each of which repeats what went before, only the last
 * @param replays whether runs that are replays of others are written too
 * @param duplicates whether lines that say the same are all written
 * @param train which part of the sessions goes into the training file, between 0 and 1; the others into the test file; {@code
 *     null} for one file
 * @param limit how many lines at most
 */
public record TrainingChoices(
        TrainingFormat format,
        LineUnit per,
        boolean reasoning,
        boolean onlyOk,
        @Nullable LeastScore least,
        boolean lastCallOnly,
        boolean replays,
        boolean duplicates,
        @Nullable Double train,
        long limit) {

    /**
     * The least score.
     *
     * @param name of the score; {@code null} for all that have a number
     */
    public record LeastScore(@Nullable String name, BigDecimal value) {}

    /** All that can be written, a line a conversation. */
    public static TrainingChoices of(TrainingFormat format) {
        return new TrainingChoices(
                format, LineUnit.CONVERSATION, false, false, null, false, false, false, null, Long.MAX_VALUE);
    }
}
