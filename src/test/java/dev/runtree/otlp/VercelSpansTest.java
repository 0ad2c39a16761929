package dev.runtree.otlp;

import static dev.runtree.otlp.Bodies.contentOf;
import static dev.runtree.otlp.Bodies.said;
import static dev.runtree.otlp.Bodies.spanOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.model.SpanKind;
import dev.runtree.model.Usage;
import java.util.List;
import org.junit.jupiter.api.Test;

class VercelSpansTest {
    private static final String CALL = "ai.generateText.doGenerate";

    @Test
    void tellsTheCallsFromWhatIsAroundThem() {
        assertThat(spanOf(CALL, "ai.operationId", CALL).kind()).isEqualTo(SpanKind.LLM);
        assertThat(spanOf("ai.embed.doEmbed", "operation.name", "ai.embed.doEmbed x", "ai.usage.tokens", "7")
                        .kind())
                .isEqualTo(SpanKind.EMBEDDING);
        assertThat(spanOf("ai.embed", "ai.operationId", "ai.embed").kind()).isEqualTo(SpanKind.STEP);
        assertThat(spanOf("ai.streamText", "ai.operationId", "ai.streamText").kind())
                .isEqualTo(SpanKind.STEP);
        var named = spanOf("ai.streamText", "ai.operationId", "ai.streamText", "ai.telemetry.functionId", "chat");
        assertThat(named.spanName()).isEqualTo("agent.chat");
    }

    @Test
    void countsInTheNamesOfEachGeneration() {
        assertThat(spanOf(CALL, "ai.operationId", CALL, "ai.usage.promptTokens", "3", "ai.usage.completionTokens", "2")
                        .usage())
                .isEqualTo(Usage.of(3, 2));
        assertThat(spanOf(
                                CALL,
                                "ai.operationId",
                                CALL,
                                "ai.model.provider",
                                "openai.chat",
                                "ai.usage.inputTokens",
                                "82",
                                "ai.usage.outputTokens",
                                "17",
                                "ai.usage.cachedInputTokens",
                                "16",
                                "ai.usage.reasoningTokens",
                                "5")
                        .usage())
                .isEqualTo(new Usage(82L, 17L, 16L, null, 5L, null));
        assertThat(spanOf(
                                "chat m",
                                "gen_ai.operation.name",
                                "chat",
                                "gen_ai.usage.input_tokens",
                                "82",
                                "gen_ai.usage.output_tokens",
                                "17",
                                "gen_ai.usage.cache_read.input_tokens",
                                "16",
                                "ai.usage.outputTokenDetails.reasoningTokens",
                                "5")
                        .usage())
                .isEqualTo(new Usage(82L, 17L, 16L, null, 5L, null));
    }

    @Test
    void addsTheCachedTokensThatAnthropicCountedAsideUpToVersionFive() {
        var five = spanOf(
                CALL,
                "ai.operationId",
                CALL,
                "ai.model.provider",
                "anthropic.messages",
                "ai.usage.inputTokens",
                "10",
                "ai.usage.outputTokens",
                "5",
                "ai.response.providerMetadata",
                "{\"anthropic\":{\"cacheCreationInputTokens\":3,\"usage\":{\"cache_read_input_tokens\":4}}}");
        assertThat(five.usage()).isEqualTo(new Usage(17L, 5L, 4L, 3L, null, null));
        assertThat(five.provider()).isEqualTo("anthropic");
        var six = spanOf(
                CALL,
                "ai.operationId",
                CALL,
                "ai.model.provider",
                "anthropic.messages",
                "ai.usage.inputTokens",
                "17",
                "ai.usage.outputTokens",
                "5",
                "ai.usage.inputTokenDetails.noCacheTokens",
                "10",
                "ai.usage.inputTokenDetails.cacheReadTokens",
                "4",
                "ai.usage.inputTokenDetails.cacheWriteTokens",
                "3");
        assertThat(six.usage()).isEqualTo(new Usage(17L, 5L, 4L, 3L, null, null));
    }

    @Test
    void readsAConversationWithCallsAndTypedResults() {
        var content = contentOf(
                CALL,
                "ai.operationId",
                CALL,
                "ai.prompt.messages",
                """
                [{"role":"user","content":[{"type":"text","text":"Hi"},{"type":"file","mediaType":"image/png","data":"iVBO"}]},
                 {"role":"assistant","content":[{"type":"tool-call","toolCallId":"c","toolName":"f","input":{"a":1}}]},
                 {"role":"tool","content":[{"type":"tool-result","toolCallId":"c","toolName":"f","output":{"type":"json","value":{"t":18}}}]}]""",
                "ai.response.text",
                "Sun",
                "ai.response.reasoning",
                "hm",
                "ai.response.toolCalls",
                "[{\"toolCallId\":\"d\",\"toolName\":\"g\",\"args\":\"{}\"}]");
        assertThat(content.inputMessages())
                .containsExactly(
                        new Message(
                                "user",
                                null,
                                List.of(
                                        new Part.Text("Hi"),
                                        new Part.Media("image/png", "data:image/png;base64,iVBO"))),
                        new Message("assistant", null, List.of(new Part.ToolCall("c", "f", "{\"a\":1}"))),
                        new Message("tool", null, List.of(new Part.ToolResult("c", "f", "{\"t\":18}"))));
        assertThat(content.outputMessages())
                .containsExactly(new Message(
                        "assistant",
                        null,
                        List.of(new Part.Reasoning("hm"), new Part.Text("Sun"), new Part.ToolCall("d", "g", "{}"))));
    }

    @Test
    void readsThePromptOfAWholeGeneration() {
        var span = spanOf(
                "ai.generateText",
                "ai.operationId",
                "ai.generateText",
                "ai.prompt",
                "{\"system\":\"Be brief.\",\"prompt\":\"Hi\"}",
                "ai.response.text",
                "Ho");
        assertThat(span.input()).isEqualTo("Hi");
        assertThat(span.output()).isEqualTo("Ho");
    }

    @Test
    void readsToolsInOldNamesAndNew() {
        var old = contentOf(
                "ai.toolCall",
                "ai.operationId",
                "ai.toolCall",
                "ai.toolCall.name",
                "f",
                "ai.toolCall.args",
                "{\"a\":1}",
                "ai.toolCall.result",
                "2");
        assertThat(List.of(String.valueOf(old.toolArguments()), String.valueOf(old.toolResult())))
                .containsExactly("{\"a\":1}", "2");
        var young = contentOf(
                "ai.toolCall",
                "ai.operationId",
                "ai.toolCall",
                "ai.toolCall.input",
                "{\"a\":1}",
                "ai.toolCall.output",
                "2");
        assertThat(List.of(String.valueOf(young.toolArguments()), String.valueOf(young.toolResult())))
                .containsExactly("{\"a\":1}", "2");
    }

    @Test
    void findsUserSessionAndTagsInWhatTheApplicationAdded() {
        for (var place : List.of("ai.telemetry.metadata.", "ai.settings.context.")) {
            var span = spanOf("s", place + "userId", "u", place + "sessionId", "s1", place + "tags", "[\"a\",\"b\"]");
            assertThat(span.actor().userId()).isEqualTo("u");
            assertThat(span.actor().sessionId()).isEqualTo("s1");
            assertThat(span.tags()).containsExactly("a", "b");
        }
    }

    @Test
    void knowsWhenTheFirstTokenCame() {
        var span = said(CALL, "ai.operationId", CALL, "ai.response.msToFirstChunk", "121.5");
        assertThat(Bodies.read(span).span().firstTokenNanos()).isEqualTo(121_500_000L);
    }
}
