package dev.runtree.otlp.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runtree.model.Actor;
import dev.runtree.model.Content.Document;
import dev.runtree.model.Message;
import dev.runtree.model.SpanKind;
import dev.runtree.model.Usage;
import dev.runtree.otlp.message.Documents;
import dev.runtree.otlp.message.JsonMessages;
import dev.runtree.otlp.raw.RawSpan;
import dev.runtree.otlp.text.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Genkit, whose keys have colons: {@code genkit:type}, {@code genkit:metadata:subtype}, input and output as JSON. */
public final class GenkitDialect implements Dialect {
    private static final String INPUT = "genkit:input";
    private static final String OUTPUT = "genkit:output";

    @Override
    public String word() {
        return "genkit";
    }

    @Override
    public boolean speaks(RawSpan span) {
        return span.attributes().has("genkit:name") || span.attributes().has("genkit:type");
    }

    @Override
    public @Nullable SpanKind kind(RawSpan span) {
        var attributes = span.attributes();
        var subtype = attributes.text("genkit:metadata:subtype");
        var word = subtype != null ? subtype : attributes.text("genkit:type");
        return word == null
                ? null
                : switch (word) {
                    case "model", "background-model" -> SpanKind.LLM;
                    case "tool", "tool.v2" -> SpanKind.TOOL;
                    case "retriever" -> SpanKind.RETRIEVAL;
                    case "embedder" -> SpanKind.EMBEDDING;
                    case "reranker" -> SpanKind.RERANK;
                    case "agent" -> SpanKind.AGENT;
                    case "flow" -> SpanKind.WORKFLOW;
                    case "flowStep", "util", "prompt", "executablePrompt", "executable-prompt" -> SpanKind.STEP;
                    default -> null;
                };
    }

    @Override
    public @Nullable String subject(RawSpan span, SpanKind kind) {
        return switch (kind) {
            case AGENT, WORKFLOW, STEP, RETRIEVAL -> name(span);
            case TOOL -> toolName(span);
            default -> null;
        };
    }

    @Override
    public Actor actor(RawSpan span, SpanKind kind) {
        return new Actor(
                kind == SpanKind.AGENT ? name(span) : null,
                null,
                kind == SpanKind.WORKFLOW ? name(span) : null,
                null,
                null,
                null);
    }

    /** A model's name has its plugin before it: {@code googleai/gemini-2.5-flash}. */
    @Override
    public @Nullable String model(RawSpan span) {
        var name = isModel(span) ? name(span) : null;
        return name == null ? null : name.substring(name.indexOf('/') + 1);
    }

    @Override
    public @Nullable String provider(RawSpan span) {
        var name = isModel(span) ? name(span) : null;
        return name == null || name.indexOf('/') <= 0 ? null : name.substring(0, name.indexOf('/'));
    }

    /** Some plugins leave to the raw answer of the model's API what was cached and what was reasoning. */
    @Override
    public Usage usage(RawSpan span) {
        var output = isModel(span) ? span.attributes().structure(OUTPUT) : null;
        if (output == null) {
            return Usage.NONE;
        }
        var usage = UsageObject.read(output.get("usage"));
        var raw = UsageObject.read(output.path("raw").get("usage"));
        return new Usage(
                usage.input(),
                usage.output(),
                usage.cached() == null ? raw.cached() : usage.cached(),
                usage.cacheWrite() == null ? raw.cacheWrite() : usage.cacheWrite(),
                usage.reasoning() == null ? raw.reasoning() : usage.reasoning(),
                usage.cost());
    }

    @Override
    public @Nullable String toolName(RawSpan span) {
        return kind(span) == SpanKind.TOOL ? name(span) : null;
    }

    @Override
    public boolean failed(RawSpan span) {
        return "error".equals(span.attributes().text("genkit:state"));
    }

    @Override
    public List<Message> asked(RawSpan span) {
        return kind(span) == SpanKind.LLM
                ? JsonMessages.ofText(span.attributes().text(INPUT), "user")
                : List.of();
    }

    @Override
    public List<Message> answered(RawSpan span) {
        return kind(span) == SpanKind.LLM
                ? JsonMessages.ofText(span.attributes().text(OUTPUT), "assistant")
                : List.of();
    }

    @Override
    public @Nullable String input(RawSpan span) {
        return span.attributes().text(INPUT);
    }

    @Override
    public @Nullable String output(RawSpan span) {
        return span.attributes().text(OUTPUT);
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
        var asked = isModel(span) ? span.attributes().structure(INPUT) : null;
        if (asked != null) {
            for (JsonNode tool : asked.path("tools")) {
                tools.add(Json.text(tool));
            }
        }
        return tools;
    }

    @Override
    public @Nullable String parameters(RawSpan span) {
        var asked = isModel(span) ? span.attributes().structure(INPUT) : null;
        return asked == null || !asked.path("config").isObject()
                ? null
                : asked.path("config").toString();
    }

    @Override
    public List<Document> documents(RawSpan span) {
        return kind(span) == SpanKind.RETRIEVAL ? Documents.in(span.attributes().structure(OUTPUT)) : List.of();
    }

    private static @Nullable String name(RawSpan span) {
        return span.attributes().text("genkit:name");
    }

    private boolean isModel(RawSpan span) {
        var kind = kind(span);
        return kind == SpanKind.LLM || kind == SpanKind.EMBEDDING;
    }
}
