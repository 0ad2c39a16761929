package dev.runtree.otlp.dialect;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.runtree.model.Actor;
import dev.runtree.model.AudioTokens;
import dev.runtree.model.Content.Document;
import dev.runtree.model.Content.Prompt;
import dev.runtree.model.Message;
import dev.runtree.model.SpanKind;
import dev.runtree.model.Usage;
import dev.runtree.otlp.message.Documents;
import dev.runtree.otlp.message.FinishReasons;
import dev.runtree.otlp.message.GenAiMessages;
import dev.runtree.otlp.raw.Attributes;
import dev.runtree.otlp.raw.Events;
import dev.runtree.otlp.raw.RawSpan;
import dev.runtree.otlp.text.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** OpenTelemetry's own {@code gen_ai.*}, in each of its generations. */
public final class GenAiDialect implements Dialect {
    private static final String[] MODEL = {"gen_ai.response.model", "gen_ai.request.model"};

    @Override
    public String word() {
        return "gen_ai";
    }

    @Override
    public boolean speaks(RawSpan span) {
        return span.attributes().hasAnyUnder("gen_ai.") || span.hasEventUnder("gen_ai.");
    }

    @Override
    public @Nullable SpanKind kind(RawSpan span) {
        var attributes = span.attributes();
        var operation = attributes.text("gen_ai.operation.name");
        var byOperation = operation == null
                ? null
                : switch (operation.toLowerCase(Locale.ROOT)) {
                    case "chat",
                            "chat.completions",
                            "text.completions",
                            "text_completion",
                            "completion",
                            "acompletion",
                            "atext_completion",
                            "aresponses",
                            "generate_content",
                            "generate",
                            "response",
                            "responses",
                            "llm_request" -> SpanKind.LLM;
                    case "embeddings", "embedding", "aembedding" -> SpanKind.EMBEDDING;
                    case "retrieval", "retriever", "vector_db_retrieve" -> SpanKind.RETRIEVAL;
                    case "rerank", "arerank" -> SpanKind.RERANK;
                    case "execute_tool" -> SpanKind.TOOL;
                    case "invoke_agent" -> SpanKind.AGENT;
                    case "invoke_workflow" -> SpanKind.WORKFLOW;
                    case "plan", "agent_step", "execute_task", "chain" -> SpanKind.STEP;
                    case "create_agent" -> SpanKind.OTHER;
                    default -> null;
                };
        var kind = byOperation != null ? byOperation : byAttributes(attributes);
        return kind == null && operation == null ? byName(span) : kind;
    }

    /** Pydantic AI and others name the operation in the span's name alone. */
    private static @Nullable SpanKind byName(RawSpan span) {
        var name = span.name();
        var isAgent = span.attributes().has("gen_ai.agent.name")
                && (name.equals("agent run") || name.startsWith("invoke_agent") || name.startsWith("agent_run ["));
        return isAgent ? SpanKind.AGENT : null;
    }

    private static @Nullable SpanKind byAttributes(Attributes attributes) {
        if (attributes.has("gen_ai.tool.name")
                || attributes.has("gen_ai.tool.call.id")
                || attributes.has("gen_ai.tool.call.arguments")
                || attributes.has("gen_ai.tool.call.result")) {
            return SpanKind.TOOL;
        }
        if (attributes.has("gen_ai.retrieval.documents")) {
            return SpanKind.RETRIEVAL;
        }
        return attributes.has("gen_ai.request.model") || attributes.has("gen_ai.response.model") ? SpanKind.LLM : null;
    }

    @Override
    public @Nullable String subject(RawSpan span, SpanKind kind) {
        var attributes = span.attributes();
        return switch (kind) {
            case AGENT, TEAM, DELEGATION -> attributes.text("gen_ai.agent.name", "gen_ai.agent.id");
            case WORKFLOW -> named(span, attributes.text("gen_ai.workflow.name"), "invoke_workflow ");
            case TOOL -> toolName(span);
            case RETRIEVAL ->
                attributes.text("gen_ai.data_source.id", "db.collection.name", "db.system.name", "db.system");
            default -> null;
        };
    }

    @Override
    public Actor actor(RawSpan span, SpanKind kind) {
        var attributes = span.attributes();
        return new Actor(
                attributes.text("gen_ai.agent.id", "gen_ai.agent.name"),
                null,
                attributes.text("gen_ai.workflow.id", "gen_ai.workflow.name"),
                null,
                null,
                null);
    }

    @Override
    public @Nullable String model(RawSpan span) {
        for (var key : MODEL) {
            var name = span.attributes().text(key);
            if (name != null && isModel(name)) {
                return name;
            }
        }
        return null;
    }

    /** Spring AI says {@code none} of a call that failed, others print the client's object. */
    private static boolean isModel(String name) {
        return !name.equals("none") && !name.startsWith("<");
    }

