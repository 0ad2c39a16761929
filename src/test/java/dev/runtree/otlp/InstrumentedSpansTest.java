package dev.runtree.otlp;

import static dev.runtree.otlp.Bodies.contentOf;
import static dev.runtree.otlp.Bodies.number;
import static dev.runtree.otlp.Bodies.said;
import static dev.runtree.otlp.Bodies.spanOf;
import static dev.runtree.otlp.Bodies.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanStatus;
import dev.runtree.model.Usage;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import org.junit.jupiter.api.Test;

/** Spans of frameworks that say what they are by names, methods and texts of their own. */
class InstrumentedSpansTest {
    private static final String CREWAI = "openinference.instrumentation.crewai";
    private static final String LLAMAINDEX = "openinference.instrumentation.llama_index";

    @Test
    void takesTheRoleForTheNameOfCrewAisAgentAndTheTaskForItsInput() {
        var agent = Bodies.read(
                        CREWAI,
                        said(
                                "Weather Specialist.weather_task._execute_core",
                                "openinference.span.kind",
                                "AGENT",
                                "graph.node.id",
                                "Weather Specialist",
                                "input.value",
                                "{\"agent\": {\"role\": \"Weather Specialist\"}, \"tools\": []}",
                                "output.value",
                                "{\"description\": \"Say the weather.\", \"raw\": \"Sunny.\", \"agent\": \"x\"}"))
                .span();
        assertThat(agent.spanName()).isEqualTo("agent.Weather Specialist");
        assertThat(agent.actor().agentId()).isEqualTo("Weather Specialist");
        assertThat(agent.input()).isEqualTo("Say the weather.");
        assertThat(agent.output()).isEqualTo("Sunny.");
    }

    @Test
    void leavesTheIdOutOfTheNameOfCrewAisFlow() {
        var flow = Bodies.read(
                        CREWAI,
                        said(
                                "TripFlow_1a9b6a85-6a00-4fd9-b1db-49846dc548bb.kickoff",
                                "openinference.span.kind",
                                "CHAIN"))
                .span();
        assertThat(flow.spanName()).isEqualTo("workflow.TripFlow");
    }

    @Test
    void takesCrewAisToolForDelegationAsSuch() {
        var delegation = Bodies.read(
                        CREWAI,
                        said(
                                "Delegate work to coworker.run",
                                "openinference.span.kind",
                                "TOOL",
                                "tool.name",
                                "Delegate work to coworker",
                                "input.value",
                                "{\"task\": \"Weather?\", \"coworker\": \"Weather Specialist\"}",
                                "output.value",
                                "Sunny."))
                .span();
        assertThat(delegation.spanName()).isEqualTo("delegate.Weather Specialist");
        assertThat(delegation.toolName()).isEqualTo("Delegate work to coworker");
        assertThat(delegation.output()).isEqualTo("Sunny.");
    }

    @Test
    void doesNotTakeTheCrewAndItsTasksForAgentsThoughAllAreInvoked() {
        var scope = "opentelemetry.instrumentation.crewai";
        var crew = said("crewai.workflow", "gen_ai.operation.name", "invoke_agent", "crewai.crew.name", "Trip");
        assertThat(Bodies.read(scope, crew).span().spanName()).isEqualTo("workflow.Trip");
        var task = said("Plan.task", "gen_ai.operation.name", "invoke_agent", "traceloop.span.kind", "task");
        assertThat(Bodies.read(scope, task).span().kind()).isEqualTo(SpanKind.STEP);
        var agent = said(
                "Guide.agent",
                "gen_ai.operation.name",
                "invoke_agent",
                "traceloop.span.kind",
                "agent",
                "gen_ai.agent.name",
                "Guide");
        assertThat(Bodies.read(scope, agent).span().spanName()).isEqualTo("agent.Guide");
    }

