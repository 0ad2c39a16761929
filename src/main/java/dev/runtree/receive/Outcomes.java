package dev.runtree.receive;

import dev.runtree.model.RecordedSpan;
import dev.runtree.receive.ImportReport.Skipped;
import dev.runtree.receive.ImportReport.Stored;
import java.util.List;

/** The outcomes that more than one reader has. */
final class Outcomes {
    static final Skipped LOGS = new Skipped("OTLP logs, which are not imported yet");
    static final Skipped METRICS = new Skipped("OTLP metrics, which Runtree does not keep");

    private Outcomes() {}

    static Stored stored(List<RecordedSpan> spans) {
        var traces = spans.stream()
                .map(span -> span.span().id().traceId())
                .distinct()
                .count();
        return new Stored(spans.size(), (int) traces);
    }
}
