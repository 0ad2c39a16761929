package dev.runtree.bench.load;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.ArrayList;
import java.util.List;

/** The traces of a shape, cut into bodies: whole traces together, or a piece of one that is larger than a body. */
public final class Batches {
    private final Scenery scenery;
    private final Shape shape;
    private final int spansOfBody;
    private final int tracesOfBody;
    private final int bodiesOfTrace;
    private final Resource resource;

    /** @param spansOfBody at most, but at least one span goes into each */
    public Batches(Scenery scenery, Shape shape, int spansOfBody) {
        this.scenery = scenery;
        this.shape = shape;
        this.spansOfBody = Math.max(1, spansOfBody);
        this.tracesOfBody = Math.max(1, this.spansOfBody / shape.spansOfTrace());
        this.bodiesOfTrace = Math.ceilDiv(shape.spansOfTrace(), this.spansOfBody);
        this.resource = Resource.newBuilder()
                .addAllAttributes(new Attributes()
                        .text("service.name", "agents")
                        .text("service.version", "1.4.2")
                        .text("deployment.environment.name", "production")
                        .text("telemetry.sdk.name", "opentelemetry")
                        .text("telemetry.sdk.language", "java")
                        .all())
                .build();
    }

    public Shape shape() {
        return shape;
    }

    /** How many bodies so many spans take. */
    public long bodiesFor(long spans) {
        var traces = Math.ceilDiv(spans, (long) shape.spansOfTrace());
        return bodiesOfTrace > 1 ? traces * bodiesOfTrace : Math.ceilDiv(traces, (long) tracesOfBody);
    }

    /** @param number from 0; the same number makes the same body */
    public Batch batch(long number) {
        var spans = ScopeSpans.newBuilder()
                .setScope(InstrumentationScope.newBuilder()
                        .setName(scenery.flavour().wording().scope())
                        .setVersion("1.0.0"));
        var ids = new ArrayList<SpanId>();
        SpanTaker taker = made -> {
            spans.addSpans(span(made));
            ids.add(made.id());
        };
        if (bodiesOfTrace > 1) {
            var from = (int) (number % bodiesOfTrace) * spansOfBody;
            shape.spans(number / bodiesOfTrace, from, Math.min(from + spansOfBody, shape.spansOfTrace()), taker);
        } else {
            for (var trace = number * tracesOfBody; trace < (number + 1) * tracesOfBody; trace++) {
                shape.spans(trace, 0, shape.spansOfTrace(), taker);
            }
        }
        var body = ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(
                        ResourceSpans.newBuilder().setResource(resource).addScopeSpans(spans))
                .build();
        return new Batch(body.toByteArray(), List.copyOf(ids));
    }

    private static Span span(SpanTaker.Made made) {
        var span = Span.newBuilder()
                .setTraceId(made.id().traceBytes())
                .setSpanId(made.id().spanBytes())
                .setName(made.name())
                .setKind(Span.SpanKind.SPAN_KIND_INTERNAL)
                .setStartTimeUnixNano(made.start())
                .setEndTimeUnixNano(made.end())
                .addAllAttributes(made.attributes().all());
        if (made.parent() != null) {
            span.setParentSpanId(made.parent().spanBytes());
        }
        if (made.failure() != null) {
            span.setStatus(Status.newBuilder()
                    .setCode(Status.StatusCode.STATUS_CODE_ERROR)
                    .setMessage(made.failure()));
        }
        return span.build();
    }
}
