package dev.runtree.otlp.dialect;

import dev.runtree.model.Actor;
import dev.runtree.model.AudioTokens;
import dev.runtree.model.Content.Document;
import dev.runtree.model.Content.Prompt;
import dev.runtree.model.Message;
import dev.runtree.model.SpanKind;
import dev.runtree.model.Usage;
import dev.runtree.otlp.message.Documents;
import dev.runtree.otlp.message.JsonMessages;
import dev.runtree.otlp.message.OpenInferenceMessages;
import dev.runtree.otlp.raw.Attributes;
import dev.runtree.otlp.raw.Events;
import dev.runtree.otlp.raw.Indexed;
import dev.runtree.otlp.raw.RawSpan;
import dev.runtree.otlp.text.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** OpenInference: {@code openinference.span.kind}, {@code llm.*}, {@code input.value}, messages flattened into keys. */
public final class OpenInferenceDialect implements Dialect {
    /** How OpenAI's agents name the step from one to another. */
    private static final String HANDOFF = "handoff to ";

    /** Methods behind the name of an object, of which the object is what a reader looks for. */
    private static final String[] METHODS = {".run", ".arun", ".__call__", ".invoke", ".ainvoke"};

    @Override
    public String word() {
        return "openinference";
    }

    @Override
    public boolean speaks(RawSpan span) {
        var attributes = span.attributes();
        return attributes.has("openinference.span.kind")
                || span.scope().startsWith("openinference.")
                || span.scope().startsWith("@arizeai/openinference-")
                || attributes.hasAnyUnder("llm.input_messages.")
                || attributes.hasAnyUnder("llm.token_count.");
    }

    @Override
    public @Nullable SpanKind kind(RawSpan span) {
        var word = span.attributes().text("openinference.span.kind");
        return word == null
                ? null
                : switch (word.toUpperCase(Locale.ROOT)) {
                    case "LLM" -> SpanKind.LLM;
                    case "EMBEDDING" -> SpanKind.EMBEDDING;
                    case "RETRIEVER" -> SpanKind.RETRIEVAL;
                    case "RERANKER" -> SpanKind.RERANK;
                    case "TOOL" -> isHandoff(span) ? SpanKind.DELEGATION : SpanKind.TOOL;
                    case "AGENT" -> SpanKind.AGENT;
                    case "GUARDRAIL" -> SpanKind.GUARDRAIL;
                    case "CHAIN", "PROMPT" -> SpanKind.STEP;
                    default -> SpanKind.OTHER;
                };
    }

    @Override
    public @Nullable String subject(RawSpan span, SpanKind kind) {
        var attributes = span.attributes();
        return switch (kind) {
            case AGENT, TEAM -> {
                var name = attributes.text("agent.name", "graph.node.name");
                var object = withoutMethod(span.name());
                yield name != null || object.equals(span.name()) ? name : object;
            }
            case TOOL -> toolName(span);
            case DELEGATION -> isHandoff(span) ? span.name().substring(HANDOFF.length()) : toolName(span);
            default -> null;
        };
    }

    @Override
    public Actor actor(RawSpan span, SpanKind kind) {
        var id = span.attributes().text("agent.id", "agent.name");
        return new Actor(id, null, null, null, null, null);
    }

    /** The model that answered; of a call that failed, the one that was asked for. */
    @Override
    public @Nullable String model(RawSpan span) {
        var model = span.attributes().text("llm.model_name", "embedding.model_name", "reranker.model_name");
        return model != null ? model : requestedModel(span);
    }

    @Override
    public @Nullable String provider(RawSpan span) {
        return span.attributes().text("llm.provider", "llm.system");
    }

    @Override
    public Usage usage(RawSpan span) {
        return tokens(span.attributes());
    }

    public static Usage tokens(Attributes attributes) {
        var cost = attributes.decimal("llm.cost.total");
        if (cost == null) {
            var parts =
                    new BigDecimal[] {attributes.decimal("llm.cost.prompt"), attributes.decimal("llm.cost.completion")};
            cost = parts[0] == null ? parts[1] : parts[1] == null ? parts[0] : parts[0].add(parts[1]);
        }
        var told = new Usage(
                attributes.count("llm.token_count.prompt"),
                attributes.count("llm.token_count.completion"),
                attributes.count(
                        "llm.token_count.prompt_details.cache_read", "llm.token_count.prompt_details.cache_input"),
                attributes.count("llm.token_count.prompt_details.cache_write"),
                attributes.count("llm.token_count.completion_details.reasoning"),
                cost);
        return Tokens.proven(told, attributes.count("llm.token_count.total"));
    }

