package dev.runtree.otlp.dialect;

import dev.runtree.model.Message;
import dev.runtree.model.SpanKind;
import dev.runtree.otlp.message.SpringMessages;
import dev.runtree.otlp.raw.RawSpan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Spring AI says beyond {@code gen_ai.*}: {@code spring.ai.kind} of steps whose operation is merely {@code framework},
 * tools, and in log records what was said.
 */
public final class SpringAiDialect implements Dialect {
    private static final String KIND = "spring.ai.kind";

    @Override
    public String word() {
        return "spring_ai";
    }

    @Override
    public boolean speaks(RawSpan span) {
        return span.attributes().hasAnyUnder("spring.ai.")
                || (span.scope().startsWith("org.springframework.")
                        && span.attributes().hasAnyUnder("gen_ai."));
    }

    @Override
    public @Nullable SpanKind kind(RawSpan span) {
        var attributes = span.attributes();
        return switch (attributes.text(KIND)) {
            case "tool_call" -> SpanKind.TOOL;
            case "vector_store" -> "query".equals(attributes.text("db.operation.name")) ? SpanKind.RETRIEVAL : null;
            case "chat_client", "advisor" -> SpanKind.STEP;
            case null, default -> null;
        };
    }

    @Override
    public @Nullable String subject(RawSpan span, SpanKind kind) {
        return switch (kind) {
            case TOOL -> toolName(span);
            case RETRIEVAL -> span.attributes().text("db.collection.name", "db.system.name", "db.system");
            default -> null;
        };
    }

    @Override
    public @Nullable String toolName(RawSpan span) {
        return span.attributes().text("spring.ai.tool.definition.name");
    }

    @Override
    public List<Message> asked(RawSpan span) {
        return SpringMessages.asked(span);
    }

    @Override
    public List<Message> answered(RawSpan span) {
        return SpringMessages.answered(span);
    }

    @Override
    public @Nullable String input(RawSpan span) {
        return span.attributes().text("db.vector.query.content");
    }

    @Override
    public @Nullable String toolArguments(RawSpan span) {
        return span.attributes().text("spring.ai.tool.call.arguments");
    }

    @Override
    public @Nullable String toolResult(RawSpan span) {
        return span.attributes().text("spring.ai.tool.call.result");
    }
}
