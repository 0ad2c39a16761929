package dev.runtree.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.runtree.model.SpanId;
import dev.runtree.otlp.wire.BadOtlp;
import dev.runtree.otlp.wire.BodyKind;
import dev.runtree.pricing.Prices;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.resource.v1.Resource;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bodies of logs, in both encodings. */
class LogBodiesTest {
    private static final String JSON = """
            {"resourceLogs": [{
              "resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "app"}}]},
              "schemaUrl": "https://example.org/schema",
              "unknown": [{"x": 1}],
              "scopeLogs": [{
                "scope": {"name": "lib", "version": "1"},
                "logRecords": [{
                  "timeUnixNano": "1700000000000000001",
                  "observed_time_unix_nano": 1700000000000000002,
                  "severityNumber": "SEVERITY_NUMBER_INFO",
                  "severityText": "Info",
                  "eventName": "gen_ai.user.message",
                  "body": {"kvlistValue": {"values": [
                    {"key": "content", "value": {"stringValue": "Hi"}},
                    {"key": "n", "value": {"intValue": "9007199254740993"}}]}},
                  "attributes": [{"key": "gen_ai.system", "value": {"stringValue": "openai"}}],
                  "droppedAttributesCount": 2,
                  "flags": 1,
                  "traceId": "0AF7651916CD43DD8448EB211C80319C",
                  "spanId": "b7ad6b7169203331"}]}]}]}
            """;

    @Test
    void bothEncodingsSayTheSame() {
        var protobuf = body(
                Resource.newBuilder()
                        .addAttributes(Bodies.text("service.name", "app"))
                        .build(),
                message());
        var read = OtlpReader.logs(Encoding.JSON, JSON.getBytes(StandardCharsets.UTF_8));
        assertThat(read).isEqualTo(OtlpReader.logs(Encoding.PROTOBUF, protobuf));
        assertThat(read.rejected()).isZero();
        assertThat(read.reason()).isNull();
        var log = read.logs().getFirst();
        assertThat(log.span()).isEqualTo(new SpanId("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"));
        assertThat(log.eventName()).isEqualTo("gen_ai.user.message");
        assertThat(log.timeNanos()).isEqualTo(1_700_000_000_000_000_001L);
        assertThat(log.exact()).isNull();
        assertThat(log.json())
                .isEqualTo(
                        "{\"time\":\"2023-11-14T22:13:20.000000001Z\","
                                + "\"observed_time\":\"2023-11-14T22:13:20.000000002Z\",\"event_name\":\"gen_ai.user.message\","
                                + "\"severity_number\":9,\"severity_text\":\"Info\",\"body\":{\"content\":\"Hi\","
                                + "\"n\":9007199254740993},\"attributes\":{\"gen_ai.system\":\"openai\"},"
                                + "\"dropped_attributes_count\":2,\"flags\":1,"
                                + "\"resource\":{\"attributes\":{\"service.name\":\"app\"},"
                                + "\"schema_url\":\"https://example.org/schema\"},\"scope\":{\"name\":\"lib\",\"version\":\"1\"}}");
    }

    @Test
    void namesAnEventByItsOlderAttributeAndTimesItByItsObservation() {
        var log = read(message()
                        .clearEventName()
                        .clearTimeUnixNano()
                        .addAttributes(Bodies.text("event.name", "gen_ai.choice")))
                .logs()
                .getFirst();
        assertThat(log.eventName()).isEqualTo("gen_ai.choice");
        assertThat(log.timeNanos()).isEqualTo(1_700_000_000_000_000_002L);
        assertThat(log.json()).startsWith("{\"observed_time\"");
    }

    /** The fields that remain have the numbers and types of a metric's. */
    @Test
    void anEventWithoutSeverityAndObservationIsNoMetric() {
        var event = LogRecord.newBuilder()
                .setTimeUnixNano(1_700_000_000_000_000_001L)
                .setBody(AnyValue.newBuilder().setStringValue("Hi"))
                .setTraceId(message().getTraceId())
                .setSpanId(message().getSpanId())
                .setEventName("gen_ai.user.message");
        assertThat(read(event, event).logs()).hasSize(2);
        assertThat(read(event.clone().clearTimeUnixNano()).logs()).hasSize(1);
    }

