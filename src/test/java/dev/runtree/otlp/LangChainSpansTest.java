package dev.runtree.otlp;

import static dev.runtree.otlp.Bodies.contentOf;
import static dev.runtree.otlp.Bodies.said;
import static dev.runtree.otlp.Bodies.spanOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Content.Document;
import dev.runtree.model.Message;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanStatus;
import dev.runtree.model.Usage;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import org.junit.jupiter.api.Test;

/** LangChain as LangSmith and OpenLLMetry tell of it. */
class LangChainSpansTest {
    private static final String CALLBACK =
            "{\"input_str\": \"{'city': 'Paris'}\", \"tags\": [], \"metadata\": {}, \"inputs\": {\"city\": \"Paris\"}}";
    private static final String TOOL_MESSAGE =
            "{\"output\": {\"lc\": 1, \"type\": \"constructor\", \"id\": [\"langchain\","
                    + " \"ToolMessage\"], \"kwargs\": {\"content\": \"{\\\"t\\\": 18}\", \"tool_call_id\": \"c\"}}, \"kwargs\": {}}";

    @Test
    void langSmithsKindBeatsItsOperation() {
        var span = spanOf("atlas", "langsmith.span.kind", "retriever", "gen_ai.operation.name", "embeddings");
        assertThat(span.kind()).isEqualTo(SpanKind.RETRIEVAL);
    }

    @Test
    void theChainThatIsCalledAsTheAgentIsItsRun() {
        var name = "langsmith.metadata.lc_agent_name";
        assertThat(spanOf("Weather", "langsmith.span.kind", "chain", name, "Weather")
                        .spanName())
                .isEqualTo("agent.Weather");
        assertThat(spanOf("model", "langsmith.span.kind", "chain", name, "Weather")
                        .kind())
                .isEqualTo(SpanKind.STEP);
    }

    @Test
    void aProjectIsNoSession() {
        var span = spanOf(
                "a",
                "langsmith.span.kind",
                "chain",
                "langsmith.trace.session_name",
                "project",
                "langsmith.metadata.thread_id",
                "t1",
                "langsmith.metadata.user_id",
                "u");
        assertThat(span.actor().sessionId()).isEqualTo("t1");
        assertThat(span.actor().userId()).isEqualTo("u");
        assertThat(spanOf("a", "langsmith.trace.session_name", "project")
                        .actor()
                        .sessionId())
                .isNull();
    }

    @Test
    void readsDetailsThatPythonPrinted() {
        var span = spanOf(
                "ChatOpenAI",
                "langsmith.span.kind",
                "llm",
                "gen_ai.usage.input_tokens",
                "82",
                "gen_ai.usage.output_tokens",
                "17",
                "gen_ai.usage.input_token_details",
                "{'audio': 0, 'cache_read': 16}",
                "gen_ai.usage.output_token_details",
                "{'reasoning': 5}");
        assertThat(span.usage()).isEqualTo(new Usage(82L, 17L, 16L, null, 5L, null));
    }

    @Test
    void readsInputAndOutputOfAnyStepFromPromptAndCompletion() {
        var chain = spanOf(
                "c",
                "langsmith.span.kind",
                "chain",
                "gen_ai.prompt",
                "{\"q\":\"Why?\"}",
                "gen_ai.completion",
                "{\"output\":\"So.\"}");
        assertThat(chain.input()).isEqualTo("Why?");
        assertThat(chain.output()).isEqualTo("So.");
        var tool = contentOf(
                "f",
                "langsmith.span.kind",
                "tool",
                "gen_ai.prompt",
                "{\"a\":1}",
                "gen_ai.completion",
                "{\"output\":null}");
        assertThat(tool.toolArguments()).isEqualTo("{\"a\":1}");
        assertThat(tool.toolResult()).isNull();
        var found = contentOf(
                "r",
                "langsmith.span.kind",
                "retriever",
                "gen_ai.completion",
                "{\"output\":[{\"page_content\":\"Paris\",\"metadata\":{\"s\":1}}]}");
        assertThat(found.documents()).containsExactly(new Document(null, "Paris", null, "{\"s\":1}"));
    }

