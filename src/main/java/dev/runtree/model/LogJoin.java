package dev.runtree.model;

import java.util.List;

/** Makes the columns of spans: of what was sent of them, and of what log records say of the span that they name. */
public interface LogJoin {
    /** Whether the record may change its span; what may not is only kept. */
    boolean tells(LogRecord log);

    /**
     * The span as it and these records say together. Its payload, times and status stay. Only what was sent counts, and not
     * what an earlier joining made of it: so joining all at once or one after the other is the same, and without records
     * the span is again what it says alone.
     *
     * @param logs all that tell, in the order of their time
     */
    RecordedSpan joined(RecordedSpan span, List<LogRecord> logs);

    /**
     * A span of the embedded runtime that was kept when it began, see {@code SpanWriter.keepStart}.
     *
     * @param otlp an {@code ExportTraceServiceRequest} with this one span
     * @throws IllegalArgumentException when it is something else
     */
    RecordedSpan begun(byte[] otlp);
}