    @Test
    void keepsOnlyWhatNamesASpanAndSaysSo() {
        var none = ByteString.copyFrom(new byte[16]);
        var read = read(
                message(),
                message().clearSpanId(),
                message().clearTraceId(),
                message().setTraceId(none));
        assertThat(read.logs()).hasSize(1);
        assertThat(read.rejected()).isEqualTo(3);
        assertThat(read.reason()).startsWith("3 log records name no span and were not kept");
        assertThat(read(message().clearSpanId()).reason()).startsWith("1 log record names no span and was not kept");
    }

    /** As a span with such an id is kept, so that the two meet. */
    @Test
    void mendsIdsAsThoseOfSpans() {
        var odd = ByteString.copyFrom(new byte[] {1, 2, 3});
        var log = read(message().setTraceId(odd).setSpanId(odd)).logs().getFirst();
        var span = Bodies.read(Bodies.span("s").setTraceId(odd).setSpanId(odd)).span();
        assertThat(log.span()).isEqualTo(span.id());
        assertThat(log.json()).contains("\"sent_trace_id\":\"010203\"", "\"sent_span_id\":\"010203\"");
    }

    @Test
    void keepsWhatJsonCannotSayBesideIt() throws Exception {
        var sent = message()
                .clearBody()
                .setBody(AnyValue.newBuilder()
                        .setKvlistValue(KeyValueList.newBuilder().addValues(Bodies.text("content", "a\0b"))))
                .addAttributes(io.opentelemetry.proto.common.v1.KeyValue.newBuilder()
                        .setKey("x")
                        .setValue(AnyValue.newBuilder().setDoubleValue(Double.NaN)));
        var log = read(sent).logs().getFirst();
        assertThat(log.json()).contains("\"content\":\"a\u2400b\"", "\"x\":\"NaN\"");
        var exact = ResourceLogs.parseFrom(Base64.getDecoder().decode(log.exact()));
        assertThat(exact.getScopeLogs(0).getLogRecords(0)).isEqualTo(sent.build());
        assertThat(exact.getScopeLogs(0).getScope().getName()).isEqualTo("lib");
    }

    @ParameterizedTest
    @EnumSource
    void refusesABodyThatIsCutOff(Encoding encoding) {
        var body = switch (encoding) {
            case PROTOBUF -> Bodies.recorded("gen-ai-toolerror-logs.pb");
            case JSON -> JSON.strip().getBytes(StandardCharsets.UTF_8);
        };
        for (var length = 1; length < body.length; length++) {
            var cut = Arrays.copyOf(body, length);
            assertThatThrownBy(() -> OtlpReader.logs(encoding, cut))
                    .as("cut at byte %s", length)
                    .isInstanceOf(BadOtlp.class)
                    .message()
                    .isNotBlank();
        }
    }

