package dev.runtree.otlp.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runtree.model.Actor;
import dev.runtree.model.Content.Document;
import dev.runtree.model.Message;
import dev.runtree.model.SpanKind;
import dev.runtree.model.Usage;
import dev.runtree.otlp.message.Documents;
import dev.runtree.otlp.message.JsonMessages;
import dev.runtree.otlp.raw.Attributes;
import dev.runtree.otlp.raw.RawSpan;
import dev.runtree.otlp.text.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Langfuse's SDKs: {@code langfuse.observation.type} decides the kind; input, output, usage and cost are JSON in one attribute
 * each. Usage comes in the form of the model's API or in Langfuse's own, which tells cached and reasoning tokens aside.
 */
public final class LangfuseDialect implements Dialect {
    private static final String OBSERVATION = "langfuse.observation.";
    private static final String INPUT = OBSERVATION + "input";
    private static final String OUTPUT = OBSERVATION + "output";

    @Override
    public String word() {
        return "langfuse";
    }

    /** Langfuse's exporter also puts the trace's labels on spans of others, which makes them no observations. */
    @Override
    public boolean speaks(RawSpan span) {
        var attributes = span.attributes();
        return span.scope().startsWith("langfuse")
                || attributes.hasAnyUnder(OBSERVATION)
                || attributes.has("langfuse.trace.input")
                || attributes.has("langfuse.trace.output");
    }

    @Override
    public @Nullable SpanKind kind(RawSpan span) {
        return switch (span.attributes().text(OBSERVATION + "type")) {
            case "generation" -> SpanKind.LLM;
            case "embedding" -> SpanKind.EMBEDDING;
            case "agent" -> SpanKind.AGENT;
            case "tool" -> SpanKind.TOOL;
            case "chain" -> SpanKind.STEP;
            case "retriever" -> SpanKind.RETRIEVAL;
            case "guardrail" -> SpanKind.GUARDRAIL;
            case "evaluator", "event" -> SpanKind.OTHER;
            case null, default -> null;
        };
    }

    @Override
    public Actor actor(RawSpan span, SpanKind kind) {
        var isAgent = kind(span) == SpanKind.AGENT;
        return isAgent ? new Actor(span.name(), null, null, null, null, null) : Actor.UNKNOWN;
    }

    @Override
    public @Nullable String model(RawSpan span) {
        return span.attributes().text(OBSERVATION + "model.name", OBSERVATION + "model");
    }

    @Override
    public Usage usage(RawSpan span) {
        var attributes = span.attributes();
        var usage = UsageObject.read(attributes.structure(OBSERVATION + "usage_details", OBSERVATION + "usage"));
        var cost = cost(Attributes.of(attributes.structure(OBSERVATION + "cost_details")));
        // A failed call is given a cost of nothing, which says as much as no cost.
        var isKnown = cost != null && (cost.signum() > 0 || usage.total() != null);
        return new Usage(
                usage.input(),
                usage.output(),
                usage.cached(),
                usage.cacheWrite(),
                usage.reasoning(),
                isKnown ? cost : usage.cost());
    }

    private static @Nullable BigDecimal cost(Attributes costs) {
        var total = costs.decimal("total");
        if (total != null) {
            return total;
        }
        BigDecimal sum = null;
        for (var part : costs.entries()) {
            sum = UsageObject.sum(sum, Attributes.number(part.getValue()));
        }
        return sum;
    }

    @Override
    public @Nullable String toolName(RawSpan span) {
        return kind(span) == SpanKind.TOOL ? span.name() : null;
    }

    @Override
    public @Nullable Long firstToken(RawSpan span) {
        return Moments.since(span, span.attributes().unquoted(OBSERVATION + "completion_start_time"));
    }

    @Override
    public boolean failed(RawSpan span) {
        return "ERROR".equals(span.attributes().text(OBSERVATION + "level"));
    }

    @Override
    public @Nullable String problem(RawSpan span) {
        return span.attributes().text(OBSERVATION + "status_message");
    }

    @Override
    public List<Message> asked(RawSpan span) {
        var isCall = kind(span) == SpanKind.LLM;
        return isCall ? JsonMessages.ofText(span.attributes().text(INPUT), "user") : List.of();
    }

    @Override
    public List<Message> answered(RawSpan span) {
        var isCall = kind(span) == SpanKind.LLM;
        return isCall ? JsonMessages.ofText(span.attributes().text(OUTPUT), "assistant") : List.of();
    }

    @Override
    public @Nullable String input(RawSpan span) {
        return span.attributes().text(INPUT, "langfuse.trace.input");
    }

    @Override
    public @Nullable String output(RawSpan span) {
        return span.attributes().text(OUTPUT, "langfuse.trace.output");
    }

    @Override
    public @Nullable String toolArguments(RawSpan span) {
        return kind(span) == SpanKind.TOOL ? span.attributes().text(INPUT) : null;
    }

    @Override
    public @Nullable String toolResult(RawSpan span) {
        return kind(span) == SpanKind.TOOL ? span.attributes().text(OUTPUT) : null;
    }

    @Override
    public List<String> tools(RawSpan span) {
        var tools = new ArrayList<String>();
        var asked = kind(span) == SpanKind.LLM ? span.attributes().structure(INPUT) : null;
        if (asked != null) {
            for (JsonNode tool : asked.path("tools")) {
                tools.add(Json.text(tool));
            }
        }
        return tools;
    }

    @Override
    public @Nullable String parameters(RawSpan span) {
        return span.attributes().text(OBSERVATION + "model.parameters");
    }

    @Override
    public List<Document> documents(RawSpan span) {
        return kind(span) == SpanKind.RETRIEVAL ? Documents.in(span.attributes().structure(OUTPUT)) : List.of();
    }
}
