package dev.runtree.otlp;

import dev.runtree.model.LogRecord;
import dev.runtree.model.RecordedSpan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a body held.
 *
 * @param logs records that name a span
 * @param rejected spans or records that could not be taken; the rest of the body was
 * @param withoutSpan of these, log records that could be read and name no span
 * @param reason why, for the sender; {@code null} when there is nothing to tell
 */
public record Received(
        List<RecordedSpan> spans,
        List<LogRecord> logs,
        int rejected,
        int withoutSpan,
        @Nullable String reason) {
    public Received {
        spans = List.copyOf(spans);
        logs = List.copyOf(logs);
    }
}
