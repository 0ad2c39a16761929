package dev.runtree.receive;

import dev.runtree.otlp.Received;
import dev.runtree.receive.ImportReport.Outcome;
import dev.runtree.receive.ImportReport.Skipped;
import dev.runtree.receive.ImportReport.Stored;
import java.util.HashSet;
import java.util.Set;

/** Counts what was read of one file, and has the outcomes that more than one reader has. */
final class Outcomes {
    static final Skipped METRICS = new Skipped("OTLP metrics, which Runtree does not keep");

    private final Set<String> traceIds = new HashSet<>();
    private long spans;
    private long logs;
    private long rejected;

    void add(Received received) {
        spans += received.spans().size();
        logs += received.logs().size();
        rejected += received.rejected();
        received.spans().forEach(span -> traceIds.add(span.span().id().traceId()));
        received.logs().forEach(log -> traceIds.add(log.span().traceId()));
    }

    Outcome outcome() {
        return spans == 0 && logs == 0 && rejected > 0
                ? new Skipped("OTLP logs of which no record names a span")
                : new Stored(spans, logs, rejected, traceIds.size());
    }
}
