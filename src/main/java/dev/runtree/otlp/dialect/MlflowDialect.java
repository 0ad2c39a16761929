package dev.runtree.otlp.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runtree.model.Actor;
import dev.runtree.model.Content.Document;
import dev.runtree.model.Message;
import dev.runtree.model.SpanKind;
import dev.runtree.model.Usage;
import dev.runtree.otlp.message.Documents;
import dev.runtree.otlp.message.JsonMessages;
import dev.runtree.otlp.message.StreamedChunks;
import dev.runtree.otlp.raw.Attributes;
import dev.runtree.otlp.raw.Events;
import dev.runtree.otlp.raw.RawSpan;
import dev.runtree.otlp.text.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** MLflow's tracing: every value of {@code mlflow.*} is JSON, a type is {@code "CHAT_MODEL"} with its quotes. */
public final class MlflowDialect implements Dialect {
    private static final String INPUTS = "mlflow.spanInputs";
    private static final String OUTPUTS = "mlflow.spanOutputs";
    private static final String CHUNK = "mlflow.chunk.item.";

    @Override
    public String word() {
        return "mlflow";
    }

    @Override
    public boolean speaks(RawSpan span) {
        return span.attributes().hasNamespace("mlflow") || span.hasEventUnder(CHUNK);
    }

    @Override
    public @Nullable SpanKind kind(RawSpan span) {
        var type = span.attributes().unquoted("mlflow.spanType");
        return type == null
                ? null
                : switch (type.toUpperCase(Locale.ROOT)) {
                    case "LLM", "CHAT_MODEL" -> SpanKind.LLM;
                    case "AGENT" -> SpanKind.AGENT;
                    case "TOOL" -> SpanKind.TOOL;
                    case "RETRIEVER" -> SpanKind.RETRIEVAL;
                    case "EMBEDDING" -> SpanKind.EMBEDDING;
                    case "RERANKER" -> SpanKind.RERANK;
                    case "GUARDRAIL" -> SpanKind.GUARDRAIL;
                    case "WORKFLOW" -> SpanKind.WORKFLOW;
                    case "CHAIN", "TASK", "PARSER" -> SpanKind.STEP;
                    case "EVALUATOR", "MEMORY" -> SpanKind.OTHER;
                    default -> null;
                };
    }

    @Override
    public Actor actor(RawSpan span, SpanKind kind) {
        var agent = kind == SpanKind.AGENT && kind(span) == kind ? withoutNumber(span.name()) : null;
        return new Actor(agent, null, null, null, null, null);
    }

    @Override
    public @Nullable String subject(RawSpan span, SpanKind kind) {
        return switch (kind) {
            case AGENT, TOOL, WORKFLOW, STEP, RETRIEVAL -> kind(span) == kind ? withoutNumber(span.name()) : null;
            default -> null;
        };
    }

    @Override
    public @Nullable String model(RawSpan span) {
        var attributes = span.attributes();
        var model = attributes.unquoted("mlflow.llm.model");
        if (model == null && kind(span) == SpanKind.LLM) {
            var asked = Attributes.of(attributes.structure(INPUTS));
            var answered = Attributes.of(attributes.structure(OUTPUTS));
            model = answered.text("model") != null ? answered.text("model") : asked.text("model");
        }
        return model;
    }

    @Override
    public @Nullable String provider(RawSpan span) {
        return span.attributes().unquoted("mlflow.llm.provider");
    }

    @Override
    public Usage usage(RawSpan span) {
        var usage = tokens(span);
        var costs = Attributes.of(span.attributes().structure("mlflow.llm.cost"));
        var cost = costs.decimal("total_cost", "total");
        return cost == null ? usage : usage.plus(new Usage(null, null, null, null, null, cost));
    }

