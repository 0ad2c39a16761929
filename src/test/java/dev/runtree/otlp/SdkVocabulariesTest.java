package dev.runtree.otlp;

import static dev.runtree.otlp.Bodies.number;
import static dev.runtree.otlp.Bodies.span;
import static dev.runtree.otlp.Bodies.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.SpanKind;
import dev.runtree.model.Usage;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import org.junit.jupiter.api.Test;

/** Spans as frameworks send them that bend {@code gen_ai.*} in ways of their own. */
class SdkVocabulariesTest {
    @Test
    void readsAnAgentRunOfPydanticAiThatNamesNoOperation() {
        var read = Bodies.read(span("agent run")
                        .addAttributes(text("gen_ai.agent.name", "roulette"))
                        .addAttributes(text("model_name", "gpt-4o")))
                .span();
        assertThat(read.spanName()).isEqualTo("agent.roulette");
        assertThat(read.kind()).isEqualTo(SpanKind.AGENT);
    }

    @Test
    void countsTheTokensOfSemanticKernel() {
        var read = Bodies.read(span("chat.completions gpt-4o")
                        .addAttributes(text("gen_ai.operation.name", "chat.completions"))
                        .addAttributes(text("gen_ai.request.model", "gpt-4o"))
                        .addAttributes(number("gen_ai.response.prompt_tokens", 11))
                        .addAttributes(number("gen_ai.response.completion_tokens", 6)))
                .span();
        assertThat(read.spanName()).isEqualTo("llm.gpt-4o");
        assertThat(read.usage()).isEqualTo(Usage.of(11, 6));
    }

    @Test
    void readsToolsAndVectorQueriesOfSpringAi() {
        var tool = Bodies.read(span("tool_call getWeather")
                        .addAttributes(text("gen_ai.operation.name", "framework"))
                        .addAttributes(text("spring.ai.kind", "tool_call"))
                        .addAttributes(text("spring.ai.tool.definition.name", "getWeather"))
                        .addAttributes(text("spring.ai.tool.call.arguments", "{\"city\":\"Rome\"}"))
                        .addAttributes(text("spring.ai.tool.call.result", "sun")))
                .span();
        assertThat(tool.spanName()).isEqualTo("tool.getWeather");
        assertThat(tool.input()).isEqualTo("{\"city\":\"Rome\"}");
        assertThat(tool.output()).isEqualTo("sun");
        var query = Bodies.read(span("pg_vector query")
                        .addAttributes(text("spring.ai.kind", "vector_store"))
                        .addAttributes(text("db.operation.name", "query"))
                        .addAttributes(text("db.system", "pg_vector"))
                        .addAttributes(text("db.vector.query.content", "beaches")))
                .span();
        assertThat(query.spanName()).isEqualTo("retrieval.pg_vector");
        assertThat(query.input()).isEqualTo("beaches");
    }

    @Test
    void readsThePartsThatStrandsPutsIntoEvents() {
        var read = Bodies.read(span("chat")
                        .addAttributes(text("gen_ai.operation.name", "chat"))
                        .addEvents(Span.Event.newBuilder()
                                .setName("gen_ai.user.message")
                                .addAttributes(text("content", "[{\"text\":\"what time\"}]")))
                        .addEvents(Span.Event.newBuilder()
                                .setName("gen_ai.choice")
                                .addAttributes(text("message", "[{\"text\":\"noon\"}]"))))
                .span();
        assertThat(read.input()).isEqualTo("what time");
        assertThat(read.output()).isEqualTo("noon");
    }

    @Test
    void takesTheBareTextOfAChoiceForTheAnswerAlsoWhenItIsJson() {
        for (var answer : new String[] {"noon", "{\"city\":\"Rome\"}", "[{\"city\":\"Rome\"}]"}) {
            var read = Bodies.read(span("chat")
                    .addAttributes(text("gen_ai.operation.name", "chat"))
                    .addEvents(
                            Span.Event.newBuilder().setName("gen_ai.choice").addAttributes(text("message", answer))));
            assertThat(read.span().output()).isEqualTo(answer);
        }
    }

    @Test
    void readsWhatTheAgentDevelopmentKitAskedAndGot() {
        var call = Bodies.read(span("call_llm")
                        .addAttributes(text("gen_ai.request.model", "gemini"))
                        .addAttributes(text(
                                "gcp.vertex.agent.llm_request",
                                "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hi\"}]}]}"))
                        .addAttributes(text(
                                "gcp.vertex.agent.llm_response",
                                "{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"hello\"}]}}")))
                .span();
        assertThat(call.input()).isEqualTo("hi");
        assertThat(call.output()).isEqualTo("hello");
        var tool = Bodies.read(span("execute_tool get")
                        .addAttributes(text("gen_ai.tool.name", "get"))
                        .addAttributes(text("gcp.vertex.agent.tool_call_args", "{\"a\":1}"))
                        .addAttributes(text("gcp.vertex.agent.tool_response", "{\"r\":2}")))
                .span();
        assertThat(tool.input()).isEqualTo("{\"a\":1}");
        assertThat(tool.output()).isEqualTo("{\"r\":2}");
    }

    @Test
    void takesTheNameOfAnMcpToolFromTheSpan() {
        var read = Bodies.read(span("tools/call add").addAttributes(text("mcp.method.name", "tools/call")))
                .span();
        assertThat(read.spanName()).isEqualTo("tool.add");
        assertThat(read.toolName()).isEqualTo("add");
    }

    @Test
    void takesTheReasonOfAFailedRunOfAgnoFromItsAnswer() {
        var read = Bodies.read(span("Weather_Agent.run")
                        .addAttributes(text("openinference.span.kind", "AGENT"))
                        .addAttributes(text("agno.agent", "Weather Agent"))
                        .addAttributes(text("output.value", "The model is broken."))
                        .setStatus(Status.newBuilder()
                                .setCode(Status.StatusCode.STATUS_CODE_ERROR)
                                .setMessage("run status: error")))
                .span();
        assertThat(read.statusMessage()).isEqualTo("The model is broken.");
    }

    @Test
    void namesAFailedCallOfOpenInferenceByTheModelThatWasAskedFor() {
        var read = Bodies.read(span("ChatCompletion")
                        .addAttributes(text("openinference.span.kind", "LLM"))
                        .addAttributes(text("llm.invocation_parameters", "{\"model\":\"gpt-4o\"}")))
                .span();
        assertThat(read.spanName()).isEqualTo("llm.gpt-4o");
    }

    @Test
    void aCallWithoutArgumentsAsksNoQuestion() {
        for (var call : new String[] {"{\"args\":[],\"kwargs\":{}}", "{\"args\":[]}", "{}"}) {
            var read = Bodies.read(span("weather.workflow")
                            .addAttributes(text("traceloop.span.kind", "workflow"))
                            .addAttributes(text("traceloop.entity.input", call)))
                    .span();
            assertThat(read.input()).as(call).isNull();
        }
    }
}
