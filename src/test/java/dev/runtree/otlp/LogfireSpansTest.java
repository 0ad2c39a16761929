package dev.runtree.otlp;

import static dev.runtree.otlp.Bodies.contentOf;
import static dev.runtree.otlp.Bodies.number;
import static dev.runtree.otlp.Bodies.said;
import static dev.runtree.otlp.Bodies.spanOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Message;
import dev.runtree.model.SpanKind;
import dev.runtree.model.Usage;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class LogfireSpansTest {
    @Test
    void aLogLineIsNoModelCallAndNoFailure() {
        var line =
                Bodies.read(said("streaming response from {m}", "logfire.span_type", "log", "gen_ai.request.model", "m")
                        .addAttributes(number("logfire.level_num", 17)));
        assertThat(line.span().kind()).isEqualTo(SpanKind.OTHER);
        assertThat(line.span().failed()).isFalse();
        var span = said("s", "logfire.span_type", "span").addAttributes(number("logfire.level_num", 17));
        assertThat(Bodies.read(span).span().failed()).isTrue();
    }

    @Test
    void aScrubbedSessionIsNone() {
        var span = spanOf(
                "chat m",
                "logfire.msg",
                "chat",
                "session.id",
                "[Scrubbed due to 'session']",
                "gen_ai.conversation.id",
                "s1");
        assertThat(span.actor().sessionId()).isEqualTo("s1");
        assertThat(spanOf("a", "session.id", "[Scrubbed due to 'session']")
                        .actor()
                        .sessionId())
                .isNull();
    }

    @Test
    void findsTheUserInTheMetadataOfARun() {
        var span = spanOf(
                "invoke_agent a",
                "gen_ai.operation.name",
                "invoke_agent",
                "metadata",
                "{\"user_id\":\"u\",\"tier\":\"gold\"}");
        assertThat(span.actor().userId()).isEqualTo("u");
    }

    @Test
    void readsMessagesThatAreEventsInAnAttribute() {
        var content = contentOf("chat m", "logfire.msg", "chat", "gen_ai.operation.name", "chat", "events", """
                [{"event.name":"gen_ai.system.message","content":"Be brief.","role":"system"},
                 {"event.name":"gen_ai.user.message","content":"Hi","role":"user"},
                 {"event.name":"gen_ai.choice","index":0,"message":{"role":"assistant","content":"Ho"}}]""");
        assertThat(content.inputMessages())
                .containsExactly(Message.text("system", "Be brief."), Message.text("user", "Hi"));
        assertThat(content.outputMessages()).containsExactly(Message.text("assistant", "Ho"));
    }

    @Test
    void readsAnAgentAndItsToolInOlderNames() {
        var agent = spanOf(
                "agent run",
                "logfire.msg",
                "a run",
                "agent_name",
                "a",
                "model_name",
                "m",
                "final_result",
                "Sun",
                "all_messages_events",
                "[{\"event.name\":\"gen_ai.user.message\",\"content\":\"Weather?\"}]");
        assertThat(agent.spanName()).isEqualTo("agent.a");
        assertThat(agent.input()).isEqualTo("Weather?");
        assertThat(agent.output()).isEqualTo("Sun");
        var tool = contentOf(
                "running tool",
                "logfire.msg",
                "x",
                "gen_ai.tool.name",
                "f",
                "tool_arguments",
                "{\"a\":1}",
                "tool_response",
                "2");
        assertThat(tool.toolArguments()).isEqualTo("{\"a\":1}");
        assertThat(tool.toolResult()).isEqualTo("2");
    }

    @Test
    void readsTheSummedUsageAndTheCost() {
        var agent = spanOf(
                "invoke_agent a",
                "logfire.msg",
                "a",
                "gen_ai.operation.name",
                "invoke_agent",
                "gen_ai.aggregated_usage.input_tokens",
                "202",
                "gen_ai.aggregated_usage.output_tokens",
                "38");
        assertThat(agent.usage()).isEqualTo(Usage.of(202, 38));
        var call = spanOf(
                "chat m",
                "logfire.msg",
                "c",
                "gen_ai.operation.name",
                "chat",
                "gen_ai.usage.input_tokens",
                "2",
                "gen_ai.usage.output_tokens",
                "1",
                "gen_ai.usage.details.reasoning_tokens",
                "1",
                "operation.cost",
                "0.5");
        assertThat(call.usage()).isEqualTo(new Usage(2L, 1L, null, null, 1L, new BigDecimal("0.5")));
    }

    @Test
    void readsLogfiresOwnIntegrations() {
        var call = contentOf(
                "Chat Completion with {request_data[model]!r}",
                "logfire.msg",
                "x",
                "request_data",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"tools\":[{\"name\":\"f\"}]}",
                "response_data",
                "{\"message\":{\"role\":\"assistant\",\"content\":\"Ho\"},\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1}}");
        assertThat(call.inputMessages()).containsExactly(Message.text("user", "Hi"));
        assertThat(call.outputMessages()).containsExactly(Message.text("assistant", "Ho"));
        assertThat(call.tools()).containsExactly("{\"name\":\"f\"}");
        var handoff = spanOf(
                "Handoff: {from_agent!r} → {to_agent!r}", "logfire.msg", "h", "from_agent", "a", "to_agent", "b");
        assertThat(handoff.spanName()).isEqualTo("delegate.b");
        var function = spanOf("Function: {name}", "logfire.msg", "x", "name", "f", "input", "{\"a\":1}", "output", "2");
        assertThat(function.spanName()).isEqualTo("tool.f");
        assertThat(function.input()).isEqualTo("{\"a\":1}");
    }
}
