package dev.runtree.replay.live;

import dev.runtree.model.SpanId;
import org.jspecify.annotations.Nullable;

/**
 * A tool call of the record with what the model was told of it.
 *
 * @param step which step it was, from 1; 0 where only the messages tell of it
 * @param span likewise; {@code null} where only the messages tell of it
 * @param failed whether it was an error
 */
public record RecordedResult(
        int step, @Nullable SpanId span, String tool, String arguments, String result, boolean failed) {}
