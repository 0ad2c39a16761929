package dev.runtree.agent.trace;

import dev.runtree.otlp.OtlpReader;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.store.Database;
import dev.runtree.store.SpanWriter;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Starts the spans of runs, and gets them into the database. */
public final class Recorder implements AutoCloseable {
    private static final String SCOPE = "dev.runtree.agent";

    private final SdkTracerProvider provider;
    private final Tracer tracer;
    private final @Nullable LiveSpans live;
    private final @Nullable SpanQueue queue;
    private final @Nullable SpanWriter writer;

    private Recorder(
            SdkTracerProvider provider,
            @Nullable LiveSpans live,
            @Nullable SpanQueue queue,
            @Nullable SpanWriter writer) {
        this.provider = provider;
        this.tracer = provider.get(SCOPE);
        this.live = live;
        this.queue = queue;
        this.writer = writer;
    }

    /**
     * Records into a database, which is left open.
     *
     * @param prices what model calls cost
     */
    public static Recorder to(Database database, Prices prices) {
        var writer = new SpanWriter(database, new SpanLogs(prices));
        var queue = new SpanQueue(new OtlpReader(prices), writer);
        var live = new LiveSpans(queue);
        var provider = SdkTracerProvider.builder()
                .setResource(Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "runtree")))
                .setSpanLimits(unlimited())
                .setSampler(Sampler.alwaysOn())
                .addSpanProcessor(live)
                .build();
        return new Recorder(provider, live, queue, writer);
    }

    /** Gives runs their ids and stores nothing. */
    public static Recorder off() {
        var provider =
                SdkTracerProvider.builder().setSampler(Sampler.alwaysOff()).build();
        return new Recorder(provider, null, null, null);
    }

    /** Nothing is cut: the environment's limits for the SDK do not hold here. */
    private static SpanLimits unlimited() {
        return SpanLimits.builder()
                .setMaxNumberOfAttributes(Integer.MAX_VALUE)
                .setMaxNumberOfEvents(Integer.MAX_VALUE)
                .setMaxNumberOfLinks(Integer.MAX_VALUE)
                .setMaxNumberOfAttributesPerEvent(Integer.MAX_VALUE)
                .setMaxNumberOfAttributesPerLink(Integer.MAX_VALUE)
                .setMaxAttributeValueLength(Integer.MAX_VALUE)
                .build();
    }

    /** Starts a run: a trace of its own, or a part of the run whose tool this thread is executing. */
    public RunSpan start(RunFacts facts) {
        return new RunSpan(this, tracer, facts);
    }

    /** For measuring what a span costs. */
    SdkTracerProvider provider() {
        return provider;
    }

    CompletableFuture<Void> stored(String traceId) {
        return live == null ? CompletableFuture.completedFuture(null) : live.stored(traceId);
    }

    /** Writes what has ended, and stops. */
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
    }
}
