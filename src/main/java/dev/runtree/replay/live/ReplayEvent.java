package dev.runtree.replay.live;

import dev.runtree.model.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What happens in a replay, as it happens. */
public sealed interface ReplayEvent {

    /** @param number of the model call, from 1 */
    record ModelStarted(int number, String model) implements ReplayEvent {}

    /** A piece of the answer's text. */
    record Text(String piece) implements ReplayEvent {}

    /** A model's call failed and is tried again after a while; what was streamed of its answer no longer counts. */
    record ModelRetried(String reason, Duration pause) implements ReplayEvent {}

    /** @param cost in US dollars; {@code null} where no price is known */
    record ModelEnded(
            int number, String model, Usage usage, @Nullable BigDecimal cost, Duration duration)
            implements ReplayEvent {}

    /** A tool call was answered. */
    record ToolAnswered(String tool, String arguments, ToolAnswer answer) implements ReplayEvent {}
}
