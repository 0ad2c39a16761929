package dev.runtree.bench.load;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** {@code openinference.*}, {@code llm.*}: messages flattened into keys, and the whole request once more as JSON. */
final class OpenInferenceWording implements Wording {
    @Override
    public String scope() {
        return "openinference.instrumentation.load";
    }

    @Override
    public void agent(Attributes to, Cast.Actor actor, String input, String output) {
        common(to, actor, "AGENT").text("agent.name", actor.agent());
        values(to, input, output, "text/plain");
    }

    @Override
    public void step(Attributes to, Cast.Actor actor) {
        common(to, actor, "CHAIN");
    }

    @Override
    public void model(Attributes to, Cast.Actor actor, ModelCall call) {
        common(to, actor, "LLM")
                .text("llm.model_name", call.model().name())
                .text("llm.provider", call.model().provider())
                .text("llm.invocation_parameters", "{\"temperature\":0.2}")
                .number("llm.token_count.prompt", call.inputTokens())
                .number("llm.token_count.completion", call.outputTokens())
                .number("llm.token_count.total", call.inputTokens() + call.outputTokens());
        var request =
                JsonNodeFactory.instance.objectNode().put("model", call.model().name());
        var messages = request.putArray("messages");
        for (var i = 0; i < call.asked().size(); i++) {
            message(to, "llm.input_messages." + i + ".message.", call.asked().get(i));
            messages.add(call.asked().get(i).asRequested());
        }
        for (var i = 0; i < call.tools().size(); i++) {
            to.text("llm.tools." + i + ".tool.json_schema", call.tools().get(i));
        }
        message(to, "llm.output_messages.0.message.", call.answered());
        values(to, request.toString(), call.answered().asRequested().toString(), "application/json");
    }

    private static void message(Attributes to, String prefix, Turn turn) {
        to.text(prefix + "role", turn.role()).text(prefix + "content", turn.text());
        switch (turn) {
            case Turn.Said said -> {}
            case Turn.Asks asks ->
                to.text(prefix + "tool_calls.0.tool_call.id", asks.callId())
                        .text(prefix + "tool_calls.0.tool_call.function.name", asks.tool())
                        .text(prefix + "tool_calls.0.tool_call.function.arguments", asks.arguments());
            case Turn.Gives gives -> to.text(prefix + "tool_call_id", gives.callId());
        }
    }

    @Override
    public void tool(Attributes to, Cast.Actor actor, ToolCall call) {
        common(to, actor, "TOOL").text("tool.name", call.tool());
        to.text("input.value", call.arguments()).text("input.mime_type", "application/json");
        if (!call.failed()) {
            to.text("output.value", call.result());
        }
    }

    private static Attributes common(Attributes to, Cast.Actor actor, String kind) {
        return to.text("openinference.span.kind", kind)
                .text("session.id", actor.session())
                .text("user.id", actor.user());
    }

    private static void values(Attributes to, String input, String output, String type) {
        to.text("input.value", input)
                .text("input.mime_type", type)
                .text("output.value", output)
                .text("output.mime_type", type);
    }
}
