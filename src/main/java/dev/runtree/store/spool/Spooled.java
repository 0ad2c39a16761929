package dev.runtree.store.spool;

import dev.runtree.model.LogRecord;
import dev.runtree.model.RecordedSpan;
import java.util.List;

/** What was submitted at once, and is kept or lost at once. */
public record Spooled(List<RecordedSpan> spans, List<LogRecord> logs) {
    public Spooled {
        spans = List.copyOf(spans);
        logs = List.copyOf(logs);
    }
}
