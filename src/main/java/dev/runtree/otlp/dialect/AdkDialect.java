package dev.runtree.otlp.dialect;

import dev.runtree.model.Actor;
import dev.runtree.model.SpanKind;
import dev.runtree.model.Usage;
import dev.runtree.otlp.raw.RawSpan;
import org.jspecify.annotations.Nullable;

/**
 * What Google's Agent Development Kit says beyond {@code gen_ai.*}: {@code gcp.vertex.agent.*}, and in the schema of its
 * versions before 2 steps that nothing but their names tells apart.
 */
public final class AdkDialect implements Dialect {
    private static final String KEYS = "gcp.vertex.agent";

    /** What stands where content was not to be recorded. */
    private static final String NOTHING = "{}";

    @Override
    public String word() {
        return "adk";
    }

    @Override
    public boolean speaks(RawSpan span) {
        return span.scope().equals(KEYS) || span.attributes().hasAnyUnder(KEYS + ".");
    }

    @Override
    public @Nullable SpanKind kind(RawSpan span) {
        if (span.attributes().has("gen_ai.operation.name")) {
            return null;
        }
        return switch (span.name()) {
            case "call_llm" -> SpanKind.LLM;
            case "invocation" -> SpanKind.WORKFLOW;
            default -> span.name().startsWith("agent_run [") ? SpanKind.AGENT : null;
        };
    }

    @Override
    public Actor actor(RawSpan span, SpanKind kind) {
        return new Actor(null, null, null, null, null, span.attributes().text(KEYS + ".invocation_id"));
    }

    /** Of older versions the answer alone knows cached and reasoning tokens, and their output leaves the latter out. */
    @Override
    public Usage usage(RawSpan span) {
        var response = span.attributes().structure(KEYS + ".llm_response");
        return response == null ? Usage.NONE : UsageObject.read(response.get("usage_metadata"));
    }

    @Override
    public @Nullable String input(RawSpan span) {
        return content(span, "llm_request");
    }

    @Override
    public @Nullable String output(RawSpan span) {
        return content(span, "llm_response");
    }

    @Override
    public @Nullable String toolArguments(RawSpan span) {
        return content(span, "tool_call_args");
    }

    @Override
    public @Nullable String toolResult(RawSpan span) {
        return content(span, "tool_response");
    }

    private static @Nullable String content(RawSpan span, String key) {
        var said = span.attributes().text(KEYS + "." + key);
        return NOTHING.equals(said) ? null : said;
    }
}
