package dev.runtree.otlp.dialect;

import dev.runtree.model.Actor;
import dev.runtree.model.Content.Document;
import dev.runtree.model.Message;
import dev.runtree.model.SpanKind;
import dev.runtree.model.Usage;
import dev.runtree.otlp.message.GenAiMessages;
import dev.runtree.otlp.raw.Events;
import dev.runtree.otlp.raw.Indexed;
import dev.runtree.otlp.raw.RawSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * OpenLLMetry, {@code traceloop.*}: decorated workflows, agents, tasks and tools with their input and output as JSON, model
 * calls named by {@code llm.request.type} before they were by {@code gen_ai.operation.name}, and vector databases.
 */
public final class TraceloopDialect implements Dialect {
    private static final String INPUT = "traceloop.entity.input";
    private static final String OUTPUT = "traceloop.entity.output";
    private static final String FOUND = "db.query.result";

    @Override
    public String word() {
        return "traceloop";
    }

    @Override
    public boolean speaks(RawSpan span) {
        var attributes = span.attributes();
        return attributes.hasNamespace("traceloop")
                || attributes.has("llm.request.type")
                || attributes.has("llm.usage.total_tokens")
                || span.scope().startsWith("@traceloop/")
                || span.event(FOUND) != null;
    }

    /** The conventions' operation says more where there is one: a tool's span may call itself a task here. */
    @Override
    public @Nullable SpanKind kind(RawSpan span) {
        var attributes = span.attributes();
        if (attributes.text("gen_ai.operation.name") != null) {
            return null;
        }
        var word = attributes.text("traceloop.span.kind");
        if (word != null) {
            return switch (word.toLowerCase(Locale.ROOT)) {
                case "workflow" -> SpanKind.WORKFLOW;
                case "agent" -> SpanKind.AGENT;
                case "tool" -> SpanKind.TOOL;
                case "task" -> SpanKind.STEP;
                default -> null;
            };
        }
        var type = attributes.text("llm.request.type", "traceloop.llm.request.type");
        if (type != null) {
            return switch (type.toLowerCase(Locale.ROOT)) {
                case "chat", "completion" -> SpanKind.LLM;
                case "embedding" -> SpanKind.EMBEDDING;
                case "rerank" -> SpanKind.RERANK;
                default -> null;
            };
        }
        return span.event(FOUND) != null || attributes.has("db.vector.query.top_k") ? SpanKind.RETRIEVAL : null;
    }

    @Override
    public @Nullable String subject(RawSpan span, SpanKind kind) {
        return switch (kind) {
            case AGENT, WORKFLOW, STEP, TOOL -> span.attributes().text("traceloop.entity.name");
            default -> null;
        };
    }

    /** The workflow's name on the steps of an agent is that agent's name in several versions. */
    @Override
    public Actor actor(RawSpan span, SpanKind kind) {
        var attributes = span.attributes();
        var agent = attributes.text("gen_ai.agent.name");
        var workflow = attributes.text("traceloop.workflow.name");
        var isAgent = kind == SpanKind.AGENT && kind(span) == SpanKind.AGENT;
        return new Actor(
                isAgent ? attributes.text("traceloop.entity.name") : null,
                null,
                workflow == null || workflow.equals(agent) || isAgent ? null : workflow,
                null,
                null,
                null);
    }

    @Override
    public @Nullable String model(RawSpan span) {
        return span.attributes()
                .text("gen_ai.response.model", "gen_ai.request.model", "llm.response.model", "llm.request.model");
    }

    @Override
    public @Nullable String provider(RawSpan span) {
        return isFramework(span)
                ? span.attributes().text("traceloop.association.properties.ls_provider", "llm.vendor")
                : span.attributes().text("llm.vendor");
    }

    /** LangChain's instrumentation may name the framework where the provider should be. */
    private static boolean isFramework(RawSpan span) {
        return switch (span.attributes().text("gen_ai.provider.name", "gen_ai.system")) {
            case null -> true;
            case "langchain", "Langchain", "langgraph" -> true;
            default -> false;
        };
    }

    @Override
    public Usage usage(RawSpan span) {
        var attributes = span.attributes();
        return Tokens.inclusive(
                attributes.count("llm.usage.prompt_tokens"),
                attributes.count("llm.usage.completion_tokens"),
                attributes.count("llm.usage.cache_read_input_tokens"),
                attributes.count("llm.usage.cache_creation_input_tokens"),
                attributes.count("llm.usage.reasoning_tokens"),
                null);
    }

    @Override
    public @Nullable String toolName(RawSpan span) {
        var isTool = "tool".equals(span.attributes().text("traceloop.span.kind"));
        return isTool ? span.attributes().text("gen_ai.tool.name", "traceloop.entity.name") : null;
    }

    @Override
    public @Nullable Long firstToken(RawSpan span) {
        return Events.sinceStart(span, "llm.content.completion.chunk");
    }

    @Override
    public List<Message> asked(RawSpan span) {
        return GenAiMessages.flattened(span, "llm.prompts", "user");
    }

    @Override
    public List<Message> answered(RawSpan span) {
        return GenAiMessages.flattened(span, "llm.completions", "assistant");
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
        return toolName(span) == null ? null : span.attributes().text("gen_ai.tool.call.arguments", INPUT);
    }

    @Override
    public @Nullable String toolResult(RawSpan span) {
        return toolName(span) == null ? null : span.attributes().text("gen_ai.tool.call.result", OUTPUT);
    }

    @Override
    public List<String> tools(RawSpan span) {
        var tools = new ArrayList<String>();
        if (span.attributes().hasNamespace("llm")) {
            Indexed.under(span.attributes(), "llm.request.functions").forEach(tool -> tools.add(tool.toString()));
        }
        return tools;
    }

    /** Each hit of a vector database is an event. */
    @Override
    public List<Document> documents(RawSpan span) {
        var documents = new ArrayList<Document>();
        for (var event : span.events()) {
            if (event.name().equals(FOUND)) {
                var hit = event.attributes();
                var score = hit.decimal(FOUND + ".score", FOUND + ".distance");
                documents.add(new Document(
                        hit.text(FOUND + ".id"),
                        hit.text(FOUND + ".document"),
                        score == null ? null : Double.valueOf(score.doubleValue()),
                        hit.text(FOUND + ".metadata")));
            }
        }
        return documents;
    }
}
