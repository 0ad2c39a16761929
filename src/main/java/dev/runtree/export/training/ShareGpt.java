package dev.runtree.export.training;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * A line as LLaMA-Factory reads ShareGPT: {@code system}, then {@code human} or {@code observation} in turn with {@code gpt} or
 * {@code function_call}; the tools as a JSON text. What several tools gave at once is one observation, an array.
 */
final class ShareGpt implements LineForm {
    private static final JsonFactory FACTORY = ExactJson.MAPPER.getFactory();

    private final boolean reasoning;

    /** @param reasoning in front of what was said, within {@code <think>}, as open models have it */
    ShareGpt(boolean reasoning) {
        this.reasoning = reasoning;
    }

    private record Turn(String from, String value) {
        boolean isAsked() {
            return from.equals("human") || from.equals("observation");
        }
    }

    @Override
    public void write(Example example, JsonGenerator to) throws IOException, Unfit {
        var turns = turns(example.messages());
        to.writeStartObject();
        to.writeArrayFieldStart("conversations");
        for (var turn : turns) {
            to.writeStartObject();
            to.writeStringField("from", turn.from());
            to.writeStringField("value", turn.value());
            to.writeEndObject();
        }
        to.writeEndArray();
        var tools = OfferedTool.of(example.tools());
        if (!tools.isEmpty()) {
            to.writeStringField("tools", tools(tools));
        }
        to.writeEndObject();
    }

    private List<Turn> turns(List<Message> messages) throws Unfit {
        var turns = new ArrayList<Turn>();
        var at = 0;
        var system = new ArrayList<String>();
        while (at < messages.size() && isInstruction(messages.get(at))) {
            system.add(OpenAiChat.words(messages.get(at++)));
        }
        if (!system.isEmpty()) {
            turns.add(new Turn("system", String.join("\n\n", system)));
        }
        while (at < messages.size()) {
            var role = messages.get(at).role();
            var together = new ArrayList<Message>();
            while (at < messages.size() && messages.get(at).role().equals(role)) {
                together.add(messages.get(at++));
            }
            turns.add(turn(role, together));
        }
        for (var place = system.isEmpty() ? 0 : 1; place < turns.size(); place++) {
            var isAsked = (place - (system.isEmpty() ? 0 : 1)) % 2 == 0;
            if (turns.get(place).isAsked() != isAsked) {
                throw new Unfit(Reason.ORDER);
            }
        }
        return turns;
    }

    private static boolean isInstruction(Message message) {
        return message.role().equals("system") || message.role().equals("developer");
    }

    private Turn turn(String role, List<Message> together) throws Unfit {
        return switch (role) {
            case "user" -> {
                var said = new ArrayList<String>();
                for (var message : together) {
                    said.add(OpenAiChat.words(message));
                }
                yield new Turn("human", String.join("\n\n", said));
            }
            case "assistant" -> answered(together.getFirst());
            case "tool" -> new Turn("observation", results(together));
            default -> throw new Unfit(Reason.ORDER);
        };
    }

    private Turn answered(Message message) throws Unfit {
        var thought = OpenAiChat.thought(message);
        var before = reasoning && !thought.isEmpty() ? "<think>\n" + thought + "\n</think>\n\n" : "";
        var calls = OpenAiChat.calls(message);
        if (calls.isEmpty()) {
            return new Turn("gpt", before + OpenAiChat.words(message));
        }
        if (calls.size() + thoughts(message) < message.parts().size()) {
            throw new Unfit(Reason.TEXT_BESIDE_CALL);
        }
        var list = JsonNodeFactory.instance.arrayNode();
        for (var call : calls) {
            list.addObject().put("name", call.name()).set("arguments", tree(call.arguments()));
        }
        return new Turn("function_call", before + (list.size() == 1 ? list.get(0) : list));
    }

    private static long thoughts(Message message) {
        return message.parts().stream().filter(Part.Reasoning.class::isInstance).count();
    }

    private static String results(List<Message> together) throws Unfit {
        var list = JsonNodeFactory.instance.arrayNode();
        for (var message : together) {
            if (!(message.parts().getFirst() instanceof Part.ToolResult result)) {
                throw new Unfit(Reason.ORPHAN_RESULT);
            }
            if (together.size() == 1) {
                return result.result();
            }
            var tree = ExactJson.tree(result.result());
            list.add(tree == null ? JsonNodeFactory.instance.textNode(result.result()) : tree);
        }
        return list.toString();
    }

    private static JsonNode tree(String arguments) throws Unfit {
        var tree = ExactJson.tree(arguments);
        if (tree == null) {
            throw new Unfit(Reason.BAD_ARGUMENTS);
        }
        return tree;
    }

    private static String tools(List<OfferedTool> tools) throws IOException {
        var text = new StringWriter();
        try (var to = FACTORY.createGenerator(text)) {
            to.writeStartArray();
            for (var tool : tools) {
                to.writeStartObject();
                OpenAiChat.function(tool, to);
                to.writeEndObject();
            }
            to.writeEndArray();
        }
        return text.toString();
    }
}
