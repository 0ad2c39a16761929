package dev.runtree.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.ByteString;
import dev.runtree.model.LogRecord;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Source;
import dev.runtree.model.SpanKind;
import dev.runtree.otlp.wire.BodyKind;
import dev.runtree.pricing.Prices;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A span and its log records, read together. */
class SpanLogsTest {
    private static final SpanLogs LOGS = new SpanLogs(Prices.none());

    @Test
    void aSpanWithoutLogsIsWhatItWas() {
        var spans = new ArrayList<RecordedSpan>();
        for (var body : List.of("agno-toolerror.pb", "gen-ai-agent.pb", "openinference-openai-agent.pb")) {
            spans.addAll(new OtlpReader(Prices.none())
                    .traces(Encoding.PROTOBUF, Bodies.recorded(body), Source.OTLP)
                    .spans());
        }
        spans.add(Bodies.read(hostile()));
        spans.add(Bodies.read(hostile().setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR))));
        assertThat(spans)
                .allSatisfy(span -> assertThat(LOGS.joined(span, List.of())).isEqualTo(span));
    }

    @Test
    void everyRecordedSpanWithoutLogsIsWhatItWas() throws IOException {
        var captures = Stream.of(Path.of("..", "shared", "captures"), Path.of("..", "..", "shared", "captures"))
                .filter(Files::isDirectory)
                .findFirst();
        assumeTrue(captures.isPresent(), "No recorded payloads beside the project");
        try (var files = Files.walk(captures.orElseThrow())) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var body = Files.readAllBytes(file);
                var encoding = BodyKind.ofProtobuf(body) == BodyKind.TRACES
                        ? Encoding.PROTOBUF
                        : BodyKind.ofJson(body) == BodyKind.TRACES ? Encoding.JSON : null;
                if (encoding != null) {
                    assertThat(new OtlpReader(Prices.none())
                                    .traces(encoding, body, Source.OTLP)
                                    .spans())
                            .as("%s", file)
                            .allSatisfy(span ->
                                    assertThat(LOGS.joined(span, List.of())).isEqualTo(span));
                }
            }
        }
    }

    /** What JSON says otherwise than protobuf, and numbers that are easily rewritten. */
    private static Span.Builder hostile() {
        return Bodies.span("execute_tool \0 \ud83d\ude00")
                .addAttributes(Bodies.text("gen_ai.operation.name", "execute_tool"))
                .addAttributes(Bodies.text("user.id", "u\0x"))
                .addAttributes(Bodies.text("session.id", "1"))
                .addAttributes(Bodies.text("session.id", "2"))
                .addAttributes(Bodies.number("gen_ai.usage.input_tokens", Long.MAX_VALUE))
                .addAttributes(value("gen_ai.usage.cost", AnyValue.newBuilder().setDoubleValue(1e-7)))
                .addAttributes(value("error.type", AnyValue.newBuilder().setStringValue("T\0")))
                .addAttributes(value(
                        "gen_ai.tool.call.result",
                        AnyValue.newBuilder().setBytesValue(ByteString.copyFromUtf8("\u0001\u0002"))))
                .addAttributes(value(
                        "gen_ai.tool.call.arguments",
                        AnyValue.newBuilder()
                                .setKvlistValue(KeyValueList.newBuilder()
                                        .addValues(value(
                                                "big", AnyValue.newBuilder().setDoubleValue(1e10)))
                                        .addValues(value(
                                                "nan", AnyValue.newBuilder().setDoubleValue(Double.NaN)))
                                        .addValues(value("none", AnyValue.newBuilder()))
                                        .addValues(
                                                value("n", AnyValue.newBuilder().setIntValue(7)))
                                        .addValues(value(
                                                "list",
                                                AnyValue.newBuilder()
                                                        .setArrayValue(ArrayValue.newBuilder()
                                                                .addValues(AnyValue.newBuilder()
                                                                        .setDoubleValue(-0.0))))))))
                .addEvents(Span.Event.newBuilder()
                        .setName("gen_ai.content.completion.chunk")
                        .setTimeUnixNano(1_700_000_000_500_000_007L));
    }

    private static KeyValue value(String key, AnyValue.Builder value) {
        return KeyValue.newBuilder().setKey(key).setValue(value).build();
    }

    @Test
    void messagesInLogRecordsAreThoseOfTheSpan() {
        var span = Bodies.read(Bodies.span("chat m").addAttributes(Bodies.text("gen_ai.operation.name", "chat")));
        var joined = LOGS.joined(
                span,
                List.of(
                        log(
                                5,
                                "gen_ai.choice",
                                "{\"message\":{\"content\":\"18 degrees\"},\"finish_reason\":\"stop\"}"),
                        log(1, "gen_ai.tool.message", "{\"content\":\"18\",\"id\":\"call_1\"}"),
                        log(1, "gen_ai.user.message", "\"How warm?\""),
                        log(1, "gen_ai.system.message", "{\"content\":\"Be brief.\"}")));
        assertThat(joined.span().input()).isEqualTo("How warm?");
        assertThat(joined.span().output()).isEqualTo("18 degrees");
        assertThat(joined.payload()).isEqualTo(span.payload());
    }

    @Test
    void theDetailsOfACallStandWhereTheSpanSaysLess() {
        var cut = "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"How wa";
        var span = Bodies.read(Bodies.span("chat").addAttributes(Bodies.text("gen_ai.input.messages", cut)));
        var details = log(
                1,
                "gen_ai.client.inference.operation.details",
                null,
                "\"gen_ai.operation.name\":\"chat\",\"gen_ai.response.model\":\"m-1\",\"gen_ai.usage.input_tokens\":7,"
                        + "\"gen_ai.input.messages\":[{\"role\":\"user\",\"parts\":[{\"type\":\"text\","
                        + "\"content\":\"How warm?\"}]}],\"user.id\":\"not the span's\"");
        var joined = LOGS.joined(span, List.of(details)).span();
        assertThat(joined.kind()).isEqualTo(SpanKind.LLM);
        assertThat(joined.spanName()).isEqualTo("llm.m-1");
        assertThat(joined.usage().input()).isEqualTo(7);
        assertThat(joined.input()).isEqualTo("How warm?");
        assertThat(joined.actor().userId()).isNull();
    }

    @Test
    void messagesThatAttributesSayWholeAreNotDoubled() {
        var whole = "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Hi\"}]}]";
        var span = Bodies.read(Bodies.span("chat")
                .addAttributes(Bodies.text("gen_ai.operation.name", "chat"))
                .addAttributes(Bodies.text("gen_ai.input.messages", whole))
                .addEvents(Span.Event.newBuilder()
                        .setName("gen_ai.choice")
                        .addAttributes(Bodies.text("message", "Hello"))));
        var logs = List.of(
                log(1, "gen_ai.user.message", "{\"content\":\"Hi\"}"),
                log(2, "gen_ai.choice", "{\"message\":{\"content\":\"Hello\"}}"));
        var content = ContentReader.read(with(span, logs));
        assertThat(content.inputMessages()).containsExactly(Message.text("user", "Hi"));
        assertThat(content.outputMessages()).containsExactly(Message.text("assistant", "Hello"));
    }

    @Test
    void aToolsAnswerNamesItsCall() {
        var span = Bodies.read(Bodies.span("chat").addAttributes(Bodies.text("gen_ai.operation.name", "chat")));
        var content = ContentReader.read(
                with(span, List.of(log(1, "gen_ai.tool.message", "{\"content\":\"18\",\"id\":\"call_1\"}"))));
        assertThat(content.inputMessages())
                .containsExactly(new Message("tool", null, List.of(new Part.ToolResult("call_1", null, "18"))));
    }

    @Test
    void anExceptionGivesASilentFailureItsWordsAndNoOther() {
        var thrown = log(3, "", "\"it broke\"", "\"exception.type\":\"T\",\"exception.message\":\"boom\"");
        var silent = Bodies.read(
                Bodies.span("s").setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR)));
        var told = Bodies.read(Bodies.span("s")
                .setStatus(Status.newBuilder()
                        .setCode(Status.StatusCode.STATUS_CODE_ERROR)
                        .setMessage("my own words")));
        var sound = Bodies.read(Bodies.span("s"));
        assertThat(LOGS.tells(thrown)).isTrue();
        var joined = LOGS.joined(silent, List.of(thrown));
        assertThat(joined.span().statusMessage()).isEqualTo("boom");
        assertThat(LOGS.joined(joined, List.of())).isEqualTo(silent);
        assertThat(LOGS.joined(told, List.of(thrown))).isEqualTo(told);
        assertThat(LOGS.joined(sound, List.of(thrown))).isEqualTo(sound);
        assertThat(ContentReader.read(with(joined, List.of(thrown))).error())
                .extracting("type", "message")
                .containsExactly("T", "boom");
    }

    private static RecordedSpan with(RecordedSpan span, List<LogRecord> logs) {
        var json = logs.stream().map(LogRecord::json).toList();
        return new RecordedSpan(span.span(), span.payload().withLogs(json.toString()));
    }

    private static LogRecord log(int second, String eventName, String body) {
        return log(second, eventName, body, "");
    }

    private static LogRecord log(
            int second, String eventName, @org.jspecify.annotations.Nullable String body, String attributes) {
        var json = "{\"observed_time\":\"2023-11-14T22:13:2" + second + ".000000000Z\",\"event_name\":\"" + eventName
                + "\"," + (body == null ? "" : "\"body\":" + body + ",") + "\"attributes\":{" + attributes + "}}";
        return new LogRecord(
                new dev.runtree.model.SpanId("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"),
                second,
                eventName,
                json,
                null);
    }
}
