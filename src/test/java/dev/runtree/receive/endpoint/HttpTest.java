package dev.runtree.receive.endpoint;

import static dev.runtree.receive.endpoint.Running.FREE_PORTS;
import static dev.runtree.receive.endpoint.Running.gzip;
import static dev.runtree.receive.endpoint.Running.recorded;
import static dev.runtree.receive.endpoint.Running.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.rpc.Status;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OTLP/HTTP as a sender sees it. */
class HttpTest {
    private static final byte[] PROTOBUF = recorded("gen-ai-agent.pb");
    private static final byte[] JSON = recorded("gen-ai-agent.json");
    private static final byte[] NOTHING = new byte[0];
    private static final String TYPE = "Content-Type";
    private static final String PROTOBUF_TYPE = "application/x-protobuf";
    private static final String JSON_TYPE = "application/json";
    private static final String PACKED = "Content-Encoding";
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/traces",
                "/api/public/otel/v1/traces",
                "/otel/v1/traces",
                "/api/trace",
                "//v1/traces",
                "/v1/traces/",
                "/v1/traces?source=x"
            })
    void takesTracesOnEveryPathThatSdksHaveBuiltIn(String path) {
        for (var type : List.of(PROTOBUF_TYPE, JSON_TYPE)) {
            var sent = type.equals(JSON_TYPE) ? JSON : PROTOBUF;
            int before = endpoint.received().size();
            var response = endpoint.post(path, sent, TYPE, type);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue(TYPE)).hasValue(type);
            assertThat(text(response)).isEqualTo(type.equals(JSON_TYPE) ? "{}" : "");
            assertThat(endpoint.received()).hasSize(before + 1);
            assertThat(endpoint.received().getLast().spans()).hasSizeGreaterThan(3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json; charset=utf-8", "application/JSON;charset=\"UTF-8\""})
    void takesParametersOfTheContentType(String type) {
        assertThat(endpoint.post("/v1/traces", JSON, TYPE, type).statusCode()).isEqualTo(200);
    }

    @Test
    void takesPackedBodies() {
        for (var packing : new String[] {"gzip", "x-gzip", "GZIP", "identity", "deflate", "raw"}) {
            int before = endpoint.received().size();
            var body = switch (packing) {
                case "deflate" -> deflated(PROTOBUF, false);
                case "raw" -> deflated(PROTOBUF, true);
                case "identity" -> PROTOBUF;
                default -> gzip(PROTOBUF);
            };
            var named = packing.equals("raw") ? "deflate" : packing;
            var response = endpoint.post("/v1/traces", body, TYPE, PROTOBUF_TYPE, PACKED, named);
            assertThat(response.statusCode()).as(packing).isEqualTo(200);
            assertThat(endpoint.received()).as(packing).hasSize(before + 1);
        }
    }

    @Test
    void anEmptyRequestIsASuccess() {
        int before = endpoint.received().size();
        assertThat(endpoint.post("/v1/traces", NOTHING, TYPE, PROTOBUF_TYPE).statusCode())
                .isEqualTo(200);
        assertThat(endpoint.post("/v1/traces", NOTHING, TYPE, JSON_TYPE).statusCode())
                .isEqualTo(200);
        assertThat(endpoint.post("/v1/traces", bytes(" { } \n"), TYPE, JSON_TYPE)
                        .statusCode())
                .isEqualTo(200);
        assertThat(endpoint.post("/v1/traces", gzip(NOTHING), TYPE, PROTOBUF_TYPE, PACKED, "gzip")
                        .statusCode())
                .isEqualTo(200);
        assertThat(endpoint.received()).hasSize(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/api/public/otel", "/otel"})
    void takesEverySignalBelowAnAddressThatSdksHaveBuiltIn(String address) {
        for (var signal : List.of("traces", "logs", "metrics")) {
            assertThat(endpoint.post(address + "/v1/" + signal, NOTHING, TYPE, PROTOBUF_TYPE)
                            .statusCode())
                    .as(signal)
                    .isEqualTo(200);
        }
    }

    @Test
    void metricsAreDroppedWithAWordSoThatNobodyTriesAgain() throws IOException {
        var json = endpoint.post("/v1/metrics", bytes("{\"resourceMetrics\":[]}"), TYPE, JSON_TYPE);
        assertThat(json.statusCode()).isEqualTo(200);
        assertThat(text(json)).contains("partialSuccess", "keeps no metrics");
        var protobuf = endpoint.post("/v1/metrics", bytes("whatever"), TYPE, PROTOBUF_TYPE);
        assertThat(protobuf.statusCode()).isEqualTo(200);
        assertThat(ExportMetricsServiceResponse.parseFrom(protobuf.body())
                        .getPartialSuccess()
                        .getErrorMessage())
                .contains("keeps no metrics");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/traces, application/x-protobuf, not a message, 400",
        "/v1/traces, application/json, [1], 400",
        "/v1/traces, application/json, {\"resourceSpans\":[{, 400",
        "/v1/traces, text/plain, x, 415",
        "/v1/spans, application/json, {}, 404",
        "/, application/json, {}, 404"
    })
    void saysWhatIsWrongInTheEncodingOfTheRequest(String path, String type, String body, int status)
            throws IOException {
        var response = endpoint.post(path, bytes(body), TYPE, type);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(message(response)).isNotBlank();
        assertThat(response.headers().firstValue(TYPE))
                .hasValue(type.equals(PROTOBUF_TYPE) ? PROTOBUF_TYPE : JSON_TYPE);
        assertThat(endpoint.endpoint().status().lastRefusal())
                .satisfies(refusal -> assertThat(refusal.httpStatus()).isEqualTo(status));
    }

    @Test
    void aBodyThatIsCutOffIsRefusedWithItsPlace() throws IOException {
        var response = endpoint.post("/v1/traces", Arrays.copyOf(PROTOBUF, 2_000), TYPE, PROTOBUF_TYPE);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(message(response)).contains("at byte");
        var packed =
                endpoint.post("/v1/traces", Arrays.copyOf(gzip(PROTOBUF), 500), TYPE, PROTOBUF_TYPE, PACKED, "gzip");
        assertThat(packed.statusCode()).isEqualTo(400);
        assertThat(message(packed)).isEqualTo("The body is not whole gzip");
        var unpacked = endpoint.post("/v1/traces", PROTOBUF, TYPE, PROTOBUF_TYPE, PACKED, "gzip");
        assertThat(unpacked.statusCode()).isEqualTo(400);
    }

    @Test
    void whatItCannotUnpackIsToldWithWhatItCan() {
        var response = endpoint.post("/v1/traces", JSON, TYPE, JSON_TYPE, PACKED, "zstd");
        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(response.headers().firstValue("Accept-Encoding")).hasValue("gzip, deflate, identity");
    }

    @Test
    void otherMethodsAreToldWhichOneIsAllowed() {
        for (var method : new String[] {"GET", "PUT", "DELETE", "OPTIONS"}) {
            var response = endpoint.send(endpoint.request("/v1/traces").method(method, BodyPublishers.noBody()));
            assertThat(response.statusCode()).as(method).isEqualTo(405);
            assertThat(response.headers().firstValue("Allow")).hasValue("POST, OPTIONS");
        }
    }

    @Test
    void aBodyOverTheLimitIsRefusedHoweverItComes() throws IOException {
        var large = new byte[LONGEST + 1];
        var announced = endpoint.post("/v1/traces", large, TYPE, JSON_TYPE);
        assertThat(announced.statusCode()).isEqualTo(413);
        assertThat(message(announced)).contains("1 MiB");
        var chunked = endpoint.post(
                "/v1/traces", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)), TYPE, JSON_TYPE);
        assertThat(chunked.statusCode()).isEqualTo(413);
        for (var packed : new byte[][] {gzip(new byte[50 * LONGEST]), deflated(new byte[50 * LONGEST], false)}) {
            var named = packed[0] == 0x1f ? "gzip" : "deflate";
            var bomb = endpoint.post("/v1/traces", packed, TYPE, PROTOBUF_TYPE, PACKED, named);
            assertThat(bomb.statusCode()).as(named).isEqualTo(413);
            assertThat(Status.parseFrom(bomb.body()).getCode()).isEqualTo(8);
        }
        assertThat(endpoint.endpoint().status().waitingBytes()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, 200",
        "LOCALHOST:4318, 200",
        "agents.localhost, 200",
        "127.0.0.1:1, 200",
        "[::1]:4318, 200",
        "host.docker.internal:4318, 200",
        "evil.example, 403",
        "localhost.evil.example:4318, 403",
        "192.168.0.7:4318, 403",
        "0.0.0.0:4318, 403"
    })
    void onlyNamesOfThisMachineAreAnswered(String host, int status) throws IOException {
        var response = Running.raw(
                InetAddress.ofLiteral("127.0.0.1"),
                endpoint.endpoint().httpPort(),
                "POST /v1/traces HTTP/1.1\r\nHost: " + host + "\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 2\r\nConnection: close\r\n\r\n{}");
        assertThat(response).startsWith("HTTP/1.1 " + status + " ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:5173", "https://127.0.0.1", "http://[::1]:3000"})
    void pagesOfThisMachineMaySend(String origin) {
        var asked = endpoint.send(endpoint.request(
                        "/v1/traces",
                        "Origin",
                        origin,
                        "Access-Control-Request-Method",
                        "POST",
                        "Access-Control-Request-Headers",
                        "content-type,authorization,x-session")
                .method("OPTIONS", BodyPublishers.noBody()));
        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(asked.headers().firstValue("Access-Control-Allow-Origin")).hasValue(origin);
        assertThat(asked.headers().firstValue("Access-Control-Allow-Methods")).hasValue("POST");
        assertThat(asked.headers().firstValue("Access-Control-Allow-Headers"))
                .hasValue("content-type,authorization,x-session");
        var sent = endpoint.post("/v1/traces", JSON, TYPE, JSON_TYPE, "Origin", origin);
        assertThat(sent.statusCode()).isEqualTo(200);
        assertThat(sent.headers().firstValue("Access-Control-Allow-Origin")).hasValue(origin);
        var wrong = endpoint.post("/v1/traces", JSON, TYPE, "text/plain", "Origin", origin);
        assertThat(wrong.statusCode()).isEqualTo(415);
        assertThat(wrong.headers().firstValue("Access-Control-Allow-Origin")).hasValue(origin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://evil.example", "null", "http://localhost.evil.example", "file://", "http://10.0.0.1"})
    void pagesOfOtherSitesMayNot(String origin) {
        int before = endpoint.received().size();
        var asked =
                endpoint.send(endpoint.request("/v1/traces", "Origin", origin, "Access-Control-Request-Method", "POST")
                        .method("OPTIONS", BodyPublishers.noBody()));
        assertThat(asked.statusCode()).isEqualTo(403);
        assertThat(asked.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(endpoint.post("/v1/traces", JSON, TYPE, JSON_TYPE, "Origin", origin)
                        .statusCode())
                .isEqualTo(403);
        assertThat(endpoint.received()).hasSize(before);
    }

    @Test
    void tellsWhoSentLast() {
        var body = """
                {"resourceSpans":[{"resource":{"attributes":[
                    {"key":"telemetry.sdk.name","value":{"stringValue":"opentelemetry"}},
                    {"key":"telemetry.sdk.language","value":{"stringValue":"python"}},
                    {"key":"telemetry.sdk.version","value":{"stringValue":"1.39.0"}},
                    {"key":"service.name","value":{"stringValue":"desk"}}]},
                  "scopeSpans":[{"spans":[{"traceId":"5b8aa5a2d2c872e8321cf37308d69df2","spanId":"5fb397be34d26b51",
                    "name":"a","startTimeUnixNano":"1795525331000000000","endTimeUnixNano":"1795525332000000000"}]}]}]}
                """;
        long before = endpoint.endpoint().status().spans();
        endpoint.post("/v1/traces", bytes(body), TYPE, JSON_TYPE, "User-Agent", "OTel-OTLP-Exporter-Python/1.39.0");
        var status = endpoint.endpoint().status();
        assertThat(status.lastSender())
                .isEqualTo(new Sender("opentelemetry", "python", "1.39.0", "desk", "OTel-OTLP-Exporter-Python/1.39.0"));
        assertThat(status.lastSender()).extracting(Sender::words).isEqualTo("opentelemetry python 1.39.0");
        assertThat(status.spans()).isEqualTo(before + 1);
    }

    private static String message(HttpResponse<byte[]> response) throws IOException {
        if (response.headers().firstValue(TYPE).orElse("").equals(PROTOBUF_TYPE)) {
            return Status.parseFrom(response.body()).getMessage();
        }
        return new ObjectMapper().readTree(response.body()).get("message").textValue();
    }

    private static byte[] deflated(byte[] content, boolean raw) {
        try (var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, raw)) {
            deflater.setInput(content);
            deflater.finish();
            var packed = new byte[content.length + 1_000];
            return Arrays.copyOf(packed, deflater.deflate(packed));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
