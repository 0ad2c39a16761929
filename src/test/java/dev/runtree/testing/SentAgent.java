package dev.runtree.testing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A run of an agent as an SDK sends it, in OTLP's JSON and the words of {@code gen_ai.*}, step by step: each begins when the one
 * before it has ended, unless told otherwise.
 */
public final class SentAgent {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final long MILLI = 1_000_000;

    private final String trace;
    private final ArrayNode spans = JSON.arrayNode();
    private long now;
    private int steps;

    /** @param trace 32 hex digits */
    public SentAgent(String trace, long startSecond) {
        this.trace = trace;
        now = startSecond * 1_000_000_000L;
        var agent = span("invoke_agent desk", null);
        text(agent, "gen_ai.operation.name", "invoke_agent");
        text(agent, "gen_ai.agent.name", "desk");
        text(agent, "user.id", "ana");
        text(agent, "session.id", "s-1");
    }

    /** A step, to say more of it. */
    public final class Step {
        private final ObjectNode span;

        private Step(ObjectNode span) {
            this.span = span;
        }

        public Step with(String key, String value) {
            text(span, key, value);
            return this;
        }

        public Step with(String key, long value) {
            attributes(span).addObject().put("key", key).putObject("value").put("intValue", String.valueOf(value));
            return this;
        }

        public Step failed(String message) {
            span.putObject("status").put("code", 2).put("message", message);
            return this;
        }

        public Step open() {
            span.remove("endTimeUnixNano");
            return this;
        }

        /** Has it begin with the step before. */
        public Step atOnce() {
            var before = spans.get(spans.size() - 2);
            span.put("startTimeUnixNano", before.path("startTimeUnixNano").asText());
            return this;
        }

        public String id() {
            return span.path("spanId").asText();
        }
    }

    /**
     * A call of the model, with a definition of the tool.
     *
     * @param asked messages as the conventions have them; {@code null} where none are recorded
     * @param answered likewise
     */
    public Step model(@Nullable String asked, @Nullable String answered) {
        var span = span("chat m-1", id(1));
        text(span, "gen_ai.operation.name", "chat");
        text(span, "gen_ai.request.model", "m-1");
        text(span, "gen_ai.provider.name", "openai");
        attributes(span)
                .addObject()
                .put("key", "gen_ai.usage.input_tokens")
                .putObject("value")
                .put("intValue", "100");
        attributes(span)
                .addObject()
                .put("key", "gen_ai.usage.output_tokens")
                .putObject("value")
                .put("intValue", "10");
        if (asked != null) {
            text(span, "gen_ai.input.messages", asked);
            text(span, "gen_ai.tool.definitions", "[{\"type\":\"function\",\"name\":\"search\"}]");
        }
        if (answered != null) {
            text(span, "gen_ai.output.messages", answered);
        }
        return new Step(span);
    }

    public Step tool(@Nullable String callId, String arguments, @Nullable String result) {
        var span = span("execute_tool search", id(1));
        text(span, "gen_ai.operation.name", "execute_tool");
        text(span, "gen_ai.tool.name", "search");
        text(span, "gen_ai.tool.call.arguments", arguments);
        if (callId != null) {
            text(span, "gen_ai.tool.call.id", callId);
        }
        if (result != null) {
            text(span, "gen_ai.tool.call.result", result);
        }
        return new Step(span);
    }

    /** Any other step. */
    public Step step(String kind, String subject) {
        var span = span(kind + " " + subject, id(1));
        text(span, "runtree.span.kind", kind);
        text(span, "runtree.span.subject", subject);
        return new Step(span);
    }

    /** The run itself. */
    public Step agent() {
        return new Step((ObjectNode) spans.get(0));
    }

    public static String messages(String... messages) {
        return "[" + String.join(",", messages) + "]";
    }

    public static String says(String role, String text) {
        var message = JSON.objectNode().put("role", role);
        message.putArray("parts").addObject().put("type", "text").put("content", text);
        return message.toString();
    }

    /** An answer that asks for searches, an id and an argument each. */
    public static String searches(String... idsAndWords) {
        var message = JSON.objectNode().put("role", "assistant");
        var parts = message.putArray("parts");
        for (var at = 0; at < idsAndWords.length; at += 2) {
            parts.addObject()
                    .put("type", "tool_call")
                    .put("id", idsAndWords[at])
                    .put("name", "search")
                    .putObject("arguments")
                    .put("word", idsAndWords[at + 1]);
        }
        return message.toString();
    }

    public static String gives(String id, String result) {
        var message = JSON.objectNode().put("role", "tool");
        message.putArray("parts")
                .addObject()
                .put("type", "tool_call_response")
                .put("id", id)
                .put("response", result);
        return message.toString();
    }

    /** An {@code ExportTraceServiceRequest}. */
    public String json() {
        var body = JSON.objectNode();
        body.putArray("resourceSpans")
                .addObject()
                .putArray("scopeSpans")
                .addObject()
                .set("spans", spans);
        return body.toString();
    }

    public byte[] bytes() {
        return json().getBytes(StandardCharsets.UTF_8);
    }

    private ObjectNode span(String name, @Nullable String parent) {
        var span = spans.addObject()
                .put("traceId", trace)
                .put("spanId", id(++steps))
                .put("name", name);
        if (parent != null) {
            span.put("parentSpanId", parent);
        }
        now += 10 * MILLI;
        span.put("startTimeUnixNano", String.valueOf(now));
        now += 10 * MILLI;
        span.put("endTimeUnixNano", String.valueOf(now));
        if (spans.get(0) instanceof ObjectNode agent && agent.has("endTimeUnixNano")) {
            agent.put("endTimeUnixNano", String.valueOf(now + 10 * MILLI));
        }
        return span;
    }

    private String id(int step) {
        return trace.substring(0, 12) + "%04x".formatted(step);
    }

    private static ArrayNode attributes(ObjectNode span) {
        return span.withArray("attributes");
    }

    private static void text(ObjectNode span, String key, String value) {
        attributes(span).addObject().put("key", key).putObject("value").put("stringValue", value);
    }
}
