package dev.runtree.agent.trace;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Source;
import dev.runtree.model.SpanId;
import dev.runtree.otlp.OtlpReader;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.store.Database;
import dev.runtree.store.SpanWriter;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Starts the spans of runs, and gets them into the database. */
public final class Recorder implements AutoCloseable {
    private static final String SCOPE = "dev.runtree.agent";
    private static final int MOST_LINKS = 100;

    private final SdkTracerProvider provider;
    private final Tracer tracer;
    private final @Nullable LiveSpans live;
    private final @Nullable SpanQueue queue;
    private final @Nullable SpanWriter writer;
    private final ExporterCopies copies;
    private final boolean ownTraces;

    private Recorder(
            SdkTracerProvider provider,
            @Nullable LiveSpans live,
            @Nullable SpanQueue queue,
            @Nullable SpanWriter writer,
            ExporterCopies copies,
            boolean ownTraces) {
        this.provider = provider;
        this.tracer = provider.get(SCOPE);
        this.live = live;
        this.queue = queue;
        this.writer = writer;
        this.copies = copies;
        this.ownTraces = ownTraces;
    }

    /**
     * Records into a database, which is left open.
     *
     * @param prices what model calls cost
     */
    public static Recorder to(Database database, Prices prices) {
        return to(database, prices, List.of(), false);
    }

    /** As {@link #to(Database, Prices)}, of runs that replay others: their source is {@link Source#REPLAY}. */
    public static Recorder ofReplays(Database database, Prices prices) {
        return to(database, prices, List.of(), false, Source.REPLAY);
    }

    /**
     * Records into a database, which is left open, and gives exporters copies of what it has.
     *
     * @param prices what model calls cost
     * @param exporters are shut down when this is closed
     * @param ownTraces whether a run begins a trace of its own, linked to the span of the application in which it is started,
     *     instead of being a part of that one's trace
     */
    public static Recorder to(Database database, Prices prices, List<SpanExporter> exporters, boolean ownTraces) {
        return to(database, prices, exporters, ownTraces, Source.RUNTIME);
    }