    /** MLflow's own count leaves reasoning out; the API's is in the answer, or in the last chunk of one that was streamed. */
    private Usage tokens(RawSpan span) {
        var usage = UsageObject.read(span.attributes().structure("mlflow.chat.tokenUsage"));
        if (usage.isNone() && !isCall(span)) {
            return usage;
        }
        var answer = Attributes.of(span.attributes().structure(OUTPUTS));
        var chunks = chunks(span);
        var told = UsageObject.read(answer.structure("usage"));
        if (told.isNone() && !chunks.isEmpty()) {
            told = UsageObject.read(chunks.getLast().get("usage"));
        }
        if (usage.isNone()) {
            return told;
        }
        var isSame = Objects.equals(usage.input(), told.input()) && Objects.equals(usage.output(), told.output());
        return !isSame || usage.reasoning() != null
                ? usage
                : new Usage(
                        usage.input(),
                        usage.output(),
                        usage.cached(),
                        usage.cacheWrite(),
                        told.reasoning(),
                        usage.cost());
    }

    private static List<JsonNode> chunks(RawSpan span) {
        var chunks = new ArrayList<JsonNode>();
        for (var event : span.events()) {
            var chunk = event.name().startsWith(CHUNK) ? event.attributes().structure("mlflow.chunk.value") : null;
            if (chunk != null) {
                chunks.add(chunk);
            }
        }
        return chunks;
    }

    @Override
    public @Nullable Long firstToken(RawSpan span) {
        return Events.sinceStart(span, CHUNK + "0");
    }

    @Override
    public @Nullable String toolName(RawSpan span) {
        return kind(span) == SpanKind.TOOL ? withoutNumber(span.name()) : null;
    }

    /** MLflow numbers the spans of one name within a trace: {@code get_weather_2}. */
    private static String withoutNumber(String name) {
        var end = name.length();
        while (end > 0 && Character.isDigit(name.charAt(end - 1))) {
            end--;
        }
        var isNumbered = end < name.length() && name.length() - end <= 2 && end > 1 && name.charAt(end - 1) == '_';
        return isNumbered ? name.substring(0, end - 1) : name;
    }

    @Override
    public List<Message> asked(RawSpan span) {
        return isCall(span)
                ? JsonMessages.ofText(span.attributes().text("mlflow.chat.messages", INPUTS), "user")
                : List.of();
    }

    @Override
    public List<Message> answered(RawSpan span) {
        if (!isCall(span)) {
            return List.of();
        }
        // Of a streamed answer the output keeps the words and loses the calls.
        var streamed = StreamedChunks.answer(chunks(span));
        return streamed.isEmpty() ? JsonMessages.ofText(span.attributes().text(OUTPUTS), "assistant") : streamed;
    }

    @Override
    public @Nullable String input(RawSpan span) {
        return span.attributes().text(INPUTS, "mlflow.traceInputs");
    }

    @Override
    public @Nullable String output(RawSpan span) {
        return span.attributes().text(OUTPUTS, "mlflow.traceOutputs");
    }

    @Override
    public @Nullable String toolArguments(RawSpan span) {
        return kind(span) == SpanKind.TOOL ? span.attributes().text(INPUTS) : null;
    }

    @Override
    public @Nullable String toolResult(RawSpan span) {
        return kind(span) == SpanKind.TOOL ? span.attributes().text(OUTPUTS) : null;
    }

    @Override
    public List<String> tools(RawSpan span) {
        var tools = new ArrayList<String>();
        var offered = span.attributes().structure("mlflow.chat.tools");
        if (offered == null && isCall(span)) {
            var asked = span.attributes().structure(INPUTS);
            offered = asked == null ? null : asked.get("tools");
        }
        if (offered != null) {
            offered.forEach(tool -> tools.add(Json.text(tool)));
        }
        return tools;
    }

    @Override
    public @Nullable String parameters(RawSpan span) {
        return span.attributes().text("mlflow.invocation_params", "invocation_params");
    }

    @Override
    public List<Document> documents(RawSpan span) {
        return kind(span) == SpanKind.RETRIEVAL ? Documents.in(span.attributes().structure(OUTPUTS)) : List.of();
    }

    private boolean isCall(RawSpan span) {
        return kind(span) == SpanKind.LLM || span.hasEventUnder(CHUNK);
    }
}
