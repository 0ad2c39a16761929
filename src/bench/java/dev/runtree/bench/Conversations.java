package dev.runtree.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Traces of an agent that calls its model with a conversation that grows, and a tool after each call, as one body a call:
 * the call and the tool, with the last the agent itself.
 */
final class Conversations {
    private static final String LETTERS = "etaoinshrdlucmfwypvbgk";
    private static final int TOOLS = 7;

    /** How the spans say it. */
    enum Dialect {
        /** {@code gen_ai.*} with messages as JSON. */
        GEN_AI,
        /** OpenInference: flattened messages and tools, and the whole request beside them. */
        OPENINFERENCE,
        /** A prompt and an answer a call, none of which comes again. */
        UNREPEATED
    }

    private final Dialect dialect;
    private final Random random;
    private final List<String> vocabulary = new ArrayList<>();
    private final long now = System.currentTimeMillis() * 1_000_000 - 60_000_000_000L;
    private long next;

    Conversations(Dialect dialect, long seed) {
        this.dialect = dialect;
        this.random = new Random(seed);
        this.next = seed << 32;
        for (var i = 0; i < 3_000; i++) {
            var word = new StringBuilder();
            for (var letter = 1 + random.nextInt(9); letter >= 0; letter--) {
                word.append(LETTERS.charAt((int) (LETTERS.length() * random.nextDouble() * random.nextDouble())));
            }
            vocabulary.add(word.toString());
        }
    }

    private record Message(String role, String text) {}

    /** @return the bodies in the order in which they are sent */
    List<ExportTraceServiceRequest> trace(int calls) {
        var bodies = new ArrayList<ExportTraceServiceRequest>();
        var trace = bytes(dialect.ordinal(), ++next);
        var agent = bytes(++next);
        var tools = tools();
        var history = new ArrayList<Message>();
        history.add(new Message("system", text(1_000 + random.nextInt(1_000))));
        history.add(new Message("user", message()));
        for (var call = 0; call < calls; call++) {
            var answer = new Message("assistant", message());
            var result = new Message("tool", message());
            var spans = ScopeSpans.newBuilder()
                    .setScope(InstrumentationScope.newBuilder().setName("opentelemetry.instrumentation.bench"));
            spans.addSpans(span(trace, agent, "chat gpt-4o-mini", 2 * call, call(history, tools, answer)));
            spans.addSpans(span(trace, agent, "execute_tool look_up", 2 * call + 1, tool(result)));
            if (call == calls - 1) {
                spans.addSpans(
                        span(trace, null, "invoke_agent clerk", 0, agent()).setSpanId(agent));
            }
            history.add(answer);
            history.add(result);
            bodies.add(ExportTraceServiceRequest.newBuilder()
                    .addResourceSpans(ResourceSpans.newBuilder()
                            .setResource(Resource.newBuilder()
                                    .addAttributes(text("telemetry.sdk.language", "python"))
                                    .addAttributes(text("telemetry.sdk.name", "opentelemetry"))
                                    .addAttributes(text("telemetry.sdk.version", "1.45.2"))
                                    .addAttributes(text("service.name", "bench")))
                            .addScopeSpans(spans))
                    .build());
        }
        return bodies;
    }

    private Span.Builder span(ByteString trace, ByteString parent, String name, int place, List<KeyValue> attributes) {
        var span = Span.newBuilder()
                .setTraceId(trace)
                .setSpanId(bytes(++next))
                .setName(name)
                .setStartTimeUnixNano(now + place * 10_000_000L)
                .setEndTimeUnixNano(now + place * 10_000_000L + 9_000_000)
                .addAllAttributes(attributes);
        return parent == null ? span : span.setParentSpanId(parent);
    }

    private List<KeyValue> agent() {
        var inference = dialect == Dialect.OPENINFERENCE;
        return List.of(
                inference ? text("openinference.span.kind", "AGENT") : text("gen_ai.operation.name", "invoke_agent"),
                text("gen_ai.agent.name", "clerk"),
                text("session.id", "session-" + next % 100));
    }

    private List<KeyValue> tool(Message result) {
        return dialect == Dialect.OPENINFERENCE
                ? List.of(
                        text("openinference.span.kind", "TOOL"),
                        text("tool.name", "look_up"),
                        text("input.value", "{\"query\": \"" + text(60) + "\"}"),
                        text("output.value", result.text()))
                : List.of(
                        text("gen_ai.operation.name", "execute_tool"),
                        text("gen_ai.tool.name", "look_up"),
                        text("gen_ai.tool.call.arguments", "{\"query\": \"" + text(60) + "\"}"),
                        text("gen_ai.tool.call.result", result.text()));
    }

