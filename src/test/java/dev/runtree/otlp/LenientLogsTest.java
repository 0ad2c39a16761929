package dev.runtree.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runtree.model.LogRecord;
import dev.runtree.otlp.wire.BadOtlp;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One bad log record never rejects its batch. */
class LenientLogsTest {
    private static final byte BROKEN = (byte) 0xff;
    private static final String IDS =
            "\"traceId\":\"0af7651916cd43dd8448eb211c80319c\",\"spanId\":\"b7ad6b7169203331\"";

    @Test
    void repairsTextThatIsNotUtf8AndKeepsTheBytesThatCame() throws Exception {
        var first = log("BODY").addAttributes(Bodies.text("KEY", "VALUE")).setEventName("EVENT");
        var body = batch(first, log("sound"));
        for (var word : new String[] {"BODY", "KEY", "VALUE", "EVENT"}) {
            broken(body, word);
        }
        var received = protobuf(body);
        assertThat(received.rejected()).isZero();
        assertThat(received.logs()).hasSize(2);
        var repaired = received.logs().getFirst();
        assertThat(repaired.eventName()).isEqualTo("\ufffdVENT");
        assertThat(repaired.json())
                .contains("\"body\":\"\ufffdODY\"", "\"\ufffdEY\":\"\ufffdALUE\"", "not valid Unicode");
        var alone = exact(repaired);
        assertThat(alone).contains(bytes("service.name")).contains(bytes("scope"));
        var sent = first.build().toByteArray();
        for (var word : new String[] {"BODY", "KEY", "VALUE", "EVENT"}) {
            broken(sent, word);
        }
        assertThat(alone).containsSequence(sent);
        assertThat(received.logs().getLast().exact()).isNull();
        assertThat(received.logs().getLast().json()).doesNotContain("changed");
    }

    @Test
    void keepsValuesNestedTooDeepAsBytes() {
        var received = protobuf(batch(log("x").setBody(nested(600)), log("y").setBody(nested(190))));
        assertThat(received.logs()).hasSize(2);
        var deep = received.logs().getFirst();
        assertThat(deep.json()).contains("[[[[[[", "nested too deep are kept as bytes");
        assertThat(exact(deep)).containsSequence(nested(600).toByteArray());
        assertThat(received.logs().getLast().exact()).isNull();
    }

    @Test
    void rejectsARecordThatIsCorruptInsideItsFrameAndNamesThePlace() {
        var body = batch(
                log("one"), log("WORD").setSeverityText("LEVEL"), log("three").clearSpanId());
        var at = indexOf(body, "LEVEL");
        body[at - 1] = 120;
        var received = protobuf(body);
        assertThat(received.logs())
                .extracting(LogRecord::json)
                .singleElement()
                .asString()
                .contains("\"one\"");
        assertThat(received.rejected()).isEqualTo(2);
        assertThat(received.withoutSpan()).isEqualTo(1);
        assertThat(received.reason())
                .startsWith("at byte " + (at - 2) + " of " + body.length
                        + " (resource_logs.scope_logs.log_records.severity_text): 120")
                .contains("; 1 log record names no span and was not kept");
    }

    @Test
    void keepsTheRecordsOfAResourceThatIsCorruptOrBroken() {
        var corrupt = batch(log("one"));
        corrupt[indexOf(corrupt, "service.name") - 1] = 127;
        assertThat(protobuf(corrupt).logs()).singleElement().satisfies(log -> {
            assertThat(log.json()).contains("\"one\"", "corrupt of a resource or scope is left out");
            assertThat(exact(log)).contains(bytes("service.name"));
        });
        var broken = batch(log("one"), log("two"));
        broken(broken, "SERVICE");
        assertThat(protobuf(broken).logs())
                .hasSize(2)
                .allSatisfy(log -> assertThat(log.json()).contains("\ufffdERVICE", "not valid Unicode"));
    }

