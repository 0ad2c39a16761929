package dev.runtree.receive.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Run;
import dev.runtree.model.RunStatus;
import dev.runtree.model.Source;
import dev.runtree.otlp.OtlpReader;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.query.RunFilter;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.store.RunQueries;
import dev.runtree.store.SpanWriter;
import dev.runtree.testing.TestDatabase;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The OpenTelemetry SDK's own exporters, an endpoint and a real PostgreSQL. */
class SdkExportersTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    Path folder;

    @Test
    void whatTheExportersSendIsStoredOnceTheySaySo() {
        try (var writer = new SpanWriter(db.database(), new SpanLogs(Prices.none()));
                var endpoint = Endpoint.start(
                        Running.FREE_PORTS,
                        new RuntreeHome(folder),
                        Owner.SERVE,
                        new OtlpReader(Prices.none()),
                        Endpoint.into(writer))) {
            var traces = endpoint.httpAddress() + "/v1/traces";
            export("http", OtlpHttpSpanExporter.builder().setEndpoint(traces).build());
            export(
                    "http-gzip",
                    OtlpHttpSpanExporter.builder()
                            .setEndpoint(traces)
                            .setCompression("gzip")
                            .build());
            export(
                    "grpc",
                    OtlpGrpcSpanExporter.builder()
                            .setEndpoint(endpoint.grpcAddress())
                            .build());
            export(
                    "grpc-gzip",
                    OtlpGrpcSpanExporter.builder()
                            .setEndpoint(endpoint.grpcAddress())
                            .setCompression("gzip")
                            .build());
            for (var agent : List.of("http", "http-gzip", "grpc", "grpc-gzip")) {
                assertThat(runs(agent)).singleElement().satisfies(run -> {
                    assertThat(run.status()).isEqualTo(RunStatus.OK);
                    assertThat(run.source()).isEqualTo(Source.OTLP);
                    assertThat(run.spanCount()).isEqualTo(4);
                    assertThat(run.errorCount()).isEqualTo(1);
                });
            }
            var status = endpoint.status();
            assertThat(status.spans()).isEqualTo(16);
            assertThat(status.refused()).isZero();
            assertThat(status.lastSender()).satisfies(sender -> {
                assertThat(sender.sdk()).isEqualTo("opentelemetry");
                assertThat(sender.language()).isEqualTo("java");
                assertThat(sender.userAgent()).startsWith("OTel-OTLP-Exporter-Java/");
            });
        }
    }

    @Test
    void jsonAndProtobufAreStoredAndAgainChangesNothing() throws IOException, InterruptedException {
        try (var writer = new SpanWriter(db.database(), new SpanLogs(Prices.none()));
                var endpoint = Endpoint.start(
                        Running.FREE_PORTS,
                        new RuntreeHome(folder),
                        Owner.SERVE,
                        new OtlpReader(Prices.none()),
                        Endpoint.into(writer));
                var client = HttpClient.newHttpClient()) {
            for (var file : List.of("gen-ai-agent.json", "gen-ai-agent.pb")) {
                assertThat(post(client, endpoint, file)).isEqualTo(200);
            }
            int once = count();
            assertThat(once).isPositive();
            for (var file : List.of("gen-ai-agent.json", "gen-ai-agent.pb")) {
                assertThat(post(client, endpoint, file)).isEqualTo(200);
            }
            assertThat(count()).isEqualTo(once);
        }
    }

    private static int post(HttpClient client, Endpoint endpoint, String file)
            throws IOException, InterruptedException {
        var type = file.endsWith(".pb") ? "application/x-protobuf" : "application/json";
        var request = HttpRequest.newBuilder(URI.create(endpoint.httpAddress() + "/v1/traces"))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(Running.recorded(file)))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private static int count() {
        return new RunQueries(db.database())
                .count(RunFilter.parse("source:otlp"), 100)
                .fetch()
                .runs();
    }

    /** One run: an agent, a model call in it and two tools, one of which fails. */
    private static void export(String agent, SpanExporter exporter) {
        try (var provider = SdkTracerProvider.builder()
                .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
                .build()) {
            var tracer = provider.get("test");
            var root = tracer.spanBuilder("invoke_agent " + agent)
                    .setAttribute("gen_ai.operation.name", "invoke_agent")
                    .setAttribute("gen_ai.agent.name", agent)
                    .startSpan();
            var inside = Context.root().with(root);
            tracer.spanBuilder("chat m")
                    .setParent(inside)
                    .setAttribute("gen_ai.operation.name", "chat")
                    .startSpan()
                    .end();
            for (var tool : List.of("search", "book")) {
                var span = tracer.spanBuilder("execute_tool " + tool)
                        .setParent(inside)
                        .setAttribute("gen_ai.operation.name", "execute_tool")
                        .setAttribute("gen_ai.tool.name", tool)
                        .startSpan();
                if (tool.equals("book")) {
                    span.setStatus(StatusCode.ERROR, "sold out");
                }
                span.end();
            }
            root.end();
            // The exporter's success comes after the commit.
            assertThat(provider.forceFlush().join(60, TimeUnit.SECONDS).isSuccess())
                    .as(agent)
                    .isTrue();
            assertThat(runs(agent)).hasSize(1);
        }
    }

    private static List<Run> runs(String agent) {
        return new RunQueries(db.database())
                .runs(RunFilter.parse("agent:" + agent), null, 10)
                .fetch()
                .runs();
    }
}
