package dev.runtree.otlp.dialect;

import dev.runtree.model.Actor;
import dev.runtree.model.SpanKind;
import dev.runtree.otlp.raw.RawSpan;
import org.jspecify.annotations.Nullable;

/**
 * Mastra's exporter, beyond the {@code gen_ai.*} that it writes: {@code mastra.span.type}, which tells a model call from the
 * steps and chunks inside it, and input and output under that type's name.
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
        return switch (span.attributes().text(TYPE)) {
            case "agent_run" -> SpanKind.AGENT;
            case "workflow_run" -> SpanKind.WORKFLOW;
            case "model_generation", "llm_generation" -> SpanKind.LLM;
            case "tool_call", "mcp_tool_call", "client_tool_call" -> SpanKind.TOOL;
            case null -> null;
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
    public @Nullable String input(RawSpan span) {
        return span.attributes().text(key(span, ".input"), "mastra.input");
    }

    @Override
    public @Nullable String output(RawSpan span) {
        return span.attributes().text(key(span, ".output"), "mastra.output");
    }

    @Override
    public @Nullable String toolArguments(RawSpan span) {
        return kind(span) == SpanKind.TOOL
                ? span.attributes().text("gen_ai.tool.call.arguments", key(span, ".input"))
                : null;
    }

    @Override
    public @Nullable String toolResult(RawSpan span) {
        return kind(span) == SpanKind.TOOL
                ? span.attributes().text("gen_ai.tool.call.result", key(span, ".output"))
                : null;
    }

    private static String key(RawSpan span, String end) {
        return "mastra." + span.attributes().text(TYPE) + end;
    }
}
