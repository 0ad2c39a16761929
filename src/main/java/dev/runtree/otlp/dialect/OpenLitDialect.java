package dev.runtree.otlp.dialect;

import dev.runtree.model.SpanKind;
import dev.runtree.otlp.raw.RawSpan;
import org.jspecify.annotations.Nullable;

/**
 * What OpenLIT means otherwise than {@code gen_ai.*}: for the OpenAI Agents SDK everything that is no model call, tool or
 * workflow is an {@code invoke_agent}, its tasks and turns, which name no agent, and a handoff, which names its source.
 */
public final class OpenLitDialect implements Dialect {

    @Override
    public String word() {
        return "openlit";
    }

    @Override
    public boolean speaks(RawSpan span) {
        return span.scope().startsWith("openlit.");
    }

    @Override
    public @Nullable SpanKind kind(RawSpan span) {
        var attributes = span.attributes();
        if (!"invoke_agent".equals(attributes.text("gen_ai.operation.name"))) {
            return null;
        }
        if (attributes.has("gen_ai.agent.source")) {
            return SpanKind.DELEGATION;
        }
        return attributes.text("gen_ai.agent.name", "gen_ai.agent.id") == null ? SpanKind.STEP : null;
    }
}
