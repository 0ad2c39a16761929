package dev.runtree.otlp.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.model.SpanKind;
import dev.runtree.otlp.message.JsonMessages;
import dev.runtree.otlp.message.JsonParts;
import dev.runtree.otlp.raw.RawSpan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Mastra: {@code mastra.span.type}, and what went in and out under the type's name, {@code mastra.model_step.input}. Its
 * exporter tells of a model call as {@code model_inference}, its bridge of all calls together as {@code model_generation};
 * whichever it is has the operation {@code chat} and the tokens.
 */
public final class MastraDialect implements Dialect {
    private static final String TYPE = "mastra.span.type";

    @Override
    public String word() {
        return "mastra";
    }

    @Override
    public boolean speaks(RawSpan span) {
        return span.attributes().has(TYPE);
    }

    @Override
    public @Nullable SpanKind kind(RawSpan span) {
        return switch (type(span)) {
            case "agent_run" -> SpanKind.AGENT;
            case "workflow_run" -> SpanKind.WORKFLOW;
            case "tool_call", "mcp_tool_call", "client_tool_call", "provider_tool_call" -> SpanKind.TOOL;
            case "model_chunk" -> SpanKind.OTHER;
            case "model_generation", "model_step", "model_inference" ->
                "chat".equals(span.attributes().text("gen_ai.operation.name")) ? SpanKind.LLM : SpanKind.STEP;
            case "rag_embedding" -> SpanKind.EMBEDDING;
            case "rag_vector_operation" -> SpanKind.RETRIEVAL;
            default -> type(span).startsWith("workflow_") ? SpanKind.STEP : null;
        };
    }

    @Override
    public @Nullable String subject(RawSpan span, SpanKind kind) {
        return kind == SpanKind.STEP ? span.attributes().text("mastra.workflow_step.step_id") : null;
    }

    @Override
    public @Nullable Long firstToken(RawSpan span) {
        return Moments.since(span, span.attributes().text("mastra.completion_start_time"));
    }

    @Override
    public List<Message> asked(RawSpan span) {
        return isOfModel(span) ? JsonMessages.ofText(span.attributes().text(key(span, "input")), "user") : List.of();
    }

    @Override
    public List<Message> answered(RawSpan span) {
        var said = isOfModel(span) ? span.attributes().structure(key(span, "output")) : null;
        return said == null ? List.of() : answer(said);
    }

    /** Of steps that are no part of a model call: what these say is messages. */
    @Override
    public @Nullable String input(RawSpan span) {
        return isOfModel(span) ? null : span.attributes().text(key(span, "input"));
    }

    @Override
    public @Nullable String output(RawSpan span) {
        return isOfModel(span) ? null : span.attributes().text(key(span, "output"));
    }

    /** {@code {"text", "reasoning", "toolCalls"}}. */
    private static List<Message> answer(JsonNode said) {
        var parts = new ArrayList<Part>(JsonMessages.content(said.path("text")));
        for (var call : said.path("toolCalls")) {
            parts.add(JsonParts.call(call));
        }
        return parts.isEmpty() ? List.of() : List.of(new Message("assistant", null, parts));
    }

    private static boolean isOfModel(RawSpan span) {
        return type(span).startsWith("model_");
    }

    private static String key(RawSpan span, String side) {
        return "mastra." + type(span) + "." + side;
    }

    private static String type(RawSpan span) {
        var type = span.attributes().text(TYPE);
        return type == null ? "" : type;
    }
}
