package dev.runtree.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Source;
import dev.runtree.otlp.wire.BadOtlp;
import dev.runtree.pricing.Prices;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One bad span never rejects its batch. */
class LenientDecodeTest {
    private static final byte[] BROKEN = {(byte) 0xff, 'a', (byte) 0xc3};

    @Test
    void repairsTextThatIsNotUtf8AndKeepsItsBytes() {
        var body = broken(batch(span(1, "NAME"), span(2, "sound")), "NAME");
        var received = protobuf(body);
        assertThat(received.rejected()).isZero();
        assertThat(received.spans()).extracting(span -> span.span().name()).containsExactly("\ufffdAME", "sound");
        var repaired = received.spans().getFirst();
        assertThat(repaired.payload().otlp()).contains("text that is not valid Unicode");
        assertThat(exact(repaired)).contains(BROKEN[0], 'A', 'M', 'E');
        assertThat(received.spans().getLast().payload().exact()).isNull();
    }

    @Test
    void repairsKeysValuesEventsAndLinks() {
        var span = span(1, "s")
                .addAttributes(Bodies.text("KEY-K", "VALUE-V"))
                .addEvents(Span.Event.newBuilder().setName("EVENT-E").addAttributes(Bodies.text("x", "INNER-I")))
                .addLinks(Span.Link.newBuilder().setTraceState("STATE-S"));
        var body = batch(span, span(2, "sound"));
        for (var mark : new String[] {"KEY-K", "VALUE-V", "EVENT-E", "INNER-I", "STATE-S"}) {
            body = broken(body, mark);
        }
        var received = protobuf(body);
        assertThat(received.spans()).hasSize(2);
        var payload = received.spans().getFirst().payload();
        assertThat(payload.attributes()).contains("\ufffdEY-K", "\ufffdALUE-V");
        assertThat(payload.events()).contains("\ufffdVENT-E", "\ufffdNNER-I");
        assertThat(payload.links()).contains("\ufffdTATE-S");
    }

    @Test
    void repairsAResourceForAllItsSpans() {
        var body = broken(batch(span(1, "one"), span(2, "two")), "SERVICE");
        var received = protobuf(body);
        assertThat(received.spans()).hasSize(2).allSatisfy(span -> {
            assertThat(span.payload().resource()).contains("\ufffdERVICE");
            assertThat(exact(span)).contains(BROKEN[0]);
            assertThat(span.payload().otlp()).contains("not valid Unicode");
        });
    }

