package dev.runtree.store;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * What a target does not have of a trace.
 *
 * @param isWanted whether it is there and the target's filter lets it through
 * @param spans in the order of their starts
 * @param total how many spans it has, those included that the target has
 * @param sent what it has of it
 */
public record UnsentTrace(String traceId, boolean isWanted, List<UnsentSpan> spans, int total, SentSpans sent) {
    public UnsentTrace {
        spans = List.copyOf(spans);
    }

    /** The UTC day on which the last of these spans began. */
    LocalDate day() {
        var last = spans.stream().mapToLong(UnsentSpan::startNanos).max().orElse(0);
        return LocalDate.ofInstant(Instant.ofEpochSecond(Math.floorDiv(last, 1_000_000_000L)), ZoneOffset.UTC);
    }
}