    @Test
    void throwsNothingButBadOtlpWhateverTheBytes() {
        var random = new Random(7);
        var body = Bodies.recorded("gen-ai-toolerror-logs.pb");
        var span = Bodies.read(Bodies.span("chat"));
        for (var i = 0; i < 3_000; i++) {
            var damaged = body.clone();
            for (var hits = 1 + random.nextInt(6); hits > 0; hits--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                var logs = OtlpReader.logs(Encoding.PROTOBUF, damaged).logs();
                assertThat(new SpanLogs(Prices.none()).joined(span, logs).payload())
                        .isEqualTo(span.payload());
            } catch (BadOtlp e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        }
    }

    @Test
    void tellsBodiesOfOtherSignals() {
        assertThatThrownBy(() -> OtlpReader.logs(Encoding.PROTOBUF, Bodies.recorded("gen-ai-agent.pb")))
                .hasMessage("This is an OTLP body of traces; only logs are read here");
        assertThatThrownBy(() -> OtlpReader.logs(Encoding.JSON, Bodies.recorded("gen-ai-agent.json")))
                .hasMessage("This is an OTLP body of traces; only logs are read here");
        assertThat(OtlpReader.logs(Encoding.PROTOBUF, new byte[0]).logs()).isEmpty();
        assertThat(read().logs()).isEmpty();
    }

    /** Nothing in it but what it says and of which span: as short as some producers keep it. */
    @Test
    void takesARecordWithoutTimeSeverityAndFlags() {
        var bare = message()
                .clearTimeUnixNano()
                .clearObservedTimeUnixNano()
                .clearSeverityNumber()
                .clearSeverityText()
                .clearDroppedAttributesCount()
                .clearFlags();
        assertThat(read(bare).logs()).hasSize(1);
        assertThat(read(bare.clone().clearAttributes().clearBody()).logs()).hasSize(1);
        assertThat(read(bare.clone().clearTraceId().clearSpanId()).rejected()).isEqualTo(1);
        assertThat(read(LogRecord.newBuilder().setEventName("gen_ai.choice")).rejected())
                .isEqualTo(1);
        // A file has no path that tells its signal.
        assertThat(BodyKind.ofProtobuf(body(Resource.getDefaultInstance(), bare)))
                .isEqualTo(BodyKind.LOGS);
        assertThat(BodyKind.ofProtobuf(body(
                        Resource.getDefaultInstance(),
                        bare.clone().clearAttributes().clearBody())))
                .isEqualTo(BodyKind.LOGS);
    }

    @Test
    void refusesMetricsAndSpansWithoutTimes() {
        for (var metrics : List.of(Metrics.gauge(), Metrics.sum())) {
            assertThatThrownBy(() -> OtlpReader.logs(Encoding.PROTOBUF, metrics))
                    .hasMessage("This is an OTLP body of metrics; only logs are read here");
        }
        var span = Bodies.body(
                Bodies.span("s").clearStartTimeUnixNano().clearEndTimeUnixNano().build());
        assertThatThrownBy(() -> OtlpReader.logs(Encoding.PROTOBUF, span))
                .hasMessage("This is an OTLP body of traces; only logs are read here");
    }

    private static LogRecord.Builder message() {
        return LogRecord.newBuilder()
                .setTimeUnixNano(1_700_000_000_000_000_001L)
                .setObservedTimeUnixNano(1_700_000_000_000_000_002L)
                .setSeverityNumber(SeverityNumber.SEVERITY_NUMBER_INFO)
                .setSeverityText("Info")
                .setEventName("gen_ai.user.message")
                .setBody(AnyValue.newBuilder()
                        .setKvlistValue(KeyValueList.newBuilder()
                                .addValues(Bodies.text("content", "Hi"))
                                .addValues(Bodies.number("n", 9_007_199_254_740_993L))))
                .addAttributes(Bodies.text("gen_ai.system", "openai"))
                .setDroppedAttributesCount(2)
                .setFlags(1)
                .setTraceId(Bodies.id("0af7651916cd43dd8448eb211c80319c"))
                .setSpanId(Bodies.id("b7ad6b7169203331"));
    }

    private static Received read(LogRecord.Builder... logs) {
        return OtlpReader.logs(Encoding.PROTOBUF, body(Resource.getDefaultInstance(), logs));
    }

    private static byte[] body(Resource resource, LogRecord.Builder... logs) {
        var scope = ScopeLogs.newBuilder()
                .setScope(InstrumentationScope.newBuilder().setName("lib").setVersion("1"));
        for (var log : logs) {
            scope.addLogRecords(log);
        }
        return ExportLogsServiceRequest.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder()
                        .setResource(resource)
                        .setSchemaUrl("https://example.org/schema")
                        .addScopeLogs(scope))
                .build()
                .toByteArray();
    }
}
