package dev.runtree.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.ByteString;
import dev.runtree.model.Source;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanStatus;
import dev.runtree.model.Usage;
import dev.runtree.pricing.Prices;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtlpReaderTest {
    @Test
    void readsAnAgnoRunWithAFailedTool() {
        var spans = new OtlpReader(Prices.none())
                .traces(Encoding.PROTOBUF, Bodies.recorded("agno-toolerror.pb"), Source.IMPORT)
                .spans();
        assertThat(spans)
                .extracting(
                        each -> each.span().spanName(),
                        each -> each.span().status(),
                        each -> each.span().dialect())
                .containsExactlyInAnyOrder(
                        tuple("llm.gpt-4o-mini", SpanStatus.OK, "agno"),
                        tuple("tool.flaky_lookup", SpanStatus.ERROR, "agno"),
                        tuple("llm.gpt-4o-mini", SpanStatus.OK, "agno"),
                        tuple("agent.Order Agent", SpanStatus.OK, "agno"));
        var agent = spans.stream()
                .filter(each -> each.span().kind() == SpanKind.AGENT)
                .findFirst()
                .orElseThrow()
                .span();
        assertThat(agent.actor().userId()).isEqualTo("user-42");
        assertThat(agent.actor().sessionId()).isEqualTo("session-7");
        assertThat(agent.actor().agentId()).isEqualTo("order-agent");
        assertThat(agent.actor().producerRunId()).isNotBlank();
        assertThat(agent.name()).isEqualTo("Order_Agent.run");
        assertThat(agent.parentSpanId()).isNull();
    }

    @Test
    void readsTheSameFromProtobufAndFromJson() {
        var fromProtobuf = new OtlpReader(Prices.none())
                .traces(Encoding.PROTOBUF, Bodies.recorded("gen-ai-agent.pb"), Source.IMPORT)
                .spans();
        var fromJson = new OtlpReader(Prices.none())
                .traces(Encoding.JSON, Bodies.recorded("gen-ai-agent.json"), Source.IMPORT)
                .spans();
        assertThat(fromJson)
                .extracting(
                        each -> each.span().spanName(),
                        each -> each.span().usage(),
                        each -> each.span().input(),
                        each -> each.payload().attributes().replaceAll("chatcmpl-\\d+|call_\\d+", "N"))
                .containsExactlyElementsOf(fromProtobuf.stream()
                        .map(each -> tuple(
                                each.span().spanName(),
                                each.span().usage(),
                                each.span().input(),
                                each.payload().attributes().replaceAll("chatcmpl-\\d+|call_\\d+", "N")))
                        .toList());
    }

    @Test
    void keepsAttributesInOrderWithDuplicatesAndExactNumbers() {
        var span = Bodies.span("s")
                .addAttributes(Bodies.number("z", Long.MAX_VALUE))
                .addAttributes(Bodies.text("a", "1"))
                .addAttributes(Bodies.text("a", "2"))
                .addAttributes(KeyValue.newBuilder()
                        .setKey("d")
                        .setValue(AnyValue.newBuilder().setDoubleValue(3)))
                .addAttributes(KeyValue.newBuilder()
                        .setKey("e")
                        .setValue(AnyValue.newBuilder().setDoubleValue(0.1)))
                .addAttributes(KeyValue.newBuilder().setKey("none").setValue(AnyValue.getDefaultInstance()));
        var payload = Bodies.read(span).payload();
        assertThat(payload.attributes())
                .isEqualTo("{\"z\":9223372036854775807,\"a\":\"1\",\"a\":\"2\",\"d\":3.0,\"e\":0.1,\"none\":null}");
        assertThat(payload.exact()).isNull();
    }

    @Test
    void keepsTheExactSpanWhereJsonCannotSayIt() throws Exception {
        var span = Bodies.span("s")
                .addAttributes(Bodies.text("nul", "a\0b"))
                .addAttributes(KeyValue.newBuilder()
                        .setKey("nan")
                        .setValue(AnyValue.newBuilder().setDoubleValue(Double.NaN)))
                .addAttributes(KeyValue.newBuilder()
                        .setKey("bytes")
                        .setValue(AnyValue.newBuilder().setBytesValue(ByteString.copyFromUtf8("hi"))))
                .build();
        var payload = Bodies.read(span.toBuilder()).payload();
        assertThat(payload.attributes()).isEqualTo("{\"nul\":\"a\u2400b\",\"nan\":\"NaN\",\"bytes\":\"aGk=\"}");
        var exact = ResourceSpans.parseFrom(Base64.getDecoder().decode(payload.exact()));
        assertThat(exact.getScopeSpans(0).getSpans(0)).isEqualTo(span);
    }

    @Test
    void givesSpansWithoutSoundIdsTheSameIdsEachTime() {
        var zero = Bodies.span("s").setTraceId(Bodies.id("00".repeat(16))).setSpanId(ByteString.EMPTY);
        var once = Bodies.read(zero);
        assertThat(once.span().id()).isEqualTo(Bodies.read(zero).span().id());
        assertThat(once.span().id().traceId()).matches("[0-9a-f]{32}").isNotEqualTo("0".repeat(32));
        assertThat(once.span().id().spanId()).matches("[0-9a-f]{16}").isNotEqualTo("0".repeat(16));
        assertThat(once.payload().otlp())
                .contains("\"sent_trace_id\":\"" + "0".repeat(32) + "\"", "\"sent_span_id\":\"\"");
        var other = Bodies.read(zero.clone().setName("other"));
        assertThat(other.span().id()).isNotEqualTo(once.span().id());
    }

    @Test
    void padsShortIdsAndHashesLongOnes() {
        var span = Bodies.span("s").setTraceId(Bodies.id("0102030405060708")).setSpanId(Bodies.id("aa".repeat(20)));
        var id = Bodies.read(span).span().id();
        assertThat(id.traceId()).isEqualTo("00000000000000000102030405060708");
        assertThat(id.spanId()).hasSize(16).isNotEqualTo("aa".repeat(8));
    }

    @Test
    void takesNoParentFromZerosNorFromTheSpanItself() {
        assertThat(Bodies.read(Bodies.span("s").setParentSpanId(Bodies.id("00".repeat(8))))
                        .span()
                        .parentSpanId())
                .isNull();
        assertThat(Bodies.read(Bodies.span("s").setParentSpanId(Bodies.id("b7ad6b7169203331")))
                        .span()
                        .parentSpanId())
                .isNull();
    }

    @Test
    void readsTimesAsTheyCome() {
        var open = Bodies.read(Bodies.span("s").setEndTimeUnixNano(0)).span();
        assertThat(open.endNanos()).isNull();
        assertThat(open.status()).isEqualTo(SpanStatus.RUNNING);
        var early = Bodies.read(Bodies.span("s").setEndTimeUnixNano(5)).span();
        assertThat(early.endNanos()).isEqualTo(5);
        assertThat(early.durationNanos()).isZero();
        var far = Bodies.read(Bodies.span("s").setEndTimeUnixNano(-1));
        assertThat(far.span().endNanos()).isEqualTo(Long.MAX_VALUE);
        assertThat(far.payload().otlp()).contains("18446744073709551615");
    }

    @Test
    void shortensAStatusThatHoldsAStackTraceAndKeepsTheWhole() {
        var sent = "ValueError('no')Traceback (most recent call last):\n  File \"a.py\"";
        var read = Bodies.read(Bodies.span("s")
                .setStatus(Status.newBuilder()
                        .setCode(Status.StatusCode.STATUS_CODE_ERROR)
                        .setMessage(sent)));
        assertThat(read.span().statusMessage()).isEqualTo("ValueError('no')");
        assertThat(ContentReader.read(read).error())
                .isNotNull()
                .extracting("stackTrace")
                .isEqualTo(sent);
    }

    @ParameterizedTest
    @CsvSource({
        "chat, LLM, llm.m",
        "text_completion, LLM, llm.m",
        "embeddings, EMBEDDING, embedding.m",
        "execute_tool, TOOL, tool.f",
        "invoke_agent, AGENT, agent.A",
        "invoke_workflow, WORKFLOW, workflow.W",
        "retrieval, RETRIEVAL, retrieval.docs",
        "create_agent, OTHER, other.produced",
        "something_new, TOOL, tool.f"
    })
    void tellsTheKindOfAGenAiSpanByItsOperation(String operation, SpanKind kind, String spanName) {
        var span = Bodies.read(Bodies.span("produced")
                        .addAttributes(Bodies.text("gen_ai.operation.name", operation))
                        .addAttributes(Bodies.text("gen_ai.request.model", "m"))
                        .addAttributes(Bodies.text("gen_ai.agent.name", "A"))
                        .addAttributes(Bodies.text("gen_ai.workflow.name", "W"))
                        .addAttributes(Bodies.text("gen_ai.data_source.id", "docs"))
                        .addAttributes(Bodies.text("gen_ai.tool.name", "f")))
                .span();
        assertThat(span.kind()).isEqualTo(kind);
        assertThat(span.spanName()).isEqualTo(spanName);
        assertThat(span.name()).isEqualTo("produced");
    }

    @ParameterizedTest
    @CsvSource({
        "LLM, LLM",
        "EMBEDDING, EMBEDDING",
        "CHAIN, STEP",
        "RETRIEVER, RETRIEVAL",
        "RERANKER, RERANK",
        "TOOL, TOOL",
        "AGENT, AGENT",
        "GUARDRAIL, GUARDRAIL",
        "EVALUATOR, OTHER",
        "llm, LLM",
        "UNHEARD_OF, OTHER"
    })
    void tellsTheKindOfAnOpenInferenceSpan(String word, SpanKind kind) {
        assertThat(Bodies.read(Bodies.span("s").addAttributes(Bodies.text("openinference.span.kind", word)))
                        .span()
                        .kind())
                .isEqualTo(kind);
    }

    @Test
    void putsRuntreesOwnWordsFirst() {
        var hook = Bodies.read(Bodies.span("redact")
                        .addAttributes(Bodies.text("runtree.span.kind", "HOOK"))
                        .addAttributes(Bodies.text("runtree.hook.stage", "post"))
                        .addAttributes(Bodies.text("runtree.replay_of", "t-s"))
                        .addAttributes(Bodies.text("gen_ai.operation.name", "chat")))
                .span();
        assertThat(hook.spanName()).isEqualTo("hook.post.redact");
        assertThat(hook.replayOf()).isEqualTo("t-s");
        assertThat(hook.dialect()).isEqualTo("gen_ai");
    }

    @Test
    void prefersOpenInferenceWhereASpanSpeaksTwoDialectsAndMixesNoTokens() {
        var span = Bodies.read(Bodies.span("s")
                        .addAttributes(Bodies.text("openinference.span.kind", "LLM"))
                        .addAttributes(Bodies.text("gen_ai.operation.name", "invoke_agent"))
                        .addAttributes(Bodies.number("gen_ai.usage.input_tokens", 1))
                        .addAttributes(Bodies.number("gen_ai.usage.reasoning_tokens", 9))
                        .addAttributes(Bodies.number("llm.token_count.prompt", 10))
                        .addAttributes(Bodies.number("llm.token_count.completion", 5)))
                .span();
        assertThat(span.kind()).isEqualTo(SpanKind.LLM);
        assertThat(span.usage()).isEqualTo(Usage.of(10, 5));
        assertThat(span.dialect()).isEqualTo("openinference");
    }

    @Test
    void findsUserSessionTagsAndEnvironmentInMetadata() {
        var span = Bodies.read(Bodies.span("s")
                        .addAttributes(Bodies.text("metadata", "{\"user_id\":\"u\",\"thread_id\":\"t\"}"))
                        .addAttributes(Bodies.text("tag.tags", "[\"a\",\"b\"]"))
                        .addAttributes(Bodies.text("deployment.environment.name", "prod")))
                .span();
        assertThat(span.actor().userId()).isEqualTo("u");
        assertThat(span.actor().sessionId()).isEqualTo("t");
        assertThat(span.tags()).containsExactly("a", "b");
        assertThat(span.environment()).isEqualTo("prod");
    }

    @Test
    void readsJsonInEverySpelling() {
        var body = """
                {"resource_spans":[{"scope_spans":[{"spans":[{
                 "trace_id":"0AF7651916CD43DD8448EB211C80319C","spanId":"t61rcWkgMzE=","name":"s","kind":"SPAN_KIND_CLIENT",
                 "start_time_unix_nano":"1700000000000000001","endTimeUnixNano":1700000001000000002,
                 "parentSpanId":null,"unknown":{"a":[1]},
                 "attributes":[{"key":"i","value":{"intValue":"-7"}},{"key":"d","value":{"doubleValue":"NaN"}},
                  {"key":"l","value":{"arrayValue":{"values":[{"boolValue":true},{}]}}},
                  {"key":"k","value":{"kvlistValue":{"values":[{"key":"x","value":{"stringValue":"y"}}]}}},
                  {"key":"half","value":{"stringValue":"\\ud800"}}],
                 "status":{"code":"STATUS_CODE_ERROR","message":"bad"}}]}]}]}""";
        var read = new OtlpReader(Prices.none())
                .traces(Encoding.JSON, body.getBytes(StandardCharsets.UTF_8), Source.OTLP)
                .spans()
                .getFirst();
        assertThat(read.span().id().runId()).isEqualTo("0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331");
        assertThat(read.span().startNanos()).isEqualTo(1700000000000000001L);
        assertThat(read.span().status()).isEqualTo(SpanStatus.ERROR);
        assertThat(read.payload().attributes())
                .isEqualTo("{\"i\":-7,\"d\":\"NaN\",\"l\":[true,null],\"k\":{\"x\":\"y\"},\"half\":\"\uFFFD\"}");
        assertThat(read.payload().otlp()).contains("\"kind\":3");
    }

    @Test
    void writesEventsAndLinksWithNanoseconds() {
        var read = Bodies.read(Bodies.span("s")
                .addEvents(Span.Event.newBuilder().setName("e").setTimeUnixNano(1_700_000_000_000_000_007L))
                .addLinks(Span.Link.newBuilder()
                        .setTraceId(Bodies.id("0af7651916cd43dd8448eb211c80319c"))
                        .setSpanId(Bodies.id("b7ad6b7169203332"))));
        assertThat(read.payload().events())
                .isEqualTo("[{\"name\":\"e\",\"time\":\"2023-11-14T22:13:20.000000007Z\",\"attributes\":{}}]");
        assertThat(read.payload().links())
                .isEqualTo("[{\"trace_id\":\"0af7651916cd43dd8448eb211c80319c\",\"span_id\":\"b7ad6b7169203332\","
                        + "\"attributes\":{}}]");
    }

    @Test
    void readsAnEmptyBodyAsNoSpans() {
        assertThat(new OtlpReader(Prices.none())
                        .traces(Encoding.PROTOBUF, new byte[0], Source.OTLP)
                        .spans())
                .isEmpty();
    }
}
