package dev.runtree.otlp;

import dev.runtree.model.LogJoin;
import dev.runtree.model.LogRecord;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Source;
import dev.runtree.otlp.message.SpringMessages;
import dev.runtree.pricing.Prices;
import java.util.List;

/** Reads a span and its log records together, in whatever order they came. */
public final class SpanLogs implements LogJoin {
    private final Prices prices;

    /** @param prices what calls cost whose producer does not tell */
    public SpanLogs(Prices prices) {
        this.prices = prices;
    }

    /** Messages, what else is said of a model call, and exceptions. */
    @Override
    public boolean tells(LogRecord log) {
        return log.eventName().startsWith("gen_ai.")
                || log.json().contains("\"exception.type\":")
                || log.json().contains("\"exception.message\":")
                || SpringMessages.tells(log.json());
    }

    @Override
    public RecordedSpan joined(RecordedSpan span, List<LogRecord> logs) {
        return new Normaliser(span.span().source(), prices).again(span, logs);
    }

    @Override
    public RecordedSpan begun(byte[] otlp) {
        var span = begun(otlp, Source.RUNTIME);
        return span.span().replayOf() == null ? span : begun(otlp, Source.REPLAY);
    }

    private RecordedSpan begun(byte[] otlp, Source source) {
        var read = new OtlpReader(prices).traces(Encoding.PROTOBUF, otlp, source);
        if (read.spans().size() != 1) {
            throw new IllegalArgumentException("not the start of a span");
        }
        return read.spans().getFirst();
    }
}
