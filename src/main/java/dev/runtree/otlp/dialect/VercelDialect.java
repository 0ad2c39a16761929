package dev.runtree.otlp.dialect;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.runtree.model.Actor;
import dev.runtree.model.Message;
import dev.runtree.model.SpanKind;
import dev.runtree.model.Usage;
import dev.runtree.otlp.message.VercelMessages;
import dev.runtree.otlp.raw.Events;
import dev.runtree.otlp.raw.RawSpan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Vercel's AI SDK, {@code ai.*}: a span around the whole generation, one for each call of the model within, one for each tool.
 * Version 7 writes {@code gen_ai.*} instead and keeps {@code ai.settings.context.*} and some counts.
 */
public final class VercelDialect implements Dialect {
    @Override
    public String word() {
        return "vercel";
    }

    @Override
    public boolean speaks(RawSpan span) {
        var attributes = span.attributes();
        if (!attributes.hasNamespace("ai")) {
            return span.scope().equals("ai");
        }
        return attributes.has("ai.operationId")
                || attributes.hasAnyUnder("ai.usage.")
                || attributes.hasAnyUnder("ai.settings.")
                || attributes.hasAnyUnder("ai.response.")
                || attributes.hasAnyUnder("ai.telemetry.");
    }

    @Override
    public @Nullable SpanKind kind(RawSpan span) {
        var operation = operation(span);
        return switch (operation.substring(operation.lastIndexOf('.') + 1)) {
            case "doGenerate", "doStream" -> SpanKind.LLM;
            case "doEmbed" -> SpanKind.EMBEDDING;
            case "doRerank" -> SpanKind.RERANK;
            case "toolCall" -> SpanKind.TOOL;
            case "generateText", "streamText", "generateObject", "streamObject" ->
                span.attributes().text("ai.telemetry.functionId") == null ? SpanKind.STEP : SpanKind.AGENT;
            case "embed", "embedMany", "rerank" -> SpanKind.STEP;
            default -> null;
        };
    }

    /** The operation's id; before the SDK had them, the first word of {@code operation.name} or of the span's name. */
    private static String operation(RawSpan span) {
        var id = span.attributes().text("ai.operationId");
        if (id != null) {
            return id;
        }
        var name = span.attributes().text("operation.name");
        name = name == null ? span.name() : name;
        var space = name.indexOf(' ');
        name = space > 0 ? name.substring(0, space) : name;
        return name.startsWith("ai.") ? name : "";
    }

    @Override
    public @Nullable String subject(RawSpan span, SpanKind kind) {
        return switch (kind) {
            case AGENT -> kind(span) == SpanKind.AGENT ? span.attributes().text("ai.telemetry.functionId") : null;
            case TOOL -> toolName(span);
            default -> null;
        };
    }

    @Override
    public Actor actor(RawSpan span, SpanKind kind) {
        return kind == SpanKind.AGENT && kind(span) == SpanKind.AGENT
                ? new Actor(span.attributes().text("ai.telemetry.functionId"), null, null, null, null, null)
                : Actor.UNKNOWN;
    }

    @Override
    public @Nullable String model(RawSpan span) {
        return span.attributes().text("ai.response.model", "ai.model.id", "aisdk.model.id");
    }

    @Override
    public @Nullable String provider(RawSpan span) {
        return span.attributes().text("ai.model.provider", "aisdk.model.provider");
    }

    @Override
    public Usage usage(RawSpan span) {
        return VercelUsage.read(span.attributes());
    }

    @Override
    public @Nullable String toolName(RawSpan span) {
        return span.attributes().text("ai.toolCall.name");
    }

    @Override
    public @Nullable Long firstToken(RawSpan span) {
        var told =
                Moments.ofMillis(span.attributes().decimal("ai.response.msToFirstChunk", "ai.stream.msToFirstChunk"));
        return told != null ? told : Events.sinceStart(span, "ai.stream.firstChunk");
    }

    @Override
    public List<Message> asked(RawSpan span) {
        return VercelMessages.asked(span.attributes());
    }

    @Override
    public List<Message> answered(RawSpan span) {
        return VercelMessages.answered(span.attributes());
    }

    @Override
    public @Nullable String input(RawSpan span) {
        return span.attributes().text("ai.value", "ai.values");
    }

    @Override
    public @Nullable String toolArguments(RawSpan span) {
        return span.attributes().text("ai.toolCall.args", "ai.toolCall.input");
    }

    @Override
    public @Nullable String toolResult(RawSpan span) {
        return span.attributes().text("ai.toolCall.result", "ai.toolCall.output");
    }

    @Override
    public List<String> tools(RawSpan span) {
        return VercelMessages.tools(span.attributes());
    }

    @Override
    public @Nullable String parameters(RawSpan span) {
        var attributes = span.attributes();
        var prefix = "ai.settings.";
        if (!attributes.hasAnyUnder(prefix)) {
            return null;
        }
        var parameters = JsonNodeFactory.instance.objectNode();
        for (var entry : attributes.entries()) {
            var key = entry.getKey();
            if (key.startsWith(prefix) && !key.startsWith("ai.settings.context.")) {
                parameters.set(key.substring(prefix.length()), entry.getValue());
            }
        }
        var choice = attributes.structure("ai.prompt.toolChoice");
        if (choice != null) {
            parameters.set("toolChoice", choice);
        }
        return parameters.isEmpty() ? null : parameters.toString();
    }
}
