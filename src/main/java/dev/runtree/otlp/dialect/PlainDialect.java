package dev.runtree.otlp.dialect;

import dev.runtree.model.SpanKind;
import dev.runtree.otlp.raw.RawSpan;
import org.jspecify.annotations.Nullable;

/** Any OpenTelemetry span: what can be told from keys that many vocabularies share. */
public final class PlainDialect implements Dialect {
    /** MCP's method; by its conventions the span is named after the method and then the tool. */
    private static final String CALL = "tools/call";

    @Override
    public String word() {
        return "otel";
    }

    @Override
    public boolean speaks(RawSpan span) {
        return true;
    }

    @Override
    public @Nullable SpanKind kind(RawSpan span) {
        var attributes = span.attributes();
        if (CALL.equals(attributes.text("mcp.method.name"))
                || attributes.has("tool.name")
                || attributes.has("tool_arguments")) {
            return SpanKind.TOOL;
        }
        return attributes.hasAnyUnder("retrieval.documents.") ? SpanKind.RETRIEVAL : null;
    }

    @Override
    public @Nullable String subject(RawSpan span, SpanKind kind) {
        return kind == SpanKind.TOOL ? toolName(span) : null;
    }

    @Override
    public @Nullable String toolName(RawSpan span) {
        var name = span.attributes().text("tool.name", "mcp.tool.name");
        var isCall = CALL.equals(span.attributes().text("mcp.method.name"));
        return name == null && isCall && span.name().startsWith(CALL + " ")
                ? span.name().substring(CALL.length() + 1)
                : name;
    }

    /** What bridges from other tracing systems make of a status. */
    @Override
    public boolean failed(RawSpan span) {
        var attributes = span.attributes();
        return "true".equalsIgnoreCase(attributes.text("error"))
                || "ERROR".equalsIgnoreCase(attributes.text("otel.status_code"));
    }

    @Override
    public @Nullable String problem(RawSpan span) {
        return span.attributes().text("otel.status_description");
    }

    @Override
    public @Nullable String input(RawSpan span) {
        var value = OpenInferenceDialect.value(span);
        return value != null ? value : span.attributes().text("traceloop.entity.input", "input", "prompt");
    }

    @Override
    public @Nullable String output(RawSpan span) {
        return span.attributes().text("output.value", "traceloop.entity.output", "output", "final_result");
    }

    @Override
    public @Nullable String toolArguments(RawSpan span) {
        return span.attributes().text("tool_arguments", "tool.arguments", "mcp.request.argument");
    }

    @Override
    public @Nullable String toolResult(RawSpan span) {
        return span.attributes().text("tool_response", "tool.result", "mcp.response.value");
    }
}