    private static Recorder to(
            Database database, Prices prices, List<SpanExporter> exporters, boolean ownTraces, Source source) {
        var writer = new SpanWriter(database, new SpanLogs(prices));
        var queue = new SpanQueue(new OtlpReader(prices), writer, source);
        var copies = new ExporterCopies(exporters);
        var live = new LiveSpans(queue, copies);
        var provider = SdkTracerProvider.builder()
                .setResource(Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "runtree")))
                .setSpanLimits(unlimited())
                .setIdGenerator(new SpanIds())
                .setSampler(Sampler.alwaysOn())
                .addSpanProcessor(live)
                .build();
        return new Recorder(provider, live, queue, writer, copies, ownTraces);
    }

    /** Gives runs their ids and stores nothing. */
    public static Recorder off() {
        var provider = SdkTracerProvider.builder()
                .setIdGenerator(new SpanIds())
                .setSampler(Sampler.alwaysOff())
                // Without any processor the SDK gives all spans the same id, of zeros.
                .addSpanProcessor(new Unheard())
                .build();
        return new Recorder(provider, null, null, null, new ExporterCopies(List.of()), false);
    }

    /** Nothing is cut: the environment's limits for the SDK do not hold here. */
    private static SpanLimits unlimited() {
        return SpanLimits.builder()
                .setMaxNumberOfAttributes(Integer.MAX_VALUE)
                .setMaxNumberOfEvents(Integer.MAX_VALUE)
                // The SDK makes room for all of them with the first; a run has one at most.
                .setMaxNumberOfLinks(MOST_LINKS)
                .setMaxNumberOfAttributesPerEvent(Integer.MAX_VALUE)
                .setMaxNumberOfAttributesPerLink(Integer.MAX_VALUE)
                .setMaxAttributeValueLength(Integer.MAX_VALUE)
                .build();
    }

    /**
     * Starts a run.
     *
     * @param parent the step that it is a part of; {@code null} for a part of the step that this thread works for, or of the
     *     application's own trace, or else a trace of its own
     */
    public RunSpan start(RunFacts facts, @Nullable StepSpan parent) {
        return RunSpan.start(this, facts, parent == null ? StepSpan.current().orElse(null) : parent);
    }

    /**
     * Starts the step of a model's call.
     *
     * @param parent the step that it is a part of; {@code null} as with {@link #start}: it may be a run of its own
     * @param model as it was asked for; {@code null} where only the answer tells
     * @param stream whether the answer comes piece by piece; {@code null} where nobody knows
     */
    public ModelSpan call(
            @Nullable StepSpan parent,
            String provider,
            @Nullable String model,
            ChatRequest request,
            @Nullable Boolean stream) {
        var over = parent == null ? StepSpan.current().orElse(null) : parent;
        var builder = builder(model == null ? "chat" : "chat " + model).setSpanKind(SpanKind.CLIENT);
        if (over == null) {
            var alone = new ModelSpan(this::begin, builder, provider, model, request, stream);
            alone.step().keepStart();
            return alone;
        }
        builder.setParent(over.context());
        return new ModelSpan(built -> over.beneath(built.startSpan()), builder, provider, model, request, stream);
    }

    /** Starts a step that is no run and beneath nothing: the first of a trace. */
    public StepSpan alone(dev.runtree.model.SpanKind kind, String subject) {
        return StepSpan.named(begin(builder(subject)), kind, subject);
    }

    /** A step that was recorded here or in another process, to start others beneath it; it is not ended by them. */
    public StepSpan beneath(SpanId id) {
        return new StepSpan(this, Span.wrap(context(id.traceId(), id.spanId())), HostContext.NONE);
    }

    /** Opens a span again that was laid down: the same ids, the same start, the same attributes. */
    public StepSpan reopen(SpanFrame frame) {
        var builder = tracer.spanBuilder(frame.name())
                .setSpanKind(frame.client() ? SpanKind.CLIENT : SpanKind.INTERNAL)
                .setStartTimestamp(frame.startNanos(), TimeUnit.NANOSECONDS);
        if (frame.parentSpanId() == null) {
            builder.setNoParent();
        } else {
            builder.setParent(Context.root().with(Span.wrap(context(frame.traceId(), frame.parentSpanId()))));
        }
        AttributeJson.set(builder, frame.attributes());
        return new StepSpan(this, SpanIds.reopening(frame, builder::startSpan), HostContext.NONE);
    }

    private static SpanContext context(String traceId, String spanId) {
        return SpanContext.create(traceId, spanId, TraceFlags.getSampled(), TraceState.getDefault());
    }

    /**
     * Writes spans that are still open as they are now, and forgets them: nobody ends them, until they are {@linkplain
     * #reopen opened again}.
     *
     * @param spanIds of one trace
     * @return completes when they are committed, with all of their trace that has ended
     */
    public CompletableFuture<Void> layDown(String traceId, Set<String> spanIds) {
        return live == null ? CompletableFuture.completedFuture(null) : live.layDown(traceId, spanIds);
    }

    /**
     * Lets go of spans that were opened again: they are ended by somebody else, and whatever ends them here is not written.
     *
     * @param spanIds of one trace
     */
    public void forget(String traceId, Set<String> spanIds) {
        if (live != null) {
            live.forget(traceId, spanIds);
        }
    }

    /**
     * Stores spans that are made already, behind all that was recorded before. Never waits; exporters get none of them.
     *
     * @return completes when they are committed, or are safe on disk while the database is away
     */
    public CompletableFuture<Void> store(List<RecordedSpan> spans) {
        return queue == null ? CompletableFuture.completedFuture(null) : queue.store(spans);
    }

    /** Starts the first span of a run that is beneath no step of ours. */
    StepSpan begin(SpanBuilder run) {
        var host = HostContext.current();
        host.begin(run, ownTraces);
        return new StepSpan(this, run.startSpan(), host);
    }

    SpanBuilder builder(String name) {
        return tracer.spanBuilder(name);
    }

    /** Puts the start of what was just started on disk, before this returns. */
    void keepStart(Span span) {
        if (live != null && span instanceof ReadableSpan readable) {
            live.keepStart(readable);
        }
    }

    /** For measuring what a span costs. */
    SdkTracerProvider provider() {
        return provider;
    }

    /** Of a span that is still open: completes when it has ended and is committed, with all that ended before it. */
    public CompletableFuture<Void> stored(SpanId id) {
        return live == null ? CompletableFuture.completedFuture(null) : live.stored(id);
    }

    /** Writes what has ended, and stops; exporters get some seconds for their copies. */
    @Override
    public void close() {
        provider.close();
        if (live != null) {
            live.close();
        }
        if (queue != null) {
            queue.close();
        }
        if (writer != null) {
            writer.close();
        }
        copies.close();
    }
}
