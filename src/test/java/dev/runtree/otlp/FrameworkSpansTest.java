package dev.runtree.otlp;

import static dev.runtree.otlp.Bodies.contentOf;
import static dev.runtree.otlp.Bodies.said;
import static dev.runtree.otlp.Bodies.spanOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Content;
import dev.runtree.model.LogRecord;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanStatus;
import dev.runtree.model.Usage;
import dev.runtree.pricing.Prices;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The traps in what agent frameworks send: each by a few keys as they write them. */
class FrameworkSpansTest {
    private static final String OPERATION = "gen_ai.operation.name";

    @ParameterizedTest
    @CsvSource({
        "strands.telemetry.tracer, invoke_graph,             invoke_graph,             WORKFLOW",
        "strands.telemetry.tracer, invoke_swarm,             invoke_swarm,             TEAM",
        "strands.telemetry.tracer, execute_event_loop_cycle, execute_event_loop_cycle, STEP",
        "gcp.vertex.agent,         call_llm,                 ,                         LLM",
        "gcp.vertex.agent,         invocation,               ,                         WORKFLOW",
        "agent_framework,          workflow.run,             ,                         WORKFLOW",
        "agent_framework,          executor.process writer,  ,                         STEP",
        "agent_framework,          message.send,             ,                         OTHER",
        "opentelemetry.instrumentation.openai_agents, unknown, unknown,                STEP",
        "other,                    invoke_agent,             invoke_agent,             AGENT",
        "other,                    invocation,               ,                         OTHER"
    })
    void tellsStepsByTheNamesThatTheirFrameworkGivesThem(String scope, String name, String operation, SpanKind kind) {
        var span = operation == null ? said(name) : said(name, OPERATION, operation);
        assertThat(Bodies.read(scope, span).span().kind()).isEqualTo(kind);
    }

    @Test
    void anEmptyObjectOfAdkIsContentThatWasNotRecorded() {
        var tool = said(
                "execute_tool f",
                "gcp.vertex.agent.tool_call_args",
                "{}",
                "gcp.vertex.agent.tool_response",
                "{}",
                "gcp.vertex.agent.llm_request",
                "{}",
                OPERATION,
                "execute_tool");
        var read = Bodies.read(tool).span();
        assertThat(read.input()).isNull();
        assertThat(read.output()).isNull();
    }

    @Test
    void aPromptOfSemanticKernelIsNoToolAlthoughItIsAFunction() {
        var kernel = "semantic_kernel.functions.kernel_function";
        var prompt = said("execute_tool oGKTXpHT", OPERATION, "execute_tool", "gen_ai.tool.name", "oGKTXpHT");
        assertThat(Bodies.read(kernel, prompt).span().kind()).isEqualTo(SpanKind.STEP);
        var tool = said(
                "execute_tool now", OPERATION, "execute_tool", "gen_ai.tool.name", "now", "gen_ai.tool.call.id", "c");
        assertThat(Bodies.read(kernel, tool).span().kind()).isEqualTo(SpanKind.TOOL);
        var plugin = said("execute_tool clock-now", OPERATION, "execute_tool", "gen_ai.tool.name", "clock-now");
        assertThat(Bodies.read(kernel, plugin).span().toolName()).isEqualTo("clock-now");
    }

    @Test
    void aFailedCallOfSpringAiKeepsTheModelThatWasAsked() {
        var call = spanOf("chat m", OPERATION, "chat", "gen_ai.request.model", "m", "gen_ai.response.model", "none");
        assertThat(call.model()).isEqualTo("m");
    }

    @Test
    void readsTheConversationOfSpringAiAndItsNumbersInStrings() {
        var client = spanOf(
                "spring_ai chat_client",
                "spring.ai.kind",
                "chat_client",
                OPERATION,
                "framework",
                "spring.ai.chat.client.conversation.id",
                "c-1");
        assertThat(client.kind()).isEqualTo(SpanKind.STEP);
        assertThat(client.actor().sessionId()).isEqualTo("c-1");
        var call = spanOf(
                "chat m", OPERATION, "chat", "gen_ai.usage.input_tokens", "82", "gen_ai.usage.output_tokens", "17");
        assertThat(call.usage()).isEqualTo(Usage.of(82, 17));
    }

