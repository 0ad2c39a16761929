package dev.runtree.export;

import dev.runtree.model.LogRecord;
import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.redact.Redaction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Spans and log records as they leave when they are redacted. Ids and times stay, so that a trace stays one; the bytes that
 * are kept of what JSON cannot say are left out, for nobody can look into them.
 */
final class RedactedRecords {
    private final Redaction redaction;

    RedactedRecords(Redaction redaction) {
        this.redaction = redaction;
    }

    List<RecordedSpan> spans(List<RecordedSpan> spans) {
        return spans.stream().map(this::span).toList();
    }

    private RecordedSpan span(RecordedSpan recorded) {
        var span = recorded.span();
        var payload = recorded.payload();
        var message = span.statusMessage();
        return new RecordedSpan(
                span.withSaid(redaction.text(span.name()), message == null ? null : redaction.said(message)),
                new Payload(
                        redaction.json(payload.attributes()),
                        redaction.json(payload.events()),
                        redaction.json(payload.links()),
                        redaction.json(payload.resource()),
                        redaction.json(payload.scope()),
                        nullable(payload.otlp()),
                        null));
    }

    List<LogRecord> logs(List<LogRecord> logs) {
        return logs.stream()
                .map(log ->
                        new LogRecord(log.span(), log.timeNanos(), log.eventName(), redaction.json(log.json()), null))
                .toList();
    }

    private @Nullable String nullable(@Nullable String json) {
        return json == null ? null : redaction.json(json);
    }
}