    @Test
    void readsCallsThatStandInTheOutputAlone() {
        var content = contentOf(
                "gpt-4o-mini.llm_call",
                "openinference.span.kind",
                "LLM",
                "output.value",
                "[{\"id\": \"c1\", \"type\": \"function\", \"function\": {\"name\": \"f\", \"arguments\": \"{}\"}}]");
        assertThat(content.outputMessages().getFirst().parts()).containsExactly(new Part.ToolCall("c1", "f", "{}"));
        assertThat(content.output()).isEqualTo("f({})");
    }

    @Test
    void doesNotTakeLlamaIndexsPreparationOfACallForACall() {
        var prepared = said("OpenAI._prepare_chat_with_tools", "openinference.span.kind", "LLM", "llm.model_name", "m");
        assertThat(Bodies.read(LLAMAINDEX, prepared).span().kind()).isEqualTo(SpanKind.STEP);
        var call = said("OpenAI.achat", "openinference.span.kind", "LLM", "llm.model_name", "m");
        assertThat(Bodies.read(LLAMAINDEX, call).span().kind()).isEqualTo(SpanKind.LLM);
    }

    @Test
    void findsLlamaIndexsAnswerInWhatPythonPrintedAndCutOff() {
        var run = Bodies.read(
                        LLAMAINDEX,
                        said(
                                "FunctionAgent.run",
                                "openinference.span.kind",
                                "CHAIN",
                                "input.value",
                                "{\"init_state\": {\"is_running\": false}}",
                                "output.value",
                                "StopEvent(result=AgentOutput(response=ChatMessage(role=<MessageRole.ASSISTANT:"
                                        + " 'assistant'>, blocks=[TextBlock(block_type='text', text='It\\'s 18 C.')]),"
                                        + " str..."))
                .span();
        assertThat(run.spanName()).isEqualTo("agent.FunctionAgent");
        assertThat(run.output()).isEqualTo("It's 18 C.");
        assertThat(run.input()).isNull();
    }

    @Test
    void takesArgumentsAndResultOfLlamaIndexsToolOutOfWhatIsAroundThem() {
        var tool = spanOf(
                "FunctionTool.acall",
                "openinference.span.kind",
                "TOOL",
                "tool.name",
                "get_weather",
                "input.value",
                "{\"kwargs\": {\"city\": \"Paris\"}}",
                "output.value",
                "{\"blocks\": [{\"text\": \"{'t': 18}\"}], \"tool_name\": \"get_weather\", \"raw_input\": {},"
                        + " \"raw_output\": {\"t\": 18}, \"is_error\": false}");
        assertThat(tool.input()).isEqualTo("{\"city\":\"Paris\"}");
        assertThat(tool.output()).isEqualTo("{\"t\":18}");
    }

    @Test
    void callsSmolagentsToolByItsNameAndItsAgentWithoutTheMethod() {
        var tool = spanOf(
                "SimpleTool",
                "openinference.span.kind",
                "TOOL",
                "tool.name",
                "get_weather",
                "input.value",
                "{\"args\": [], \"sanitize_inputs_outputs\": true, \"kwargs\": {\"city\": \"Paris\"}}");
        assertThat(tool.spanName()).isEqualTo("tool.get_weather");
        assertThat(tool.input()).isEqualTo("{\"city\":\"Paris\"}");
        var agent = spanOf(
                "weather_agent.run",
                "openinference.span.kind",
                "AGENT",
                "input.value",
                "{\"task\": \"Weather?\", \"stream\": false}");
        assertThat(agent.spanName()).isEqualTo("agent.weather_agent");
        assertThat(agent.input()).isEqualTo("Weather?");
    }

    @Test
    void namesDspysToolsWithoutTheMethod() {
        var tool = spanOf("get_weather.__call__", "openinference.span.kind", "TOOL");
        assertThat(tool.toolName()).isEqualTo("get_weather");
    }