    @Override
    public @Nullable String provider(RawSpan span) {
        return span.attributes().text("gen_ai.provider.name", "gen_ai.system");
    }

    @Override
    public Usage usage(RawSpan span) {
        var attributes = span.attributes();
        return attributes.hasNamespace("gen_ai") ? GenAiUsage.read(attributes) : Usage.NONE;
    }

    @Override
    public @Nullable AudioTokens audio(RawSpan span) {
        return FinePrint.audio(
                span,
                new String[] {
                    "gen_ai.usage.audio.input_tokens",
                    "gen_ai.usage.audio_input_tokens",
                    "gen_ai.usage.input_audio_tokens",
                    "gen_ai.usage.details.input_audio_tokens",
                    "gen_ai.usage.details.audio_input_tokens"
                },
                new String[] {
                    "gen_ai.usage.audio.output_tokens",
                    "gen_ai.usage.audio_output_tokens",
                    "gen_ai.usage.output_audio_tokens",
                    "gen_ai.usage.details.output_audio_tokens",
                    "gen_ai.usage.details.audio_output_tokens"
                });
    }

    @Override
    public @Nullable String requestedModel(RawSpan span) {
        return span.attributes().text("gen_ai.request.model");
    }

    @Override
    public @Nullable String responseId(RawSpan span) {
        return span.attributes().text("gen_ai.response.id");
    }

    @Override
    public List<String> finishReasons(RawSpan span) {
        var attributes = span.attributes();
        var said = FinePrint.words(
                attributes,
                "gen_ai.response.finish_reasons",
                "gen_ai.response.finish_reason",
                "gen_ai.response.stop_reason");
        return said.isEmpty() ? FinePrint.plain(FinishReasons.of(span)) : said;
    }

    @Override
    public @Nullable Prompt prompt(RawSpan span) {
        return FinePrint.prompt(
                span,
                "gen_ai.prompt.name",
                "gen_ai.prompt.version",
                "gen_ai.prompt.template",
                "gen_ai.prompt.variables");
    }

    @Override
    public @Nullable String toolName(RawSpan span) {
        return named(span, span.attributes().text("gen_ai.tool.name"), "execute_tool ");
    }

    /** By the conventions what an attribute says stands in the span's name too, behind the operation. */
    private static @Nullable String named(RawSpan span, @Nullable String said, String operation) {
        return said == null && span.name().startsWith(operation) ? span.name().substring(operation.length()) : said;
    }

    @Override
    public @Nullable Long firstToken(RawSpan span) {
        var told = Moments.ofSeconds(span.attributes()
                .decimal(
                        "gen_ai.response.time_to_first_chunk",
                        "gen_ai.client.operation.time_to_first_chunk",
                        "gen_ai.server.time_to_first_token"));
        return told != null ? told : Events.sinceStart(span, "gen_ai.content.completion.chunk");
    }

    /** {@code error.type} is set exactly when the operation ended in an error. */
    @Override
    public boolean failed(RawSpan span) {
        return span.attributes().text("error.type") != null && span.attributes().has("gen_ai.operation.name");
    }

    @Override
    public List<Message> asked(RawSpan span) {
        return GenAiMessages.asked(span);
    }

    @Override
    public List<Message> answered(RawSpan span) {
        return GenAiMessages.answered(span);
    }

    @Override
    public @Nullable String input(RawSpan span) {
        return span.attributes().text("gen_ai.retrieval.query.text", "gen_ai.task.input", "db.vector.query.content");
    }

    @Override
    public @Nullable String output(RawSpan span) {
        return span.attributes().text("gen_ai.task.output");
    }

    @Override
    public @Nullable String toolArguments(RawSpan span) {
        return span.attributes().text("gen_ai.tool.call.arguments", "gen_ai.tool.arguments");
    }

    @Override
    public @Nullable String toolResult(RawSpan span) {
        return span.attributes().text("gen_ai.tool.call.result", "gen_ai.tool.result");
    }

    @Override
    public List<String> tools(RawSpan span) {
        var tools = new ArrayList<String>();
        var definitions = span.attributes().structure("gen_ai.tool.definitions", "gen_ai.request.functions");
        if (definitions != null && definitions.isArray()) {
            definitions.forEach(definition -> tools.add(Json.text(definition)));
        }
        return tools;
    }

    @Override
    public @Nullable String parameters(RawSpan span) {
        var prefix = "gen_ai.request.";
        var parameters = JsonNodeFactory.instance.objectNode();
        for (var entry : span.attributes().entries()) {
            var key = entry.getKey();
            if (key.startsWith(prefix) && !key.equals("gen_ai.request.model")) {
                parameters.set(key.substring(prefix.length()), entry.getValue());
            }
        }
        return parameters.isEmpty() ? null : parameters.toString();
    }

    @Override
    public List<Document> documents(RawSpan span) {
        return Documents.array(span.attributes().structure("gen_ai.retrieval.documents"));
    }
}
