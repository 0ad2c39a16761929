package dev.runtree.otlp;

import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Source;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.otlp.dialect.Dialects;
import dev.runtree.otlp.dialect.People;
import dev.runtree.otlp.dialect.Providers;
import dev.runtree.otlp.dialect.Statuses;
import dev.runtree.otlp.dialect.Wording;
import dev.runtree.otlp.raw.Attributes;
import dev.runtree.otlp.raw.RawSpan;
import dev.runtree.otlp.text.Text;
import dev.runtree.otlp.wire.Ids;
import dev.runtree.otlp.wire.SpanPayload;
import dev.runtree.otlp.wire.Times;
import dev.runtree.pricing.Prices;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns OTLP spans of any dialect into canonical ones: the single way in, for bodies, files and the runtime. */
final class Normaliser {
    private final Source source;
    private final Costs costs;

    Normaliser(Source source, Prices prices) {
        this.source = source;
        this.costs = new Costs(prices);
    }

    List<RecordedSpan> spans(List<ResourceSpans> all) {
        var result = new ArrayList<RecordedSpan>();
        for (var resource : all) {
            var attributes = Attributes.of(resource.getResource().getAttributesList());
            var resourceJson = SpanPayload.resource(resource);
            for (var scope : resource.getScopeSpansList()) {
                var payloads = new SpanPayload(resource, scope, resourceJson);
                for (var span : scope.getSpansList()) {
                    result.add(span(span, RawSpan.of(span, scope.getScope().getName(), attributes), payloads));
                }
            }
        }
        return result;
    }

    private RecordedSpan span(Span sent, RawSpan raw, SpanPayload payloads) {
        var said = Dialects.of(raw);
        var kind = said.kind();
        var status = Statuses.of(sent, said);
        var message = Statuses.message(sent.getStatus().getMessage(), status, raw);
        var id = new SpanId(
                Ids.sound(sent.getTraceId(), Ids.TRACE_BYTES, sent), Ids.sound(sent.getSpanId(), Ids.SPAN_BYTES, sent));
        var parent = Ids.parent(sent.getParentSpanId());
        var model = readable(said.first(dialect -> dialect.model(raw)));
        var provider = Providers.canonical(said.first(dialect -> dialect.provider(raw)));
        var costed = costs.of(said, model, provider);
        var tool = readable(said.first(dialect -> dialect.toolName(raw)));
        var name = Text.readable(sent.getName());
        var span = dev.runtree.model.Span.builder(id, name, kind)
                .parent(id.spanId().equals(parent) ? null : parent)
                .spanName(kind.spanName(subject(said, kind, model, name)))
                .status(status, message)
                .time(
                        Times.clamped(sent.getStartTimeUnixNano()),
                        sent.getEndTimeUnixNano() == 0 ? null : Long.valueOf(Times.clamped(sent.getEndTimeUnixNano())))
                .actor(said.actor(kind))
                .model(model, provider)
                .usage(costed.usage(), costed.source())
                .toolName(tool)
                .firstTokenNanos(said.first(dialect -> dialect.firstToken(raw)))
                .input(readable(Wording.input(said, kind)))
                .output(readable(Wording.output(said, kind)))
                .source(source)
                .dialect(said.word())
                .environment(People.environment(raw))
                .tags(People.tags(raw))
                .replayOf(readable(raw.attributes().text("runtree.replay_of")))
                .build();
        return new RecordedSpan(span, payloads.of(sent, status, message));
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
