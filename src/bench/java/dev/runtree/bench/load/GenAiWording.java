package dev.runtree.bench.load;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.stream.Collectors;

/** {@code gen_ai.*} with whole messages in JSON. */
final class GenAiWording implements Wording {
    @Override
    public String scope() {
        return "runtree.load.gen_ai";
    }

    @Override
    public void agent(Attributes to, Cast.Actor actor, String input, String output) {
        common(to, actor, "invoke_agent")
                .text("gen_ai.input.messages", messages(List.of(new Turn.Said("user", input))))
                .text("gen_ai.output.messages", messages(List.of(new Turn.Said("assistant", output))));
    }

    @Override
    public void step(Attributes to, Cast.Actor actor) {
        common(to, actor, "plan");
    }

    @Override
    public void model(Attributes to, Cast.Actor actor, ModelCall call) {
        common(to, actor, "chat")
                .text("gen_ai.provider.name", call.model().provider())
                .text("gen_ai.request.model", call.model().name())
                .text("gen_ai.response.model", call.model().name())
                .texts("gen_ai.response.finish_reasons", call.answered() instanceof Turn.Asks ? "tool_calls" : "stop")
                .number("gen_ai.usage.input_tokens", call.inputTokens())
                .number("gen_ai.usage.output_tokens", call.outputTokens());
        var asked = call.asked();
        if (!asked.isEmpty() && asked.getFirst() instanceof Turn.Said(var role, var text) && role.equals("system")) {
            var instructions = JsonNodeFactory.instance.arrayNode();
            instructions.addObject().put("type", "text").put("content", text);
            to.text("gen_ai.system_instructions", instructions.toString());
            asked = asked.subList(1, asked.size());
        }
        if (!call.tools().isEmpty()) {
            to.text("gen_ai.tool.definitions", "[" + String.join(",", call.tools()) + "]");
        }
        to.text("gen_ai.input.messages", messages(asked));
        to.text("gen_ai.output.messages", messages(List.of(call.answered())));
    }

    @Override
    public void tool(Attributes to, Cast.Actor actor, ToolCall call) {
        common(to, actor, "execute_tool")
                .text("gen_ai.tool.name", call.tool())
                .text("gen_ai.tool.call.id", call.id())
                .text("gen_ai.tool.call.arguments", call.arguments());
        to.text(call.failed() ? "error.type" : "gen_ai.tool.call.result", call.result());
    }

    private static Attributes common(Attributes to, Cast.Actor actor, String operation) {
        return to.text("gen_ai.operation.name", operation)
                .text("gen_ai.agent.name", actor.agent())
                .text("gen_ai.conversation.id", actor.session())
                .text("user.id", actor.user());
    }

    private static String messages(List<Turn> turns) {
        return turns.stream().map(turn -> turn.inParts().toString()).collect(Collectors.joining(",", "[", "]"));
    }
}