    @Test
    void takesAHandoffOfOpenAisAgentsForADelegation() {
        var handoff =
                spanOf("handoff to weather_agent", "openinference.span.kind", "TOOL", "output.value", "weather_agent");
        assertThat(handoff.spanName()).isEqualTo("delegate.weather_agent");
    }

    @Test
    void readsAnAnswerOnceThatStandsInContentAndInItsParts() {
        var content = contentOf(
                "response",
                "openinference.span.kind",
                "LLM",
                "llm.output_messages.0.message.role",
                "assistant",
                "llm.output_messages.0.message.content",
                "Sunny.",
                "llm.output_messages.0.message.contents.0.message_content.type",
                "text",
                "llm.output_messages.0.message.contents.0.message_content.text",
                "Sunny.",
                "llm.output_messages.0.message.contents.1.tool_call.function.name",
                "f",
                "llm.output_messages.0.message.tool_calls.0.tool_call.function.name",
                "f");
        assertThat(content.outputMessages().getFirst().parts())
                .containsExactly(new Part.Text("Sunny."), new Part.ToolCall(null, "f", "{}"));
    }

    @Test
    void readsHaystacksMessagesWithAndWithoutUnderscoresAndAsPythonPrintsThem() {
        var said = "{'messages': [ChatMessage(_role=<ChatRole.USER: 'user'>, _content=[TextContent(text='Weather?')],"
                + " _name=None, _meta={})], 'tools': [Tool(name='f', function=<function go.<locals>.f at 0x7f>)]}";
        var content = contentOf(
                "haystack.agent.step.llm",
                "haystack.agent.step.llm.input",
                said,
                "haystack.agent.step.llm.output",
                "{\"replies\": [{\"_role\": \"assistant\", \"_meta\": {}, \"_content\": [{\"tool_call\":"
                        + " {\"tool_name\": \"f\", \"arguments\": {\"a\": 1}, \"id\": \"c\"}}]}]}");
        assertThat(content.inputMessages()).containsExactly(Message.text("user", "Weather?"));
        assertThat(content.outputMessages().getFirst().parts())
                .containsExactly(new Part.ToolCall("c", "f", "{\"a\":1}"));
    }

    @Test
    void readsAHaystackGeneratorThatDoesNotChat() {
        var call = spanOf(
                "haystack.component.run",
                "haystack.component.type",
                "OpenAIGenerator",
                "haystack.component.input",
                "{\"prompt\": \"Weather?\"}",
                "haystack.component.output",
                "{\"replies\": [\"Sunny.\"], \"meta\": [{\"model\": \"m\", \"usage\": {\"prompt_tokens\": 3,"
                        + " \"completion_tokens\": 2}}]}");
        assertThat(call.spanName()).isEqualTo("llm.m");
        assertThat(call.usage()).isEqualTo(Usage.of(3, 2));
        assertThat(call.input()).isEqualTo("Weather?");
        assertThat(call.output()).isEqualTo("Sunny.");
    }

    @Test
    void takesHaystacksPipelinesAndAgentsForRunsThoughOpenInferenceCallsThemChains() {
        var scope = "openinference.instrumentation.haystack";
        var messages = "{\"messages\": [\"ChatMessage(_role=<ChatRole.USER: 'user'>,"
                + " _content=[TextContent(text='Weather?')], _name=None, _meta={})\"]}";
        var answers = messages.replace("USER: 'user'", "ASSISTANT: 'assistant'").replace("Weather?", "Sunny.");
        var pipeline = Bodies.read(
                        scope,
                        said(
                                "Pipeline.run",
                                "openinference.span.kind",
                                "CHAIN",
                                "input.value",
                                "{\"data\": {\"weather_agent\": " + messages + "}}",
                                "output.value",
                                "{\"weather_agent\": " + answers + "}"))
                .span();
        assertThat(pipeline.spanName()).isEqualTo("workflow.Pipeline");
        assertThat(pipeline.input()).isEqualTo("Weather?");
        assertThat(pipeline.output()).isEqualTo("Sunny.");
        var agent = Bodies.read(scope, said("Agent.run", "openinference.span.kind", "CHAIN", "input.value", messages))
                .span();
        assertThat(agent.spanName()).isEqualTo("agent.Agent");
        assertThat(agent.input()).isEqualTo("Weather?");
    }