    @Override
    public @Nullable AudioTokens audio(RawSpan span) {
        return FinePrint.audio(span, new String[] {"llm.token_count.prompt_details.audio"}, new String[] {
            "llm.token_count.completion_details.audio"
        });
    }

    /** The model of the answer goes into {@code llm.model_name}; the one asked for is left among the parameters. */
    @Override
    public @Nullable String requestedModel(RawSpan span) {
        return Attributes.of(span.attributes().structure("llm.invocation_parameters"))
                .text("model", "model_name");
    }

    @Override
    public List<String> finishReasons(RawSpan span) {
        return FinePrint.words(span.attributes(), "llm.finish_reason", "llm.finish_reasons");
    }

    @Override
    public @Nullable Prompt prompt(RawSpan span) {
        return FinePrint.prompt(
                span,
                "prompt.id",
                "llm.prompt_template.version",
                "llm.prompt_template.template",
                "llm.prompt_template.variables");
    }

    @Override
    public @Nullable String toolName(RawSpan span) {
        var attributes = span.attributes();
        var name = attributes.text("tool.name", "tool_call.function.name");
        return name == null && isTool(span) ? withoutMethod(span.name()) : name;
    }

    @Override
    public @Nullable Long firstToken(RawSpan span) {
        return Events.sinceStart(span, "First Token Stream Event");
    }

    @Override
    public List<Message> asked(RawSpan span) {
        return OpenInferenceMessages.under(span.attributes(), "llm.input_messages", "llm.prompts");
    }

    @Override
    public List<Message> answered(RawSpan span) {
        var said = OpenInferenceMessages.under(span.attributes(), "llm.output_messages", "llm.choices");
        // CrewAI's listener puts the calls that a model makes there alone.
        return said.isEmpty() && kind(span) == SpanKind.LLM
                ? JsonMessages.read(span.attributes().structure("output.value"), "assistant")
                : said;
    }

    @Override
    public @Nullable String input(RawSpan span) {
        var query = span.attributes().text("reranker.query");
        return query != null ? query : value(span);
    }

    /** What went in; not the machinery of a LlamaIndex workflow, which stands there in place of the question. */
    static @Nullable String value(RawSpan span) {
        var value = span.attributes().text("input.value");
        return value != null && value.startsWith("{\"init_state\":") ? null : value;
    }

    @Override
    public @Nullable String output(RawSpan span) {
        return span.attributes().text("output.value");
    }

    @Override
    public @Nullable String toolArguments(RawSpan span) {
        var attributes = span.attributes();
        if (attributes.text("tool.name") == null && !isTool(span)) {
            return null;
        }
        var parameters = attributes.text("tool.parameters");
        // By the specification the parameters are the tool's schema; agno puts the call's arguments there.
        var areArguments = parameters != null && !isSchema(attributes);
        var called = attributes.text("tool_call.function.arguments", "input.value");
        return called != null ? called : areArguments ? parameters : null;
    }

    @Override
    public @Nullable String toolResult(RawSpan span) {
        return span.attributes().text("tool.name") != null || isTool(span)
                ? span.attributes().text("output.value")
                : null;
    }

    @Override
    public List<String> tools(RawSpan span) {
        var tools = new ArrayList<String>();
        for (var each : Indexed.under(span.attributes(), "llm.tools")) {
            var schema = each.path("tool").path("json_schema");
            tools.add(schema.isMissingNode() ? each.toString() : Json.text(schema));
        }
        return tools;
    }

    @Override
    public @Nullable String parameters(RawSpan span) {
        return span.attributes().text("llm.invocation_parameters", "embedding.invocation_parameters");
    }

    @Override
    public List<Document> documents(RawSpan span) {
        var found = Documents.flattened(span.attributes(), "retrieval.documents");
        return found.isEmpty() ? Documents.flattened(span.attributes(), "reranker.output_documents") : found;
    }

    private static boolean isTool(RawSpan span) {
        return "TOOL".equalsIgnoreCase(span.attributes().text("openinference.span.kind"));
    }

    private static boolean isHandoff(RawSpan span) {
        return span.name().startsWith(HANDOFF) && span.name().length() > HANDOFF.length();
    }

    private static String withoutMethod(String name) {
        for (var method : METHODS) {
            if (name.endsWith(method) && name.length() > method.length()) {
                return name.substring(0, name.length() - method.length());
            }
        }
        return name;
    }

    private static boolean isSchema(Attributes attributes) {
        var parameters = attributes.structure("tool.parameters");
        return parameters != null && (parameters.has("properties") || parameters.has("$schema"));
    }
}