    @Test
    void keepsTheSpansOfACorruptResource() {
        var sound = batch(span(1, "one"));
        var at = indexOf(sound, "service.name");
        sound[at - 1] = 127;
        var received = protobuf(sound);
        assertThat(received.spans()).hasSize(1);
        assertThat(received.spans().getFirst().payload().otlp()).contains("corrupt of a resource or scope is left out");
        assertThat(exact(received.spans().getFirst())).contains("service.name".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void keepsValuesNestedTooDeepAsBytes() {
        var received = protobuf(batch(span(1, "deep").addAttributes(nested(600)), span(2, "sound")));
        assertThat(received.spans()).hasSize(2);
        var deep = received.spans().getFirst().payload();
        assertThat(deep.attributes()).contains("[[[[[[").hasSizeLessThan(10_000);
        assertThat(deep.otlp()).contains("nested too deep are kept as bytes");
        assertThat(exact(received.spans().getFirst()))
                .hasSizeGreaterThan(nested(600).getSerializedSize());
        assertThat(protobuf(batch(span(1, "deep").addAttributes(nested(190))))
                        .spans()
                        .getFirst()
                        .payload()
                        .exact())
                .isNull();
    }

    @Test
    void rejectsASpanThatIsCorruptInsideItsFrameAndNamesThePlace() {
        var body = batch(span(1, "one"), span(2, "NAME"), span(3, "three"));
        var at = indexOf(body, "NAME");
        body[at - 1] = 120;
        var received = protobuf(body);
        assertThat(received.spans()).extracting(span -> span.span().name()).containsExactly("one", "three");
        assertThat(received.rejected()).isEqualTo(1);
        assertThat(received.reason())
                .startsWith(
                        "at byte " + (at - 2) + " of " + body.length + " (resource_spans.scope_spans.spans.name): 120");
    }

    @Test
    void refusesABodyWhoseFramesAreBroken() {
        var body = broken(batch(span(1, "NAME"), span(2, "sound")), "NAME");
        assertThatThrownBy(() -> protobuf(Arrays.copyOf(body, body.length - 3)))
                .isInstanceOf(BadOtlp.class)
                .hasMessageContaining("bytes were expected");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7",
                "[[{}]]",
                "{\"startTimeUnixNano\":\"x\"}",
                "{\"startTimeUnixNano\":-1}",
                "{\"startTimeUnixNano\":1e999999999}",
                "{\"attributes\":{\"a\":[{}]}}",
                "{\"attributes\":[{\"key\":\"k\",\"value\":{\"intValue\":1.5}}]}",
                "{\"kind\":\"SPAN_KIND_ODD\"}",
                "{\"events\":[{\"timeUnixNano\":true,\"attributes\":[{}]}],\"links\":[]}",
                "{\"traceId\":7,\"name\":\"x\"}",
                "{\"traceId\":{\"a\":[1]},\"name\":\"x\"}"
            })
    void rejectsOneSpanOfWrongTypesInJson(String wrong) {
        var received = json("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"name\":\"before\"}," + wrong
                + ",{\"name\":\"after\"}]}]}]}");
        assertThat(received.spans()).extracting(span -> span.span().name()).containsExactly("before", "after");
        assertThat(received.rejected()).isEqualTo(1);
        assertThat(received.reason()).matches("at byte \\d+ of \\d+: .* was expected, found .*");
    }

    @Test
    void countsAllThatItRejects() {
        var received = json("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[7,{\"name\":\"a\"},8]}]}]}");
        assertThat(received.rejected()).isEqualTo(2);
        assertThat(received.reason()).startsWith("2 spans cannot be read; the first of them: at byte 43 of");
    }

    @Test
    void repairsHalfSurrogatesAndDeepValuesInJson() {
        var deep = "{\"arrayValue\":{\"values\":[".repeat(5_000) + "{}" + "]}}".repeat(5_000);
        var received = json("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":["
                + "{\"name\":\"half \\ud800\"},{\"name\":\"deep\",\"attributes\":[{\"key\":\"k\",\"value\":" + deep
                + "}]},{\"name\":\"sound\"}]}]}]}");
        assertThat(received.rejected()).isZero();
        assertThat(received.spans())
                .extracting(span -> span.span().name())
                .containsExactly("half \ufffd", "deep", "sound");
        assertThat(received.spans().get(0).payload().otlp()).contains("not valid Unicode");
        assertThat(received.spans().get(1).payload().otlp()).contains("too deep");
        assertThat(received.spans().get(2).payload().otlp()).doesNotContain("changed");
    }

    @Test
    void repairsTextInJsonThatIsNoUtf8() {
        var body = broken("""
                {"resourceSpans":[{"scopeSpans":[{"spans":[
                  {"name":"before"},{"name":"NAME of one"},{"name":"after, in \u65e5\u672c"}]}]}]}""".getBytes(StandardCharsets.UTF_8), "NAME");
        var received = new OtlpReader(Prices.none()).traces(Encoding.JSON, body, Source.OTLP);
        assertThat(received.rejected()).isZero();
        assertThat(received.spans())
                .extracting(span -> span.span().name())
                .containsExactly("before", "\ufffdAME of one", "after, in \u65e5\u672c");
        assertThat(received.spans().get(1).payload().otlp()).contains("not valid Unicode");
        assertThat(received.spans().get(2).payload().otlp()).doesNotContain("changed");
    }

    @Test
    void takesWhatWritersOfJsonGetWrong() {
        var received = json("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"name\":\"a\tb\",\"attributes\":["
                + "{\"key\":\"score\",\"value\":{\"doubleValue\":NaN}},"
                + "{\"key\":\"least\",\"value\":{\"doubleValue\":-Infinity}}]},"
                + "{\"name\":\"never\",\"startTimeUnixNano\":NaN}]}]}]}");
        assertThat(received.spans()).hasSize(1);
        assertThat(received.rejected()).isEqualTo(1);
        assertThat(received.spans().getFirst().span().name()).isEqualTo("a\tb");
        assertThat(received.spans().getFirst().payload().attributes())
                .isEqualTo("{\"score\":\"NaN\",\"least\":\"-Infinity\"}");
    }

    @Test
    void keepsTheSpansOfAWrongResourceInJson() {
        var received = json("{\"resourceSpans\":[{\"resource\":{\"attributes\":7},\"scopeSpans\":[{\"scope\":7,"
                + "\"spans\":[{\"name\":\"a\"}]}]}]}");
        assertThat(received.spans()).hasSize(1);
        assertThat(received.spans().getFirst().payload().otlp()).contains("corrupt of a resource or scope is left out");
    }

    @Test
    void leavesOutTheWrongAttributeOfAResourceAlone() {
        var received = json(
                "{\"resourceSpans\":[{\"resource\":{\"attributes\":[{\"key\":\"a\",\"value\":{\"intValue\":\"x\"}},"
                        + "{\"key\":\"b\",\"value\":{\"intValue\":1}}]},\"scopeSpans\":[{\"spans\":[{\"name\":\"a\"}]}]}]}");
        assertThat(received.rejected()).isZero();
        assertThat(received.spans().getFirst().payload().resource()).isEqualTo("{\"attributes\":{\"b\":1}}");
        assertThat(received.spans().getFirst().payload().otlp()).contains("corrupt of a resource");
    }

    private static byte[] batch(Span.Builder... spans) {
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(Resource.newBuilder().addAttributes(Bodies.text("service.name", "SERVICE")))
                        .addScopeSpans(ScopeSpans.newBuilder()
                                .setScope(InstrumentationScope.newBuilder().setName("scope"))
                                .addAllSpans(Arrays.stream(spans)
                                        .map(Span.Builder::build)
                                        .toList())))
                .build()
                .toByteArray();
    }

    private static Span.Builder span(int id, String name) {
        return Bodies.span(name).setSpanId(Bodies.id("%016x".formatted(id)));
    }

    /** The body with the first letter of a word in it replaced by a byte that UTF-8 never has. */
    private static byte[] broken(byte[] body, String word) {
        body[indexOf(body, word)] = BROKEN[0];
        return body;
    }

    private static int indexOf(byte[] body, String word) {
        return new String(body, StandardCharsets.ISO_8859_1).indexOf(word);
    }

    private static KeyValue nested(int depth) {
        var value = AnyValue.newBuilder().setStringValue("deep").build();
        for (var i = 0; i < depth; i++) {
            value = AnyValue.newBuilder()
                    .setArrayValue(ArrayValue.newBuilder().addValues(value))
                    .build();
        }
        return KeyValue.newBuilder().setKey("k").setValue(value).build();
    }

    private static byte[] exact(RecordedSpan span) {
        return Base64.getDecoder().decode(Objects.requireNonNull(span.payload().exact()));
    }

    private static Received protobuf(byte[] body) {
        return new OtlpReader(Prices.none()).traces(Encoding.PROTOBUF, body, Source.OTLP);
    }

    private static Received json(String body) {
        return new OtlpReader(Prices.none()).traces(Encoding.JSON, body.getBytes(StandardCharsets.UTF_8), Source.OTLP);
    }
}