    @Test
    void readsHaystacksStepsWithoutTheirContent() {
        assertThat(spanOf("haystack.agent.run").kind()).isEqualTo(SpanKind.AGENT);
        assertThat(spanOf("haystack.component.run", "haystack.component.type", "CohereRanker")
                        .kind())
                .isEqualTo(SpanKind.RERANK);
        assertThat(spanOf(
                                "haystack.agent.hook",
                                "haystack.agent.hook.point",
                                "before_llm",
                                "haystack.agent.hook.name",
                                "f")
                        .spanName())
                .isEqualTo("hook.pre.llm.f");
    }

    @Test
    void believesAnExceptionOfLangSmithsJavaScriptOverItsOk() {
        var ok = Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_OK);
        var thrown =
                Span.Event.newBuilder().setName("exception").addAttributes(text("exception.message", "unreachable"));
        var failed = said("get_weather", "langsmith.span.kind", "tool").setStatus(ok);
        var tool = Bodies.read(failed.addEvents(thrown)).span();
        assertThat(tool.status()).isEqualTo(SpanStatus.ERROR);
        assertThat(tool.statusMessage()).isEqualTo("unreachable");
        var handled = said("get_weather", "openinference.span.kind", "TOOL").setStatus(ok);
        assertThat(Bodies.read(handled.addEvents(thrown)).span().status()).isEqualTo(SpanStatus.OK);
    }

    @Test
    void anObservedFunctionThatThrewAndGaveNothingFailed() {
        var thrown = Span.Event.newBuilder().setName("exception");
        var agent = said("agent", "lmnr.span.input", "[\"Weather?\"]").addEvents(thrown);
        assertThat(Bodies.read(agent).span().status()).isEqualTo(SpanStatus.ERROR);
        var recovered = said("agent", "lmnr.span.input", "[\"q\"]", "lmnr.span.output", "\"a\"")
                .addEvents(thrown);
        assertThat(Bodies.read(recovered).span().status()).isEqualTo(SpanStatus.UNSET);
    }

    @Test
    void readsLaminarsEmbeddingsThoughTheirTypeIsLlm() {
        var embedding = Bodies.read(said("openai.embeddings", "lmnr.span.type", "LLM", "gen_ai.request.model", "e")
                        .addAttributes(number("gen_ai.usage.input_tokens", 12)))
                .span();
        assertThat(embedding.spanName()).isEqualTo("embedding.e");
    }

    @Test
    void takesMlflowsCachedTokensForAPartOfItsInput() {
        var call = spanOf(
                "Completions",
                "mlflow.spanType",
                "\"CHAT_MODEL\"",
                "mlflow.chat.tokenUsage",
                "{\"input_tokens\": 82, \"output_tokens\": 17, \"total_tokens\": 99, \"cache_read_input_tokens\": 16}",
                "mlflow.spanOutputs",
                "{\"choices\": [], \"usage\": {\"prompt_tokens\": 82, \"completion_tokens\": 17, \"total_tokens\": 99,"
                        + " \"completion_tokens_details\": {\"reasoning_tokens\": 5}}}");
        assertThat(call.usage()).isEqualTo(new Usage(82L, 17L, 16L, null, 5L, null));
    }

    @Test
    void givesToolsOfTheAiSdkTheirArgumentsWithoutTheConversation() {
        var tool = spanOf(
                "get_weather",
                "langsmith.span.kind",
                "tool",
                "gen_ai.prompt",
                "{\"args\":[{\"city\":\"Paris\"},{\"toolCallId\":\"c\",\"messages\":[]}]}");
        assertThat(tool.input()).contains("{\"city\":\"Paris\"}").doesNotContain("toolCallId");
    }
}
