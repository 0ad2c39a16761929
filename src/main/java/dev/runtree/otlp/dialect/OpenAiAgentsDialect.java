package dev.runtree.otlp.dialect;

import dev.runtree.model.Message;
import dev.runtree.model.SpanKind;
import dev.runtree.otlp.message.GenAiMessages;
import dev.runtree.otlp.message.PrintedCalls;
import dev.runtree.otlp.raw.RawSpan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What OpenTelemetry's own instrumentation of the OpenAI Agents SDK means otherwise than {@code gen_ai.*}: tasks and turns
 * are {@code unknown}, and an answer that is a call has Python's print of it for a text.
 */
public final class OpenAiAgentsDialect implements Dialect {

    @Override
    public String word() {
        return "openai_agents";
    }

    @Override
    public boolean speaks(RawSpan span) {
        return span.scope().equals("opentelemetry.instrumentation.openai_agents");
    }

    @Override
    public @Nullable SpanKind kind(RawSpan span) {
        return switch (span.attributes().text("gen_ai.operation.name")) {
            case "agent_handoff" -> SpanKind.DELEGATION;
            case "unknown" -> SpanKind.STEP;
            case null, default -> null;
        };
    }

    @Override
    public @Nullable String subject(RawSpan span, SpanKind kind) {
        return kind == SpanKind.DELEGATION ? span.attributes().text("gen_ai.handoff.to_agent") : null;
    }

    @Override
    public List<Message> answered(RawSpan span) {
        return PrintedCalls.read(GenAiMessages.answered(span));
    }
}
