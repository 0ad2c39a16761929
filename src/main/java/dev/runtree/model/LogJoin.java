package dev.runtree.model;

import java.util.List;

/** What log records say of the span that they name, beyond standing beside it. */
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
}
