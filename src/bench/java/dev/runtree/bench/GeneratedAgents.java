package dev.runtree.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A run of many agents, each a loop of model calls with a growing history and a tool after each: words, dates, numbers and ids
 * in messages and results, of which arguments take some and make up others.
 */
final class GeneratedAgents {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final long START = 1_795_183_331_000_000_000L;

    private final Random random = new Random(7);
    private final String trace;
    private final int callsOfAgent;
    private final List<RecordedSpan> spans = new ArrayList<>();

    private GeneratedAgents(String trace, int callsOfAgent) {
        this.trace = trace;
        this.callsOfAgent = callsOfAgent;
    }

    /** @param spans at least so many, of agents with so many model calls each */
    static List<RecordedSpan> of(String trace, int spans, int callsOfAgent) {
        var made = new GeneratedAgents(trace, callsOfAgent);
        made.add(0, "desk", SpanKind.TEAM, JSON.objectNode());
        while (made.spans.size() < spans) {
            made.agent();
        }
        return made.spans;
    }

    private void agent() {
        var agent = add(1, "clerk", SpanKind.AGENT, JSON.objectNode());
        var history = JSON.arrayNode();
        history.add(message("system", "You are a clerk. Today is 2026-11-24. " + words(120)));
        history.add(message("user", "Out 4/12, order " + id() + ", at most €" + number() + ". " + words(40)));
        for (var call = 0; call < callsOfAgent; call++) {
            var arguments = JSON.objectNode()
                    .put("order", id())
                    .put("date", "2026-%02d-%02d".formatted(1 + random.nextInt(12), 1 + random.nextInt(28)))
                    .put("amount", number())
                    .put("query", words(3));
            var asked = JSON.objectNode().put("role", "assistant");
            asked.putArray("parts")
                    .addObject()
                    .put("type", "tool_call")
                    .put("id", "call_" + spans.size())
                    .put("name", "look_up")
                    .set("arguments", arguments);
            var model = JSON.objectNode().put("gen_ai.operation.name", "chat");
            model.set("gen_ai.input.messages", history.deepCopy());
            model.set("gen_ai.output.messages", JSON.arrayNode().add(asked));
            add(agent, "gpt-4.1-mini", SpanKind.LLM, model);
            var result = words(30) + " " + id() + " on 2026-11-%02d for %d".formatted(1 + random.nextInt(28), number());
            var tool = JSON.objectNode()
                    .put("gen_ai.operation.name", "execute_tool")
                    .put("gen_ai.tool.name", "look_up");
            tool.set("gen_ai.tool.call.arguments", arguments);
            tool.put("gen_ai.tool.call.result", result);
            add(agent, "look_up", SpanKind.TOOL, tool);
            history.add(asked.deepCopy());
            history.add(message("tool", result));
        }
    }

    private int add(int parent, String name, SpanKind kind, ObjectNode attributes) {
        var number = spans.size() + 1;
        var start = START + number * 10_000_000L;
        var open = kind == SpanKind.TEAM || kind == SpanKind.AGENT;
        spans.add(new RecordedSpan(
                Span.builder(id(number), name, kind)
                        .parent(parent == 0 ? null : id(parent).spanId())
                        .time(start, open ? START + 900_000_000_000L : start + 8_000_000)
                        .status(SpanStatus.OK, null)
                        .toolName(kind == SpanKind.TOOL ? name : null)
                        .build(),
                new Payload(attributes.toString(), "[]", "[]", "{}", "{}", null, null)));
        return number;
    }

    private SpanId id(int number) {
        return new SpanId(trace, "%016x".formatted(number));
    }

    private static ObjectNode message(String role, String text) {
        var message = JSON.objectNode().put("role", role);
        ((ArrayNode) message.putArray("parts")).addObject().put("type", "text").put("content", text);
        return message;
    }

    private String id() {
        return "BX-" + (40_000 + random.nextInt(2_000));
    }

    private int number() {
        return 100 + random.nextInt(9_000);
    }

    private String words(int count) {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++) {
            text.append(i > 0 ? " " : "").append("word").append(Integer.toString(random.nextInt(4_000), 36));
        }
        return text.toString();
    }
}