    private List<KeyValue> call(List<Message> history, List<ObjectNode> tools, Message answer) {
        var said = dialect == Dialect.UNREPEATED ? List.of(new Message("user", message())) : history;
        return dialect == Dialect.OPENINFERENCE ? inference(said, tools, answer) : genAi(said, tools, answer);
    }

    private List<KeyValue> genAi(List<Message> history, List<ObjectNode> tools, Message answer) {
        var attributes = new ArrayList<>(List.of(
                text("gen_ai.operation.name", "chat"),
                text("gen_ai.provider.name", "openai"),
                text("gen_ai.request.model", "gpt-4o-mini"),
                text("gen_ai.response.id", "chatcmpl-" + next),
                number("gen_ai.usage.input_tokens", 100L * history.size()),
                number("gen_ai.usage.output_tokens", 50)));
        attributes.add(text("gen_ai.input.messages", parts(history).toString()));
        var output = parts(List.of(answer));
        ((ObjectNode) output.get(0)).put("finish_reason", "tool_call");
        attributes.add(text("gen_ai.output.messages", output.toString()));
        if (dialect != Dialect.UNREPEATED) {
            attributes.add(text(
                    "gen_ai.tool.definitions",
                    JsonNodeFactory.instance.arrayNode().addAll(tools).toString()));
        }
        return attributes;
    }

    private static ArrayNode parts(List<Message> messages) {
        var array = JsonNodeFactory.instance.arrayNode();
        for (var message : messages) {
            array.addObject()
                    .put("role", message.role())
                    .putArray("parts")
                    .addObject()
                    .put("type", "text")
                    .put("content", message.text());
        }
        return array;
    }

    private List<KeyValue> inference(List<Message> history, List<ObjectNode> tools, Message answer) {
        var request = JsonNodeFactory.instance.objectNode().put("model", "gpt-4o-mini");
        var messages = request.putArray("messages");
        history.forEach(
                message -> messages.addObject().put("role", message.role()).put("content", message.text()));
        request.putArray("tools").addAll(tools);
        var attributes = new ArrayList<>(List.of(
                text("openinference.span.kind", "LLM"),
                text("input.value", request.toString()),
                text("input.mime_type", "application/json"),
                text("output.value", answer.text()),
                text("llm.model_name", "gpt-4o-mini"),
                number("llm.token_count.prompt", 100L * history.size()),
                number("llm.token_count.completion", 50)));
        for (var i = 0; i < tools.size(); i++) {
            attributes.add(
                    text("llm.tools." + i + ".tool.json_schema", tools.get(i).toString()));
        }
        for (var i = 0; i < history.size(); i++) {
            attributes.add(text(
                    "llm.input_messages." + i + ".message.role", history.get(i).role()));
            attributes.add(text(
                    "llm.input_messages." + i + ".message.content",
                    history.get(i).text()));
        }
        attributes.add(text("llm.output_messages.0.message.role", answer.role()));
        attributes.add(text("llm.output_messages.0.message.content", answer.text()));
        return attributes;
    }

    private List<ObjectNode> tools() {
        var tools = new ArrayList<ObjectNode>();
        for (var i = 0; i < TOOLS; i++) {
            var tool = JsonNodeFactory.instance
                    .objectNode()
                    .put("type", "function")
                    .put("name", "look_up_" + i)
                    .put("description", text(200));
            var properties = tool.putObject("parameters").put("type", "object").putObject("properties");
            for (var j = 0; j < 3; j++) {
                properties.putObject(word()).put("type", "string").put("description", text(50));
            }
            tools.add(tool);
        }
        return tools;
    }

    private String message() {
        return text(100 + random.nextInt(1_400));
    }

    private String text(int length) {
        var text = new StringBuilder();
        while (text.length() < length) {
            text.append(word()).append(random.nextInt(12) == 0 ? ".\n" : " ");
        }
        return text.toString();
    }

    /** Some words far more often than others, as people speak. */
    private String word() {
        return vocabulary.get((int) (vocabulary.size() * Math.pow(random.nextDouble(), 3)));
    }

    private static KeyValue text(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    private static KeyValue number(String key, long value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setIntValue(value))
                .build();
    }

    private static ByteString bytes(long... values) {
        var bytes = ByteBuffer.allocate(values.length * Long.BYTES);
        for (var value : values) {
            bytes.putLong(value);
        }
        return ByteString.copyFrom(bytes.array());
    }
}
