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
import dev.runtree.otlp.text.LenientJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * LangSmith's SDK: {@code langsmith.span.kind} decides the kind, for its {@code gen_ai.operation.name} calls a retriever an
 * embedding; {@code gen_ai.prompt} and {@code gen_ai.completion} are input and output of every step, not of model calls alone.
 */
public final class LangSmithDialect implements Dialect {
    private static final String METADATA = "langsmith.metadata.";
    private static final String INPUT = "gen_ai.prompt";
    private static final String OUTPUT = "gen_ai.completion";

    /** What a step that failed has for an output. */
    private static final String NOTHING = "{\"output\":null}";

    @Override
    public String word() {
        return "langsmith";
    }

    @Override
    public boolean speaks(RawSpan span) {
        return span.attributes().hasNamespace("langsmith") || span.scope().equals("langsmith");
    }

    @Override
    public @Nullable SpanKind kind(RawSpan span) {
        return switch (span.attributes().text("langsmith.span.kind")) {
            case "llm" -> SpanKind.LLM;
            case "tool" -> SpanKind.TOOL;
            case "retriever" -> SpanKind.RETRIEVAL;
            case "embedding" -> SpanKind.EMBEDDING;
            case "chain" -> isAgent(span) ? SpanKind.AGENT : SpanKind.STEP;
            case "prompt", "parser" -> SpanKind.STEP;
            case null, default -> null;
        };
    }

    /** LangChain tells the agent's name to all its steps; the one of that name is the agent's run. */
    private static boolean isAgent(RawSpan span) {
        return span.name().equals(span.attributes().text(METADATA + "lc_agent_name"));
    }

    @Override
    public @Nullable String subject(RawSpan span, SpanKind kind) {
        return kind == SpanKind.AGENT && isAgent(span) ? span.name() : null;
    }

    @Override
    public Actor actor(RawSpan span, SpanKind kind) {
        return new Actor(
                span.attributes().text(METADATA + "lc_agent_name"),
                null,
                null,
                null,
                null,
                span.attributes().text("langsmith.span.id"));
    }

    @Override
    public @Nullable String model(RawSpan span) {
        return isCall(span)
                ? span.attributes().text("gen_ai.response.model", "gen_ai.request.model", METADATA + "ls_model_name")
                : null;
    }

    /** {@code gen_ai.system} is {@code langchain} where a chain or a tool of LangChain ran. */
    @Override
    public @Nullable String provider(RawSpan span) {
        return span.attributes().text(METADATA + "ls_provider");
    }

    @Override
    public Usage usage(RawSpan span) {
        return UsageObject.read(span.attributes().structure(METADATA + "usage_metadata", "langsmith.usage_metadata"));
    }

    @Override
    public @Nullable String toolName(RawSpan span) {
        var name = span.attributes().text("gen_ai.tool.name");
        return name == null && kind(span) == SpanKind.TOOL ? span.name() : name;
    }

    @Override
    public List<Message> asked(RawSpan span) {
        return isCall(span) ? JsonMessages.ofText(span.attributes().text(INPUT), "user") : List.of();
    }

    @Override
    public List<Message> answered(RawSpan span) {
        return isCall(span) ? JsonMessages.ofText(span.attributes().text(OUTPUT), "assistant") : List.of();
    }

    @Override
    public @Nullable String input(RawSpan span) {
        return span.attributes().text(INPUT);
    }

    @Override
    public @Nullable String output(RawSpan span) {
        var text = span.attributes().text(OUTPUT);
        return NOTHING.equals(text) ? null : text;
    }

    @Override
    public @Nullable String toolArguments(RawSpan span) {
        return kind(span) == SpanKind.TOOL ? span.attributes().text(INPUT) : null;
    }

    /** What is no object was put into one, under {@code output}. */
    @Override
    public @Nullable String toolResult(RawSpan span) {
        var text = kind(span) == SpanKind.TOOL ? output(span) : null;
        var result = text == null ? null : LenientJson.whole(text);
        if (result == null || result.size() != 1 || !result.has("output")) {
            return text;
        }
        return Json.text(result.path("output"));
    }

    @Override
    public List<String> tools(RawSpan span) {
        var tools = new ArrayList<String>();
        var asked = isCall(span) ? span.attributes().structure(INPUT) : null;
        if (asked != null) {
            for (JsonNode tool : asked.path("tools")) {
                tools.add(Json.text(tool));
            }
        }
        return tools;
    }

    @Override
    public @Nullable String parameters(RawSpan span) {
        var parameters = span.attributes().structure(METADATA + "ls_invocation_params", METADATA + "invocation_params");
        return parameters == null || parameters.isEmpty() ? null : Json.text(parameters);
    }

    @Override
    public List<Document> documents(RawSpan span) {
        return kind(span) == SpanKind.RETRIEVAL ? Documents.in(span.attributes().structure(OUTPUT)) : List.of();
    }

    /** The JavaScript SDK ends every span with OK, and records an exception when its run had an error. */
    @Override
    public boolean failedForAllItsOk(RawSpan span) {
        return span.event("exception") != null && span.attributes().has("langsmith.span.kind");
    }

    private boolean isCall(RawSpan span) {
        var kind = kind(span);
        return kind == SpanKind.LLM || kind == SpanKind.EMBEDDING;
    }
}
