package dev.runtree.store;

import dev.runtree.model.LogJoin;
import dev.runtree.model.LogRecord;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.SpanId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What stored log records tell of the spans of a batch: turns a span into what it is with them, and back. */
final class SpanWords {
    /** Records that make up one span's columns. So many hold any conversation, and a flood of them costs no more. */
    static final int MOST = 1_000;

    private static final long MOST_BYTES = 16L << 20;

    private final LogJoin join;
    private final Map<SpanId, List<LogRecord>> logs;

    private SpanWords(LogJoin join, Map<SpanId, List<LogRecord>> logs) {
        this.join = join;
        this.logs = logs;
    }

    static SpanWords of(Connection connection, Collection<SpanId> spans, LogJoin join) throws SQLException {
        return new SpanWords(join, LogRows.telling(connection, spans, MOST, MOST_BYTES));
    }

    RecordedSpan joined(RecordedSpan span) {
        var told = logs.get(span.span().id());
        return told == null ? span : SpanCleaner.clean(join.joined(span, told));
    }

    /** A stored span as it was sent: two versions are compared without what log records made of one of them. */
    RecordedSpan alone(RecordedSpan stored) {
        return logs.containsKey(stored.span().id()) ? SpanCleaner.clean(join.joined(stored, List.of())) : stored;
    }
}
