package dev.runtree.otlp;

import dev.runtree.model.LogRecord;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Source;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanStatus;
import dev.runtree.model.Usage;
import dev.runtree.otlp.dialect.Dialects;
import dev.runtree.otlp.dialect.People;
import dev.runtree.otlp.dialect.Providers;
import dev.runtree.otlp.dialect.Statuses;
import dev.runtree.otlp.dialect.Wording;
import dev.runtree.otlp.raw.Attributes;
import dev.runtree.otlp.raw.RawSpan;
import dev.runtree.otlp.text.Json;
import dev.runtree.otlp.text.Text;
import dev.runtree.otlp.wire.Decoded;
import dev.runtree.otlp.wire.Ids;
import dev.runtree.otlp.wire.SpanPayload;
import dev.runtree.otlp.wire.Times;
import dev.runtree.pricing.Prices;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns OTLP spans of any dialect into canonical ones: the single way in, for bodies, files and the runtime. */
final class Normaliser {
    private final Source source;
    private final Costs costs;

    Normaliser(Source source, Prices prices) {
        this.source = source;
        this.costs = new Costs(prices);
    }

    List<RecordedSpan> spans(Decoded<ResourceSpans> decoded) {
        var result = new ArrayList<RecordedSpan>();
        for (var resource : decoded.resources()) {
            var attributes = Attributes.of(resource.getResource().getAttributesList());
            var resourceJson = SpanPayload.resource(resource);
            for (var scope : resource.getScopeSpansList()) {
                var payloads = new SpanPayload(resource, scope, resourceJson, decoded.repairs());
                for (var span : scope.getSpansList()) {
                    result.add(span(span, RawSpan.of(span, scope.getScope().getName(), attributes), payloads));
                }
            }
        }
        return result;
    }

    private RecordedSpan span(Span sent, RawSpan raw, SpanPayload payloads) {
        var said = Dialects.of(raw);
        var status = Statuses.of(sent, said);
        var message = Statuses.message(sent.getStatus().getMessage(), status, said);
        var id = new SpanId(
                Ids.sound(sent.getTraceId(), Ids.TRACE_BYTES, sent), Ids.sound(sent.getSpanId(), Ids.SPAN_BYTES, sent));
        var parent = Ids.parent(sent.getParentSpanId());
        var frame = new Frame(
                id,
                id.spanId().equals(parent) ? null : parent,
                Text.readable(sent.getName()),
                Times.clamped(sent.getStartTimeUnixNano()),
                sent.getEndTimeUnixNano() == 0 ? null : Long.valueOf(Times.clamped(sent.getEndTimeUnixNano())),
                source);
        return new RecordedSpan(span(frame, said, status, message), payloads.of(sent, status, message));
    }

    /**
     * A stored span once more, out of its payload and these log records. Its status stays: how a step ended it says itself.
     *
     * @param logs by their time
     */
    RecordedSpan again(RecordedSpan stored, List<LogRecord> logs) {
        var json = logs.stream().map(LogRecord::json).collect(Collectors.joining(",", "[", "]"));
        var raw = RawSpan.of(new RecordedSpan(stored.span(), stored.payload().withLogs(json)));
        var said = Dialects.of(raw);
        var span = stored.span();
        var message = Statuses.message(sentMessage(stored), span.status(), said);
        var frame = new Frame(
                span.id(), span.parentSpanId(), span.name(), span.startNanos(), span.endNanos(), span.source());
        return new RecordedSpan(span(frame, said, span.status(), message), stored.payload());
    }

    private static String sentMessage(RecordedSpan stored) {
        var otlp = stored.payload().otlp();
        var noted = otlp == null ? null : Attributes.of(Json.parse(otlp)).get("sent_status_message");
        var message = noted == null ? stored.span().statusMessage() : Json.text(noted);
        return message == null ? "" : message;
    }

    /** What no dialect and no log record has a say in. */
    private record Frame(
            SpanId id,
            @Nullable String parent,
            String name,
            long start,
            @Nullable Long end,
            Source source) {}

    private dev.runtree.model.Span span(Frame frame, Dialects said, SpanStatus status, @Nullable String message) {
        var raw = said.span();
        var kind = said.kind();
        var model = readable(said.first(dialect -> dialect.model(raw)));
        var provider = Providers.canonical(said.first(dialect -> dialect.provider(raw)));
        var replayOf = readable(raw.attributes().text(ReplayedSpan.REPLAY_OF));
        var isRecorded = replayOf != null && "true".equals(raw.attributes().text(ReplayedSpan.RECORDED));
        var costed = isRecorded ? new Costs.Costed(Usage.NONE, null) : costs.of(said, model, provider);
        var plainName = kind.spanName(subject(said, kind, model, frame.name()));
        var actor = said.actor(kind);
        var tool = kind == SpanKind.LLM ? null : readable(said.first(dialect -> dialect.toolName(raw)));
        return dev.runtree.model.Span.builder(frame.id(), frame.name(), kind)
                .parent(frame.parent())
                .spanName(isRecorded ? ReplayedSpan.spanName(kind, plainName) : plainName)
                .status(status, message)
                .time(frame.start(), frame.end())
                .actor(
                        replayOf == null
                                ? actor
                                : ReplayedSpan.actor(
                                        actor, readable(raw.attributes().text(ReplayedSpan.SESSION))))
                .model(model, provider)
                .usage(costed.usage(), costed.source())
                .toolName(tool)
                .firstTokenNanos(isRecorded ? null : said.first(dialect -> dialect.firstToken(raw)))
                .input(readable(Wording.input(said, kind)))
                .output(readable(Wording.output(said, kind)))
                .source(frame.source())
                .dialect(said.word())
                .environment(replayOf == null ? People.environment(raw) : null)
                .tags(People.tags(raw))
                .replayOf(replayOf)
                .build();
    }

    private static String subject(Dialects said, SpanKind kind, @Nullable String model, String name) {
        var subject = said.first(dialect -> dialect.subject(said.span(), kind));
        if (subject == null) {
            subject = switch (kind) {
                case LLM, EMBEDDING, RERANK -> model;
                case AGENT, TEAM, WORKFLOW, STEP, TOOL, HOOK, GUARDRAIL, RETRIEVAL, DELEGATION, APPROVAL, OTHER -> null;
            };
        }
        return Text.readable(subject == null || subject.isBlank() ? name : subject);
    }

    private static @Nullable String readable(@Nullable String text) {
        return Text.readableOrNull(text);
    }
}