    @Test
    void takesTheWordsOfAFailureFromItsExceptionWithoutTheStack() {
        var read = Bodies.read(said("f", "langsmith.span.kind", "tool")
                .setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR))
                .addEvents(Span.Event.newBuilder()
                        .setName("exception")
                        .addAttributes(Bodies.text("exception.type", "Exception"))
                        .addAttributes(Bodies.text(
                                "exception.message",
                                "RuntimeError('down')\n\nTraceback (most recent call last):\n  File \"a.py\""))));
        assertThat(read.span().statusMessage()).isEqualTo("RuntimeError('down')");
    }

    @Test
    void openLlmetryNamesKindsOfDecoratedFunctions() {
        assertThat(spanOf("w.workflow", "traceloop.span.kind", "workflow", "traceloop.entity.name", "w")
                        .spanName())
                .isEqualTo("workflow.w");
        assertThat(spanOf("a.agent", "traceloop.span.kind", "agent", "traceloop.entity.name", "a")
                        .spanName())
                .isEqualTo("agent.a");
        assertThat(spanOf("s.task", "traceloop.span.kind", "task", "traceloop.entity.name", "s")
                        .spanName())
                .isEqualTo("step.s");
        assertThat(spanOf("openai.chat", "llm.request.type", "chat").kind()).isEqualTo(SpanKind.LLM);
        assertThat(spanOf("openai.embeddings", "llm.request.type", "embedding").kind())
                .isEqualTo(SpanKind.EMBEDDING);
    }

    @Test
    void theConventionsOperationBeatsOpenLlmetrysKind() {
        var span = spanOf(
                "execute_tool f",
                "traceloop.span.kind",
                "task",
                "gen_ai.operation.name",
                "execute_tool",
                "gen_ai.tool.name",
                "f");
        assertThat(span.spanName()).isEqualTo("tool.f");
    }

    @Test
    void findsArgumentsAndResultInLangChainsCallback() {
        for (var keys : new String[][] {
            {"traceloop.entity.input", "traceloop.entity.output"},
            {"gen_ai.tool.call.arguments", "gen_ai.tool.call.result"}
        }) {
            var content = contentOf(
                    "f.tool",
                    "traceloop.span.kind",
                    "tool",
                    "traceloop.entity.name",
                    "f",
                    keys[0],
                    CALLBACK,
                    keys[1],
                    TOOL_MESSAGE);
            assertThat(content.toolArguments()).isEqualTo("{\"city\":\"Paris\"}");
            assertThat(content.toolResult()).isEqualTo("{\"t\": 18}");
        }
    }

    @Test
    void takesTheQuotesOffATasksOutput() {
        var span = spanOf(
                "t.task",
                "traceloop.span.kind",
                "task",
                "traceloop.entity.input",
                "{\"args\": [\"Why?\"], \"kwargs\": {}}",
                "traceloop.entity.output",
                "\"18 \\u00b0C\"");
        assertThat(span.input()).isEqualTo("Why?");
        assertThat(span.output()).isEqualTo("18 °C");
    }

    @Test
    void readsFlattenedMessagesAndToolsOfOlderVersions() {
        var content = contentOf(
                "openai.chat",
                "llm.request.type",
                "chat",
                "gen_ai.prompt.0.role",
                "user",
                "gen_ai.prompt.0.content",
                "Hi",
                "gen_ai.completion.0.role",
                "assistant",
                "gen_ai.completion.0.content",
                "\"\"",
                "gen_ai.completion.0.tool_calls.0.name",
                "f",
                "gen_ai.completion.0.tool_calls.0.arguments",
                "{}",
                "llm.request.functions.0.name",
                "f");
        assertThat(content.inputMessages()).containsExactly(Message.text("user", "Hi"));
        assertThat(content.output()).isEqualTo("f({})");
        assertThat(content.tools()).containsExactly("{\"name\":\"f\"}");
        var oldest = contentOf(
                "openai.chat",
                "llm.request.type",
                "chat",
                "llm.prompts.0.role",
                "user",
                "llm.prompts.0.content",
                "Hi",
                "llm.completions.0.content",
                "Ho");
        assertThat(oldest.inputMessages()).containsExactly(Message.text("user", "Hi"));
        assertThat(oldest.output()).isEqualTo("Ho");
    }

    @Test
    void theWorkflowOnAnAgentsStepsMayBeTheAgent() {
        var step = spanOf(
                "openai.chat",
                "traceloop.workflow.name",
                "a",
                "gen_ai.agent.name",
                "a",
                "gen_ai.operation.name",
                "chat");
        assertThat(step.actor().workflowId()).isNull();
        assertThat(step.actor().agentId()).isEqualTo("a");
    }

    @Test
    void readsTheHitsOfAVectorDatabase() {
        var read = Bodies.read(said("chroma.query", "db.system", "chroma")
                .addEvents(Span.Event.newBuilder()
                        .setName("db.query.result")
                        .addAttributes(Bodies.text("db.query.result.id", "d"))
                        .addAttributes(Bodies.text("db.query.result.document", "c"))
                        .addAttributes(Bodies.text("db.query.result.distance", "0.25"))));
        assertThat(read.span().kind()).isEqualTo(SpanKind.RETRIEVAL);
        assertThat(ContentReader.read(read).documents()).containsExactly(new Document("d", "c", 0.25, null));
    }

    @Test
    void anExceptionIsAFailureWhereNothingCameOut() {
        var thrown =
                Span.Event.newBuilder().setName("exception").addAttributes(Bodies.text("exception.message", "down"));
        var tool = Bodies.read(said("f.tool", "traceloop.span.kind", "tool").addEvents(thrown))
                .span();
        assertThat(tool.status()).isEqualTo(SpanStatus.ERROR);
        assertThat(tool.statusMessage()).isEqualTo("down");
        var handled = said("f.tool", "traceloop.span.kind", "tool", "traceloop.entity.output", "fallback")
                .addEvents(thrown);
        assertThat(Bodies.read(handled).span().failed()).isFalse();
        var left = said("a.task").addEvents(thrown.clone().addAttributes(Bodies.text("exception.escaped", "True")));
        assertThat(Bodies.read(left).span().failed()).isTrue();
    }
}