    @Test
    void refusesABodyWhoseFramesAreBroken() {
        var body = batch(log("WORD"), log("sound"));
        broken(body, "WORD");
        assertThatThrownBy(() -> protobuf(Arrays.copyOf(body, body.length - 3)))
                .isInstanceOf(BadOtlp.class)
                .hasMessageContaining("bytes were expected");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7",
                "[[{}]]",
                "{\"timeUnixNano\":\"x\"}",
                "{\"severityNumber\":\"SEVERITY_NUMBER_ODD\"}",
                "{\"attributes\":[{\"key\":\"k\",\"value\":{\"intValue\":1.5}}]}",
                "{\"body\":{\"kvlistValue\":{\"values\":[{\"key\":7}]}},\"flags\":0}",
                "{\"traceId\":{\"a\":[1]},\"eventName\":\"x\"}"
            })
    void rejectsOneRecordOfWrongTypesInJson(String wrong) {
        var received = json("{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"eventName\":\"before\"," + IDS
                + "}," + wrong + ",{\"eventName\":\"after\"," + IDS + "}]}]}]}");
        assertThat(received.logs()).extracting(LogRecord::eventName).containsExactly("before", "after");
        assertThat(received.rejected()).isEqualTo(1);
        assertThat(received.withoutSpan()).isZero();
        assertThat(received.reason()).matches("at byte \\d+ of \\d+: .* was expected, found .*");
    }

    @Test
    void repairsHalfSurrogatesDeepValuesAndWrongResourcesInJson() {
        var deep = "{\"arrayValue\":{\"values\":[".repeat(5_000) + "{}" + "]}}".repeat(5_000);
        var received = json("{\"resourceLogs\":[{\"resource\":{\"attributes\":7},\"scopeLogs\":[{\"logRecords\":["
                + "{\"body\":{\"stringValue\":\"half \\ud800\"}," + IDS + "},{\"body\":" + deep + "," + IDS
                + "},7,8]}]}]}");
        assertThat(received.logs()).hasSize(2);
        assertThat(received.logs().getFirst().json())
                .contains("half \ufffd", "not valid Unicode", "corrupt of a resource or scope");
        assertThat(received.logs().getLast().json()).contains("too deep");
        assertThat(received.rejected()).isEqualTo(2);
        assertThat(received.reason()).startsWith("2 log records cannot be read; the first of them: at byte");
    }

    private static io.opentelemetry.proto.logs.v1.LogRecord.Builder log(String body) {
        return io.opentelemetry.proto.logs.v1.LogRecord.newBuilder()
                .setTimeUnixNano(1_700_000_000_000_000_001L)
                .setBody(AnyValue.newBuilder().setStringValue(body))
                .setTraceId(Bodies.id("0af7651916cd43dd8448eb211c80319c"))
                .setSpanId(Bodies.id("b7ad6b7169203331"));
    }

    private static byte[] batch(io.opentelemetry.proto.logs.v1.LogRecord.Builder... logs) {
        var scope = ScopeLogs.newBuilder()
                .setScope(InstrumentationScope.newBuilder().setName("scope"));
        for (var log : logs) {
            scope.addLogRecords(log);
        }
        return ExportLogsServiceRequest.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder()
                        .setResource(Resource.newBuilder().addAttributes(Bodies.text("service.name", "SERVICE")))
                        .addScopeLogs(scope))
                .build()
                .toByteArray();
    }

    private static AnyValue nested(int depth) {
        var value = AnyValue.newBuilder().setStringValue("deep").build();
        for (var i = 0; i < depth; i++) {
            value = AnyValue.newBuilder()
                    .setArrayValue(ArrayValue.newBuilder().addValues(value))
                    .build();
        }
        return value;
    }

    /** Replaces the first letter of a word by a byte that UTF-8 never has. */
    private static void broken(byte[] body, String word) {
        body[indexOf(body, word)] = BROKEN;
    }

    private static int indexOf(byte[] body, String word) {
        return new String(body, StandardCharsets.ISO_8859_1).indexOf(word);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] exact(LogRecord log) {
        return Base64.getDecoder().decode(Objects.requireNonNull(log.exact()));
    }

    private static Received protobuf(byte[] body) {
        return OtlpReader.logs(Encoding.PROTOBUF, body);
    }

    private static Received json(String body) {
        return OtlpReader.logs(Encoding.JSON, bytes(body));
    }
}
