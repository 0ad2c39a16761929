package dev.runtree.receive.endpoint;

import static dev.runtree.receive.endpoint.Running.FREE_PORTS;
import static dev.runtree.receive.endpoint.Running.gzip;
import static dev.runtree.receive.endpoint.Running.recorded;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Status;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.RequestHeaders;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OTLP/gRPC on the wire; {@code SdkExportersTest} sends with a client of its own. */
class GrpcTest {
    private static final String TRACES = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
    private static final byte[] BODY = recorded("gen-ai-agent.pb");
    private static final int LONGEST = 1 << 20;

    @TempDir
    static Path folder;

    static Running endpoint;

    @BeforeAll
    static void start() {
        endpoint = Running.start(FREE_PORTS.limits(Limits.ofBody(LONGEST)), folder);
    }

    @AfterAll
    static void stop() {
        endpoint.close();
    }

    @Test
    void takesTracesPlainAndPacked() {
        int before = endpoint.received().size();
        for (var encoding : new String[] {"identity", "gzip", "deflate"}) {
            var plain = call(TRACES, frame(0, BODY), "grpc-encoding", encoding);
            assertThat(status(plain)).isEqualTo("0");
            assertThat(plain.content().array()).isEqualTo(new byte[5]);
        }
        assertThat(status(call(TRACES, frame(1, gzip(BODY)), "grpc-encoding", "gzip")))
                .isEqualTo("0");
        assertThat(endpoint.received()).hasSize(before + 4);
    }

    @Test
    void bothProtocolsAreUnderstoodOnBothPorts() {
        int before = endpoint.received().size();
        assertThat(status(send(endpoint.endpoint().httpPort(), TRACES, frame(0, BODY), "application/grpc+proto")))
                .isEqualTo("0");
        var http = send(endpoint.endpoint().grpcPort(), "/v1/traces", BODY, "application/x-protobuf");
        assertThat(http.status().code()).isEqualTo(200);
        assertThat(endpoint.received()).hasSize(before + 2);
    }

    @Test
    void anEmptyMessageIsASuccess() {
        int before = endpoint.received().size();
        assertThat(status(call(TRACES, frame(0, new byte[0])))).isEqualTo("0");
        assertThat(status(call(TRACES, frame(1, gzip(new byte[0])), "grpc-encoding", "gzip")))
                .isEqualTo("0");
        assertThat(endpoint.received()).hasSize(before);
    }

    @Test
    void metricsAndLogsAreAnsweredWithAWord() throws IOException {
        var metrics =
                call("/opentelemetry.proto.collector.metrics.v1.MetricsService/Export", frame(0, new byte[] {10, 0}));
        assertThat(status(metrics)).isEqualTo("0");
        assertThat(ExportMetricsServiceResponse.parseFrom(unframed(metrics))
                        .getPartialSuccess()
                        .getErrorMessage())
                .contains("keeps no metrics");
        var logs =
                call("/opentelemetry.proto.collector.logs.v1.LogsService/Export", frame(0, recorded("gen-ai-logs.pb")));
        assertThat(status(logs)).isEqualTo("0");
        assertThat(ExportLogsServiceResponse.parseFrom(unframed(logs))).isNotNull();
    }

    @Test
    void whatIsNoMessageIsAnInvalidArgument() {
        assertThat(status(call(TRACES, frame(0, Arrays.copyOf(BODY, 2_000))))).isEqualTo("3");
        assertThat(status(call(TRACES, new byte[0]))).isEqualTo("3");
        assertThat(status(call(TRACES, new byte[] {0, 0, 0, 0, 9, 1}))).isEqualTo("3");
        assertThat(status(call(TRACES, frame(1, BODY)))).isEqualTo("3");
        assertThat(status(call(TRACES, frame(1, BODY), "grpc-encoding", "gzip")))
                .isEqualTo("3");
        var told = call(TRACES, frame(0, "not OTLP".getBytes(StandardCharsets.UTF_8)));
        assertThat(told.headers().get("grpc-message")).contains("resource_spans field");
    }

    @Test
    void whatIsNotThereIsUnimplemented() {
        assertThat(status(call("/opentelemetry.proto.collector.trace.v1.TraceService/Import", frame(0, BODY))))
                .isEqualTo("12");
        var packed = call(TRACES, frame(1, BODY), "grpc-encoding", "snappy");
        assertThat(status(packed)).isEqualTo("12");
        assertThat(packed.headers().get("grpc-accept-encoding")).contains("gzip");
    }

    @Test
    void aMessageOverTheLimitIsExhaustedForGood() {
        for (var large : new byte[][] {frame(0, new byte[LONGEST + 1]), frame(1, gzip(new byte[50 * LONGEST]))}) {
            var response = call(TRACES, large, "grpc-encoding", "gzip");
            assertThat(status(response)).isEqualTo("8");
            // A client with such details would try again.
            assertThat(response.headers().get("grpc-status-details-bin")).isNull();
        }
    }

    @Test
    void aWrongAuthorityIsRefused() {
        var response = call(TRACES, frame(0, BODY), ":authority", "evil.example:4317");
        assertThat(status(response)).isEqualTo("7");
        assertThat(response.headers().get("grpc-message")).contains("evil.example");
    }

    @Test
    void grpcWebIsToldThatItIsNotUnderstood() {
        assertThat(send(endpoint.endpoint().grpcPort(), "/v1/traces", BODY, "application/grpc-web+proto")
                        .status()
                        .code())
                .isEqualTo(415);
    }

    private static AggregatedHttpResponse call(String path, byte[] body, String... headers) {
        return send(endpoint.endpoint().grpcPort(), path, body, "application/grpc", headers);
    }

    static AggregatedHttpResponse send(int port, String path, byte[] body, String type, String... headers) {
        var sent = RequestHeaders.builder(HttpMethod.POST, path)
                .set("content-type", type)
                .set("te", "trailers");
        for (int i = 0; i < headers.length; i += 2) {
            sent.set(headers[i], headers[i + 1]);
        }
        return WebClient.of("h2c://127.0.0.1:" + port)
                .execute(HttpRequest.of(sent.build(), HttpData.wrap(body)))
                .aggregate()
                .join();
    }

    static byte[] frame(int packed, byte[] message) {
        return ByteBuffer.allocate(5 + message.length)
                .put((byte) packed)
                .putInt(message.length)
                .put(message)
                .array();
    }

    private static byte[] unframed(AggregatedHttpResponse response) {
        var bytes = response.content().array();
        return Arrays.copyOfRange(bytes, 5, bytes.length);
    }

    /** Stands in the trailers, and in the headers when there is nothing else. */
    static @Nullable String status(AggregatedHttpResponse response) {
        var trailing = response.trailers().get("grpc-status");
        return trailing == null ? response.headers().get("grpc-status") : trailing;
    }

    static Status details(AggregatedHttpResponse response) throws IOException {
        var encoded = String.valueOf(response.headers().get("grpc-status-details-bin"));
        return Status.parseFrom(Base64.getDecoder().decode(encoded));
    }
}