    @Test
    void readsWhatSpringAiPrintsIntoItsLogAlthoughItIsNoJson() {
        var client = joined(
                said("spring_ai chat_client", "spring.ai.kind", "chat_client", OPERATION, "framework"),
                "Chat Client Prompt Content:\n[\"system\":\"Be \"brief\".\", \"user\":\"How\nwarm, [\"roughly\"]?\"]",
                "Chat Client Completion:\n[\"18, \"about\"\"]");
        assertThat(client.inputMessages())
                .containsExactly(
                        Message.text("system", "Be \"brief\"."), Message.text("user", "How\nwarm, [\"roughly\"]?"));
        assertThat(client.outputMessages()).containsExactly(Message.text("assistant", "18, \"about\""));
        var call = joined(
                said("chat m", OPERATION, "chat", "spring.ai.model.request.tool.names", "[\"f\"]"),
                "Chat Model Prompt Content:\n[\"Be brief.\", \"How warm?\", \"null\", \"\"]",
                "Chat Model Completion:\n[]");
        assertThat(call.inputMessages()).extracting(Message::text).containsExactly("Be brief.", "How warm?");
        assertThat(call.outputMessages()).as("a call of a tool has no words").isEmpty();
    }

    @Test
    void aCallOfMastraThatFinishedInAnErrorFailedAlthoughItsSpanIsOk() {
        assertThat(mastraCall("[\"error\"]").status()).isEqualTo(SpanStatus.ERROR);
        assertThat(mastraCall("[\"stop\"]").status()).isEqualTo(SpanStatus.OK);
    }

    @Test
    void ofMastraOnlyWhatHasTheTokensIsAModelCall() {
        for (var type : List.of("model_generation", "model_step", "model_inference")) {
            assertThat(spanOf("x", "mastra.span.type", type, OPERATION, "chat").kind())
                    .isEqualTo(SpanKind.LLM);
            assertThat(spanOf("x", "mastra.span.type", type, OPERATION, type).kind())
                    .isEqualTo(SpanKind.STEP);
        }
        assertThat(spanOf("x", "mastra.span.type", "model_chunk", OPERATION, "model_chunk")
                        .kind())
                .isEqualTo(SpanKind.OTHER);
    }

    @Test
    void readsUserAndSessionOfGenkitOutOfItsContextAndTokensOutOfTheRawAnswer() {
        var flow = spanOf(
                "f",
                "genkit:type",
                "action",
                "genkit:metadata:subtype",
                "flow",
                "genkit:metadata:context",
                "{\"auth\":\"<redacted>\",\"userId\":\"u\",\"sessionId\":\"s\"}");
        assertThat(flow.actor().userId()).isEqualTo("u");
        assertThat(flow.actor().sessionId()).isEqualTo("s");
        var call = spanOf(
                "m",
                "genkit:type",
                "action",
                "genkit:metadata:subtype",
                "model",
                "genkit:output",
                "{\"usage\":{\"inputTokens\":82,\"outputTokens\":17},\"raw\":{\"usage\":{\"prompt_tokens\":82,"
                        + "\"completion_tokens\":17,\"prompt_tokens_details\":{\"cached_tokens\":16},"
                        + "\"completion_tokens_details\":{\"reasoning_tokens\":5}}}}");
        assertThat(call.usage()).isEqualTo(new Usage(82L, 17L, 16L, null, 5L, null));
    }

