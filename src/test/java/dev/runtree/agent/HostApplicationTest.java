package dev.runtree.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.agent.model.Models;
import dev.runtree.agent.tool.Tool;
import dev.runtree.model.RunStatus;
import dev.runtree.model.Source;
import dev.runtree.model.Span;
import dev.runtree.model.SpanStatus;
import dev.runtree.model.Trace;
import dev.runtree.otlp.OtlpReader;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.store.RunQueries;
import dev.runtree.store.SpanWriter;
import dev.runtree.testing.TestDatabase;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Exporters, and the application around the agents with an OpenTelemetry of its own. */
@Timeout(60)
final class HostApplicationTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    static Path folder;

    private final RunQueries queries = new RunQueries(db.database());
    private final Exporter ours = new Exporter(spans -> CompletableResultCode.ofSuccess());
    private final Exporter hosts = new Exporter(spans -> CompletableResultCode.ofSuccess());
    private Supplier<String> work = () -> "done";

    /** What it is given, and what it does then. */
    private static final class Exporter implements SpanExporter {
        private final List<SpanData> spans = new CopyOnWriteArrayList<>();
        private final Function<Collection<SpanData>, CompletableResultCode> answer;

        Exporter(Function<Collection<SpanData>, CompletableResultCode> answer) {
            this.answer = answer;
        }

        @Override
        public CompletableResultCode export(Collection<SpanData> batch) {
            spans.addAll(batch);
            return answer.apply(batch);
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

    /** The agent's tool. */
    public final class Desk {
        @Tool("Works")
        public String work() {
            return work.get();
        }
    }

    @BeforeEach
    void forget() {
        GlobalOpenTelemetry.resetForTest();
    }

    @AfterEach
    void forgetAgain() {
        GlobalOpenTelemetry.resetForTest();
    }

    @Test
    void exporters_get_each_span_once_when_it_has_really_ended() throws Exception {
        var waits = new CountDownLatch(1);
        work = () -> await(waits);
        RunOutput output;
        try (var agentOs = agentOs().exporter(ours).exporter(hosts).build();
                var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            var running =
                    threads.submit(() -> agentOs.run("desk", RunRequest.of("go").session("copies")));
            org.awaitility.Awaitility.await()
                    .atMost(java.time.Duration.ofSeconds(30))
                    .until(() -> !queries.runs(
                                    dev.runtree.query.RunFilter.parse("session:copies status:running"), null, 1)
                            .fetch()
                            .runs()
                            .isEmpty());
            waits.countDown();
            output = running.get();
        }

        var trace = trace(output);
        assertThat(trace.run().status()).isEqualTo(RunStatus.OK);
        for (var exporter : List.of(ours, hosts)) {
            assertThat(exporter.spans).allMatch(SpanData::hasEnded);
            assertThat(exporter.spans)
                    .extracting(SpanData::getSpanId)
                    .containsExactlyInAnyOrderElementsOf(trace.spans().stream()
                            .map(span -> span.id().spanId())
                            .toList());
        }
    }

    @Test
    void an_exporter_that_fails_or_hangs_delays_neither_the_run_nor_the_database() throws Exception {
        var released = new CountDownLatch(1);
        var throwing = new Exporter(spans -> {
            throw new IllegalStateException("no such host");
        });
        var failing = new Exporter(spans -> CompletableResultCode.ofFailure());
        var hanging = new Exporter(spans -> {
            await(released);
            return CompletableResultCode.ofSuccess();
        });
        try (var agentOs = agentOs()
                .exporter(hanging)
                .exporter(throwing)
                .exporter(failing)
                .exporter(ours)
                .build()) {
            for (var i = 0; i < 20; i++) {
                var output = agentOs.run("desk", RunRequest.of("go"));
                output.stored().get(10, TimeUnit.SECONDS);
                assertThat(trace(output).spans()).hasSize(4);
            }
            released.countDown();
        }
        assertThat(ours.spans).hasSize(80);
        assertThat(throwing.spans).hasSize(80);
        assertThat(failing.spans).hasSize(80);
        assertThat(hanging.spans).hasSize(80);
    }

    @Test
    void whichever_sdk_is_set_up_first_the_database_has_the_run_and_nobody_is_displaced() {
        var provider = host(Sampler.alwaysOn());
        GlobalOpenTelemetry.set(
                OpenTelemetrySdk.builder().setTracerProvider(provider).build());
        try (var agentOs = agentOs().exporter(ours).build()) {
            assertThat(trace(agentOs.run("desk", RunRequest.of("go"))).spans()).hasSize(4);
        }
        GlobalOpenTelemetry.resetForTest();
        try (var agentOs = agentOs().exporter(ours).build()) {
            assertThat(trace(agentOs.run("desk", RunRequest.of("go"))).spans()).hasSize(4);
            var sdk = OpenTelemetrySdk.builder().setTracerProvider(provider).build();
            GlobalOpenTelemetry.set(sdk);
            assertThat(trace(agentOs.run("desk", RunRequest.of("go"))).spans()).hasSize(4);
            GlobalOpenTelemetry.getTracer("host")
                    .spanBuilder("of the host")
                    .startSpan()
                    .end();
        }

        assertThat(ours.spans).hasSize(12).noneMatch(span -> span.getName().equals("of the host"));
        assertThat(hosts.spans).extracting(SpanData::getName).containsExactly("of the host");
    }

    @Test
    void a_run_inside_a_span_of_the_host_is_a_part_of_its_trace() {
        var tracer = host(Sampler.alwaysOn()).get("host");
        var request = tracer.spanBuilder("POST /ask").startSpan();
        try (var agentOs = agentOs().build();
                var _ = request.makeCurrent()) {
            var one = trace(agentOs.run("desk", RunRequest.of("go")));
            var two = trace(agentOs.run("desk", RunRequest.of("go again")));

            assertThat(List.of(one, two)).allSatisfy(trace -> {
                assertThat(trace.run().id().traceId())
                        .isEqualTo(request.getSpanContext().getTraceId());
                assertThat(trace.run().status()).isEqualTo(RunStatus.OK);
                assertThat(trace.run().parentRunId()).isNull();
                assertThat(trace.spans()).hasSize(4);
                assertThat(trace.spans().getFirst().parentSpanId())
                        .isEqualTo(request.getSpanContext().getSpanId());
            });
        }
    }

    @Test
    void or_has_a_trace_of_its_own_that_links_to_it() {
        var request =
                host(Sampler.alwaysOn()).get("host").spanBuilder("POST /ask").startSpan();
        try (var agentOs = agentOs().ownTraces(true).exporter(ours).build();
                var _ = request.makeCurrent()) {
            var trace = trace(agentOs.run("desk", RunRequest.of("go")));
            assertThat(trace.run().id().traceId())
                    .isNotEqualTo(request.getSpanContext().getTraceId());
            assertThat(trace.spans().getFirst().parentSpanId()).isNull();
        }
        assertThat(ours.spans)
                .filteredOn(span -> !span.getLinks().isEmpty())
                .singleElement()
                .satisfies(run ->
                        assertThat(run.getLinks().getFirst().getSpanContext()).isEqualTo(request.getSpanContext()));
    }

    @Test
    void what_the_host_traces_inside_a_tool_is_beneath_the_tools_span() {
        var reader = new OtlpReader(Prices.none());
        var exported = new CopyOnWriteArrayList<SpanData>();
        var provider = SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(new Exporter(spans -> {
                    exported.addAll(spans);
                    return CompletableResultCode.ofSuccess();
                })))
                .build();
        work = () -> {
            http(provider.get("http-client"));
            return "done";
        };
        try (var agentOs = agentOs().build();
                var writer = new SpanWriter(db.database(), new SpanLogs(Prices.none()))) {
            var output = agentOs.run("desk", RunRequest.of("go"));
            output.stored().join();
            writer.write(
                    exported.stream().map(span -> reader.sdk(span, Source.OTLP)).toList());

            var trace = trace(output);
            var tool = only(trace, "tool.work");
            assertThat(only(trace, "other.GET").parentSpanId())
                    .isEqualTo(tool.id().spanId());
            assertThat(trace.spans()).hasSize(5);
        }
    }

    @Test
    void where_the_host_chose_not_to_record_it_stays_so() {
        var tracer = host(Sampler.alwaysOff()).get("host");
        var request = tracer.spanBuilder("POST /ask").startSpan();
        var seen = new CopyOnWriteArrayList<SpanContext>();
        work = () -> {
            seen.add(io.opentelemetry.api.trace.Span.current().getSpanContext());
            return "done";
        };
        try (var agentOs = agentOs().build();
                var _ = request.makeCurrent()) {
            assertThat(trace(agentOs.run("desk", RunRequest.of("go"))).spans())
                    .hasSize(4)
                    .extracting(Span::status)
                    .containsOnly(SpanStatus.OK);
        }
        try (var agentOs = agentOs().tracing(false).build()) {
            agentOs.run("desk", RunRequest.of("go"));
        }
        assertThat(seen).hasSize(2);
        assertThat(seen.getLast().isValid()).isFalse();
    }

    private static void http(Tracer tracer) {
        tracer.spanBuilder("GET").startSpan().end();
    }

    private SdkTracerProvider host(Sampler sampler) {
        return SdkTracerProvider.builder()
                .setSampler(sampler)
                .addSpanProcessor(SimpleSpanProcessor.create(hosts))
                .build();
    }

    private AgentOsBuilder agentOs() {
        try {
            Files.writeString(folder.resolve("desk.yaml"), """
                    model: desk-1
                    answers:
                      - when: {step: 1}
                        call: [{tool: work}]
                      - text: "It is done."
                    """);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        var agent = Agent.builder("desk")
                .model(new Models(folder, java.util.Map.of()).open("scripted:desk.yaml"))
                .tools(new Desk())
                .build();
        return AgentOs.builder().agents(agent).db(db.database());
    }

    private Trace trace(RunOutput output) {
        output.stored().join();
        return queries.run(output.id()).fetch().orElseThrow();
    }

    private static Span only(Trace trace, String spanName) {
        return trace.spans().stream()
                .filter(span -> span.spanName().equals(spanName))
                .findFirst()
                .orElseThrow();
    }

    private static String await(CountDownLatch latch) {
        try {
            latch.await();
            return "done";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
