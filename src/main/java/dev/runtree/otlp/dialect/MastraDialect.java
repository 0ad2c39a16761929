package dev.runtree.otlp.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runtree.model.Actor;
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
    private static final String CHAT = "chat";

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
        var operation = span.attributes().text("gen_ai.operation.name");
        return switch (type(span)) {
            case "agent_run" -> SpanKind.AGENT;
            case "workflow_run" -> SpanKind.WORKFLOW;
            case "tool_call", "mcp_tool_call", "client_tool_call", "provider_tool_call" -> SpanKind.TOOL;
            case "model_generation", "llm_generation" ->
                operation == null || operation.equals(CHAT) ? SpanKind.LLM : SpanKind.STEP;
            case "model_step", "model_inference" -> CHAT.equals(operation) ? SpanKind.LLM : SpanKind.STEP;
            case "model_chunk", "llm_chunk" -> SpanKind.OTHER;
            case "rag_embedding" -> SpanKind.EMBEDDING;
            case "rag_vector_operation" -> SpanKind.RETRIEVAL;
            default -> SpanKind.STEP;
        };
    }

    @Override
    public @Nullable String subject(RawSpan span, SpanKind kind) {
        var attributes = span.attributes();
        return switch (kind) {
            case AGENT ->
                attributes.text("gen_ai.agent.name", "gen_ai.agent.id", "mastra.agent.name", "mastra.agent.id");
            case WORKFLOW -> attributes.text("gen_ai.workflow.name", "mastra.workflow.name", "mastra.workflow.id");
            case STEP -> attributes.text("mastra.workflow_step.step_id");
            default -> null;
        };
    }

    @Override
    public Actor actor(RawSpan span, SpanKind kind) {
        var attributes = span.attributes();
        return new Actor(
                attributes.text("mastra.agent.id"), null, attributes.text("mastra.workflow.id"), null, null, null);
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
        return isOfModel(span) ? null : span.attributes().text(key(span, "input"), "mastra.input");
    }

    @Override
    public @Nullable String output(RawSpan span) {
        return isOfModel(span) ? null : span.attributes().text(key(span, "output"), "mastra.output");
    }

    @Override
    public @Nullable String toolArguments(RawSpan span) {
        return kind(span) == SpanKind.TOOL
                ? span.attributes().text("gen_ai.tool.call.arguments", key(span, "input"))
                : null;
    }

    @Override
    public @Nullable String toolResult(RawSpan span) {
        return kind(span) == SpanKind.TOOL
                ? span.attributes().text("gen_ai.tool.call.result", key(span, "output"))
                : null;
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