    @Test
    void theIdOfAnAnswerIsNoConversation() {
        assertThat(spanOf("chat", "gen_ai.conversation.id", "resp_0a1").actor().sessionId())
                .isNull();
        assertThat(spanOf("chat", "gen_ai.conversation.id", "conv_0a1").actor().sessionId())
                .isEqualTo("conv_0a1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ResponseFunctionToolCall(arguments='{\"city\":\"Paris\"}', call_id='c', name='f', async_=None)",
                "{'content': None, 'tool_calls': [{'id': 'c', 'function': {'arguments': '{\"city\":\"Paris\"}', 'name': 'f'}}]}"
            })
    void findsTheCallInWhatPythonPrints(String printed) {
        var text = printed.replace("\\", "\\\\").replace("\"", "\\\"");
        var call = said(
                "chat",
                OPERATION,
                "chat",
                "gen_ai.output.messages",
                "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\"" + text + "\"}]}]");
        var read = ContentReader.read(Bodies.read("opentelemetry.instrumentation.openai_agents", call));
        assertThat(read.outputMessages())
                .containsExactly(
                        new Message("assistant", null, List.of(new Part.ToolCall("c", "f", "{\"city\":\"Paris\"}"))));
    }

    @Test
    void aHandoffOfTheAgentsInstrumentationNamesWhoTakesOver() {
        var handoff = said(
                "agent_handoff OpenAI Agent",
                OPERATION,
                "agent_handoff",
                "gen_ai.agent.name",
                "OpenAI Agent",
                "gen_ai.handoff.to_agent",
                "weather");
        assertThat(Bodies.read("opentelemetry.instrumentation.openai_agents", handoff)
                        .span()
                        .spanName())
                .isEqualTo("delegate.weather");
    }

    @Test
    void readsTheOneTextInTheContentThatAToolAnswers() {
        var result = "gen_ai.tool.call.result";
        assertThat(contentOf("execute_tool f", result, "[{\"text\": \"{\\\"t\\\": 18}\"}]")
                        .toolResult())
                .isEqualTo("{\"t\": 18}");
        assertThat(contentOf("execute_tool f", result, "[{\"type\":\"text\",\"text\":\"18\"}]")
                        .toolResult())
                .isEqualTo("18");
        var found = "[{\"text\":\"a\",\"page\":1}]";
        assertThat(contentOf("execute_tool f", result, found).toolResult()).isEqualTo(found);
    }

    private static dev.runtree.model.Span mastraCall(String finishReasons) {
        var call = said(
                "chat m",
                "mastra.span.type",
                "model_inference",
                OPERATION,
                "chat",
                "gen_ai.response.finish_reasons",
                finishReasons);
        return Bodies.read(call.setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_OK)))
                .span();
    }

    private static Content joined(Span.Builder span, String... logs) {
        var alone = Bodies.read(span);
        var records = new ArrayList<LogRecord>();
        for (var log : logs) {
            var body = log.replace("\"", "\\\"").replace("\n", "\\n");
            var json =
                    "{\"time\":\"2026-11-25T13:00:00.00000000%d0Z\",\"event_name\":\"\",\"body\":\"%s\",\"attributes\":{}}"
                            .formatted(records.size(), body);
            records.add(new LogRecord(alone.span().id(), records.size(), "", json, null));
        }
        assertThat(records).allMatch(new SpanLogs(Prices.none())::tells);
        var json = "[" + String.join(",", records.stream().map(LogRecord::json).toList()) + "]";
        return ContentReader.read(new RecordedSpan(
                new SpanLogs(Prices.none()).joined(alone, records).span(),
                alone.payload().withLogs(json)));
    }

    @Test
    void springSaysZeroOfTokensThatItDoesNotKnow() {
        var span = spanOf(
                "chat gpt-4o-mini",
                "gen_ai.operation.name",
                "chat",
                "gen_ai.response.model",
                "gpt-4o-mini",
                "gen_ai.usage.input_tokens",
                "0",
                "gen_ai.usage.output_tokens",
                "0");
        assertThat(span.usage()).isEqualTo(Usage.NONE);
    }
}
