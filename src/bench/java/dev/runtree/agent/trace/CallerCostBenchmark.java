package dev.runtree.agent.trace;

import dev.runtree.pricing.Prices;
import dev.runtree.settings.DatabaseTarget;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.store.Database;
import dev.runtree.store.EmbeddedPostgres;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a span costs the thread that starts and ends it: with {@code runtree} as the embedded runtime records it into a real
 * database, with {@code none} by an SDK whose exporter does nothing, which is the reference. An invocation makes a thousand
 * spans in a row; the database gets time to store them before the next, for it is the caller that is measured.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 100)
@Measurement(iterations = 100)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx1g", "--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED"})
public class CallerCostBenchmark {
    private static final int SPANS = 1_000;
    private static final int STEPS = 10;

    /** Who records. */
    @Param({"none", "runtree"})
    public String recorder = "none";

    private @Nullable RuntreeHome home;
    private @Nullable Database database;
    private @Nullable Recorder recording;
    private SdkTracerProvider provider = SdkTracerProvider.builder().build();
    private Tracer tracer = provider.get("benchmark");

    @Setup
    public void open() {
        if (recorder.equals("runtree")) {
            try {
                home = new RuntreeHome(Files.createTempDirectory("runtree-caller"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            database = Database.open(new DatabaseTarget.Embedded(), home);
            recording = Recorder.to(database, Prices.none());
            provider = recording.provider();
        } else {
            provider = SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(new NoExporter()))
                    .build();
        }
        tracer = provider.get("benchmark");
    }

    /** Lets the spans of the last invocation be stored. */
    @Setup(Level.Invocation)
    public void rest() throws InterruptedException {
        if (recording != null) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    @TearDown
    public void close() {
        provider.close();
        if (recording != null) {
            recording.close();
        }
        if (database != null) {
            database.close();
        }
        if (home != null) {
            EmbeddedPostgres.stop(home, true);
        }
    }

    /** Runs of ten steps: one span in eleven begins and ends a trace. */
    @Benchmark
    @OperationsPerInvocation(SPANS)
    public void startAndEnd() {
        for (var run = 0; run < SPANS / (STEPS + 1); run++) {
            var root = tracer.spanBuilder("invoke_agent").setNoParent().startSpan();
            var inside = Context.root().with(root);
            for (var step = 0; step < STEPS; step++) {
                tracer.spanBuilder("chat")
                        .setParent(inside)
                        .setAttribute("gen_ai.operation.name", "chat")
                        .setAttribute("gen_ai.request.model", "some-model")
                        .setAttribute("gen_ai.usage.input_tokens", 120L)
                        .startSpan()
                        .end();
            }
            root.end();
        }
    }

    /** Traces of a single span, which is the most that starting and ending can cost. */
    @Benchmark
    @OperationsPerInvocation(SPANS)
    public void startAndEndTraces() {
        for (var run = 0; run < SPANS; run++) {
            tracer.spanBuilder("invoke_agent").setNoParent().startSpan().end();
        }
    }

    private static final class NoExporter implements SpanExporter {
        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
