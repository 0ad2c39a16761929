package dev.runtree.receive.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Content;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.SpanId;
import dev.runtree.otlp.ContentReader;
import dev.runtree.otlp.OtlpReader;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.store.RunQueries;
import dev.runtree.store.SpanWriter;
import dev.runtree.testing.TestDatabase;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporter;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Log records that the OpenTelemetry SDK's own exporters send, an endpoint and a real PostgreSQL. */
class LogExportersTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final String IDS =
            "\"traceId\":\"0af7651916cd43dd8448eb211c80319TRACE\",\"spanId\":\"b7ad6b7169203331\",";

    @TempDir
    Path folder;

    private SpanWriter writer;
    private Endpoint endpoint;

    enum Way {
        HTTP {
            @Override
            LogRecordExporter to(Endpoint endpoint) {
                return OtlpHttpLogRecordExporter.builder()
                        .setEndpoint(endpoint.httpAddress() + "/v1/logs")
                        .setCompression("gzip")
                        .build();
            }
        },
        GRPC {
            @Override
            LogRecordExporter to(Endpoint endpoint) {
                return OtlpGrpcLogRecordExporter.builder()
                        .setEndpoint(endpoint.grpcAddress())
                        .build();
            }
        };

        abstract LogRecordExporter to(Endpoint endpoint);
    }

    @BeforeEach
    void open() {
        writer = new SpanWriter(db.database(), new SpanLogs(Prices.none()));
        endpoint = Endpoint.start(
                Running.FREE_PORTS,
                new RuntreeHome(folder),
                Owner.SERVE,
                new OtlpReader(Prices.none()),
                Endpoint.into(writer));
    }

    @AfterEach
    void close() {
        endpoint.close();
        writer.close();
    }

    /** The question is sent before its span has ended, the answer after that. */
    @ParameterizedTest
    @EnumSource
    void whatIsLoggedInAStepIsItsMessages(Way way) {
        var exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint.httpAddress() + "/v1/traces")
                .build();
        try (var tracing = SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                        .build();
                var logging = SdkLoggerProvider.builder()
                        .addLogRecordProcessor(BatchLogRecordProcessor.builder(way.to(endpoint))
                                .build())
                        .build()) {
            var call = call(tracing.get("test"));
            say(logging, call, "gen_ai.user.message", Map.of("content", Value.of("Where to?")));
            assertThat(stored(call)).isEmpty();
            call.end();
            assertThat(tracing.forceFlush().join(60, TimeUnit.SECONDS).isSuccess())
                    .isTrue();
            assertThat(texts(content(call).inputMessages())).containsExactly("user: Where to?");
            assertThat(content(call).outputMessages()).isEmpty();
            var answer = Value.of(Map.of("role", Value.of("assistant"), "content", Value.of("To Lisbon.")));
            say(logging, call, "gen_ai.choice", Map.of("finish_reason", Value.of("stop"), "message", answer));
            assertThat(texts(content(call).outputMessages())).containsExactly("assistant: To Lisbon.");
            assertThat(stored(call)).get().satisfies(read -> {
                assertThat(read.span().input()).isEqualTo("Where to?");
                assertThat(read.span().output()).isEqualTo("To Lisbon.");
            });
            assertThat(endpoint.status().refused()).isZero();
        }
    }

    @Test
    void jsonOverHttpJoinsItsSpanInEitherOrder() throws IOException, InterruptedException {
        var question = "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"eventName\":\"gen_ai.user.message\","
                + IDS + "\"body\":{\"kvlistValue\":{\"values\":[{\"key\":\"content\",\"value\":{\"stringValue\":"
                + "\"Where to?\"}}]}}}]}]}]}";
        var span = "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"name\":\"chat m\"," + IDS
                + "\"startTimeUnixNano\":\"1700000000000000001\",\"endTimeUnixNano\":\"1700000000000000002\","
                + "\"attributes\":[{\"key\":\"gen_ai.operation.name\",\"value\":{\"stringValue\":\"chat\"}}]}]}]}]}";
        assertThat(post("/v1/logs", question.replace("TRACE", "1")).body()).isEqualTo("{}");
        assertThat(post("/v1/traces", span.replace("TRACE", "1")).body()).isEqualTo("{}");
        assertThat(post("/v1/traces", span.replace("TRACE", "2")).body()).isEqualTo("{}");
        assertThat(post("/v1/logs", question.replace("TRACE", "2")).body()).isEqualTo("{}");
        for (var trace : List.of("1", "2")) {
            var id = new SpanId("0af7651916cd43dd8448eb211c80319" + trace, "b7ad6b7169203331");
            var read = new RunQueries(db.database()).payload(id).fetch().orElseThrow();
            assertThat(texts(ContentReader.read(read).inputMessages())).containsExactly("user: Where to?");
        }
    }

    @Test
    void recordsWithoutASpanAreCountedAndTheReasonIsTold() throws IOException, InterruptedException {
        var answer = post(
                "/v1/logs",
                "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"body\":{\"stringValue\":\"up\"}},"
                        + "{\"body\":{\"stringValue\":\"down\"}},{\"flags\":true}]}]}]}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"rejectedLogRecords\":\"3\"", "2 log records name no span and were not kept")
                .contains("an integer from 0 to 4294967295 was expected");
    }

    private Span call(Tracer tracer) {
        return tracer.spanBuilder("chat m")
                .setNoParent()
                .setAttribute("gen_ai.operation.name", "chat")
                .startSpan();
    }

    /** Logs within the span; returns when the exporter knows that it is stored. */
    private static void say(SdkLoggerProvider logging, Span call, String event, Map<String, Value<?>> body) {
        logging.get("test")
                .logRecordBuilder()
                .setContext(Context.root().with(call))
                .setEventName(event)
                .setBody(Value.of(body))
                .emit();
        assertThat(logging.forceFlush().join(60, TimeUnit.SECONDS).isSuccess()).isTrue();
    }

    private static Optional<RecordedSpan> stored(Span span) {
        var id = new SpanId(
                span.getSpanContext().getTraceId(), span.getSpanContext().getSpanId());
        return new RunQueries(db.database()).payload(id).fetch();
    }

    private static Content content(Span span) {
        return ContentReader.read(stored(span).orElseThrow());
    }

    private static List<String> texts(List<Message> messages) {
        return messages.stream()
                .map(message ->
                        message.role() + ": " + ((Part.Text) message.parts().getFirst()).text())
                .toList();
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(endpoint.httpAddress() + path))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }
}
