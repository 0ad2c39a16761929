package dev.runtree.export;

import dev.runtree.model.LogRecord;
import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.redact.Redaction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Spans and log records as they leave when they are redacted. Ids and times stay, so that a trace stays one; the bytes that
 * are kept of what JSON cannot say are left out, for nobody can look into them.
 */
public final class RedactedRecords {
    private final Redaction redaction;

    public RedactedRecords(Redaction redaction) {
        this.redaction = redaction;
    }

    /** Spans as they were sent. */
    public List<RecordedSpan> spans(List<RecordedSpan> spans) {
        return spans.stream().map(this::sent).toList();
    }

    /** As it was sent: of what Runtree itself says of a span nothing leaves, so nothing of it is counted. */
    private RecordedSpan sent(RecordedSpan recorded) {
        var span = recorded.span();
        return new RecordedSpan(
                span.withSaid(redaction.text(span.name()), span.spanName(), message(span)),
                payload(recorded.payload()));
    }

    public RecordedSpan span(RecordedSpan recorded) {
        return new RecordedSpan(span(recorded.span()), payload(recorded.payload()));
    }

    /** A span with all that it says by itself, beginnings of texts included. */
    public Span span(Span span) {
        return span.withSaid(redaction.text(span.name()), redaction.text(span.spanName()), message(span))
                .withTexts(nullable(span.input()), nullable(span.output()));
    }

    private @Nullable String message(Span span) {
        var message = span.statusMessage();
        return message == null ? null : redaction.said(message);
    }

    private Payload payload(Payload payload) {
        return new Payload(
                redaction.json(payload.attributes()),
                redaction.json(payload.events()),
                redaction.json(payload.links()),
                redaction.json(payload.resource()),
                redaction.json(payload.scope()),
                nullable(payload.otlp()),
                null);
    }

    public List<LogRecord> logs(List<LogRecord> logs) {
        return logs.stream()
                .map(log ->
                        new LogRecord(log.span(), log.timeNanos(), log.eventName(), redaction.json(log.json()), null))
                .toList();
    }

    private @Nullable String nullable(@Nullable String json) {
        return json == null ? null : redaction.json(json);
    }
}
