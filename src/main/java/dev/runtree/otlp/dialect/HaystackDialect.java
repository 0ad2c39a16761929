package dev.runtree.otlp.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runtree.model.Content.Document;
import dev.runtree.model.Message;
import dev.runtree.model.SpanKind;
import dev.runtree.model.Usage;
import dev.runtree.otlp.message.Documents;
import dev.runtree.otlp.message.HaystackMessages;
import dev.runtree.otlp.raw.Attributes;
import dev.runtree.otlp.raw.RawSpan;
import dev.runtree.otlp.text.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Haystack's own tracer, {@code haystack.*}: the span's name says what it is, of a component its class. Model and tokens stand
 * in the reply alone, and only where content is traced.
 */
public final class HaystackDialect implements Dialect {
    private static final String OPENINFERENCE = "openinference.instrumentation.haystack";

    private static final String[] INPUTS = {
        "haystack.agent.step.llm.input",
        "haystack.agent.step.tool.input",
        "haystack.component.input",
        "haystack.agent.input",
        "haystack.pipeline.input_data",
        "haystack.agent.hook.human_in_the_loop.strategy.input"
    };
    private static final String[] OUTPUTS = {
        "haystack.agent.step.llm.output",
        "haystack.agent.step.tool.output",
        "haystack.component.output",
        "haystack.agent.output",
        "haystack.pipeline.output_data",
        "haystack.agent.hook.human_in_the_loop.strategy.output"
    };

    @Override
    public String word() {
        return "haystack";
    }

    @Override
    public boolean speaks(RawSpan span) {
        return span.attributes().hasNamespace("haystack")
                || span.name().startsWith("haystack.")
                || span.scope().equals(OPENINFERENCE);
    }

    @Override
    public @Nullable SpanKind kind(RawSpan span) {
        return switch (span.name()) {
            case "haystack.agent.run" -> SpanKind.AGENT;
            case "haystack.agent.step" -> SpanKind.STEP;
            case "haystack.agent.step.llm", "haystack.chat_generator.run" -> SpanKind.LLM;
            case "haystack.agent.step.tool" -> SpanKind.TOOL;
            case "haystack.agent.hook" -> SpanKind.HOOK;
            case "haystack.agent.hook.human_in_the_loop.strategy" -> SpanKind.APPROVAL;
            case "haystack.pipeline.run", "haystack.async_pipeline.run" -> SpanKind.WORKFLOW;
            case "haystack.component.run" -> ofComponent(span.attributes());
            // OpenInference names its spans after methods and calls these a chain.
            case "Pipeline.run", "AsyncPipeline.run" -> span.scope().equals(OPENINFERENCE) ? SpanKind.WORKFLOW : null;
            case "Agent.run" -> span.scope().equals(OPENINFERENCE) ? SpanKind.AGENT : null;
            default -> null;
        };
    }

    /** By the endings that Haystack gives its classes; a class of the application's own with replies is a generator. */
    private static SpanKind ofComponent(Attributes attributes) {
        var type = String.valueOf(attributes.text("haystack.component.type"));
        if (type.endsWith("Generator")) {
            return SpanKind.LLM;
        }
        if (type.endsWith("Embedder")) {
            return SpanKind.EMBEDDING;
        }
        if (type.endsWith("Retriever")) {
            return SpanKind.RETRIEVAL;
        }
        if (type.endsWith("Ranker")) {
            return SpanKind.RERANK;
        }
        var output = attributes.text("haystack.component.output");
        var isGenerator = output != null && output.startsWith("{\"replies\":") && output.contains("\"usage\":");
        return isGenerator ? SpanKind.LLM : SpanKind.STEP;
    }

    @Override
    public @Nullable String subject(RawSpan span, SpanKind kind) {
        var attributes = span.attributes();
        return switch (kind) {
            case TOOL, APPROVAL -> toolName(span);
            case STEP, RETRIEVAL -> attributes.text("haystack.component.name");
            case HOOK -> hook(attributes);
            case WORKFLOW -> {
                var metadata = Attributes.of(attributes.structure("haystack.pipeline.metadata"));
                var name = metadata.text("name");
                yield name == null && span.name().endsWith("Pipeline.run") ? "Pipeline" : name;
            }
            default -> null;
        };
    }

    /** {@code before_llm} and a name are said as {@code pre.llm.name}. */
    private static @Nullable String hook(Attributes attributes) {
        var point = attributes.text("haystack.agent.hook.point");
        var name = attributes.text("haystack.agent.hook.name");
        if (point == null) {
            return name;
        }
        var place = point.replaceFirst("^(before|on)_", "pre.").replaceFirst("^after_", "post.");
        return name == null ? place : place + "." + name;
    }

    @Override
    public @Nullable String model(RawSpan span) {
        return about(span).text("model");
    }

    @Override
    public Usage usage(RawSpan span) {
        return UsageObject.read(about(span).get("usage"));
    }

    private Attributes about(RawSpan span) {
        var output = isCall(span) ? span.attributes().structure(OUTPUTS) : null;
        return output == null ? Attributes.NONE : Attributes.of(HaystackMessages.about(output));
    }

    private boolean isCall(RawSpan span) {
        return switch (kind(span)) {
            case LLM, EMBEDDING, RERANK -> true;
            case null, default -> false;
        };
    }

    @Override
    public @Nullable String toolName(RawSpan span) {
        return span.attributes().text("haystack.tool.name");
    }

    /** A failing tool is told so, and its span neither is an error nor has an event. */
    @Override
    public boolean failed(RawSpan span) {
        return "true".equalsIgnoreCase(span.attributes().text("haystack.tool.error"));
    }

    @Override
    public @Nullable String problem(RawSpan span) {
        return failed(span)
                ? Attributes.of(span.attributes().structure(OUTPUTS)).text("error")
                : null;
    }

    @Override
    public List<Message> asked(RawSpan span) {
        return kind(span) == SpanKind.LLM
                ? HaystackMessages.asked(span.attributes().structure(INPUTS))
                : List.of();
    }

    @Override
    public List<Message> answered(RawSpan span) {
        return kind(span) == SpanKind.LLM
                ? HaystackMessages.answered(span.attributes().structure(OUTPUTS))
                : List.of();
    }

    /** Of a pipeline, the one text or message that its components were given, where there is one. */
    @Override
    public @Nullable String input(RawSpan span) {
        var given = pipeline(span, "haystack.pipeline.input_data", "input.value");
        var texts = given == null
                ? Set.<String>of()
                : HaystackMessages.texts(given.path("data").isObject() ? given.path("data") : given);
        return texts.size() == 1 ? texts.iterator().next() : span.attributes().text(INPUTS);
    }

    /** Of a pipeline, the replies, or the conversation of an agent, among what its components gave. */
    @Override
    public @Nullable String output(RawSpan span) {
        var given = pipeline(span, "haystack.pipeline.output_data", "output.value");
        if (given != null) {
            for (var component : given) {
                for (var said : List.of(component.path("replies"), component.path("messages"))) {
                    if (!said.isEmpty()) {
                        return Json.text(said);
                    }
                }
            }
        }
        return span.attributes().text(OUTPUTS);
    }

    private @Nullable JsonNode pipeline(RawSpan span, String... keys) {
        return kind(span) == SpanKind.WORKFLOW ? span.attributes().structure(keys) : null;
    }

    @Override
    public @Nullable String toolArguments(RawSpan span) {
        if (kind(span) == SpanKind.APPROVAL) {
            return Attributes.of(span.attributes().structure(INPUTS)).text("tool_params");
        }
        return kind(span) == SpanKind.TOOL ? span.attributes().text(INPUTS) : null;
    }

    @Override
    public @Nullable String toolResult(RawSpan span) {
        return switch (kind(span)) {
            case TOOL, APPROVAL -> span.attributes().text(OUTPUTS);
            case null, default -> null;
        };
    }

    @Override
    public List<String> tools(RawSpan span) {
        var tools = new ArrayList<String>();
        var offered = isCall(span) ? span.attributes().structure(INPUTS) : null;
        if (offered != null) {
            for (var tool : offered.path("tools")) {
                tools.add(Json.text(tool.path("data").isObject() ? tool.path("data") : tool));
            }
        }
        return tools;
    }

    @Override
    public @Nullable String parameters(RawSpan span) {
        var asked = isCall(span) ? span.attributes().structure(INPUTS) : null;
        var parameters = asked == null ? null : asked.get("generation_kwargs");
        return parameters == null || parameters.isEmpty() ? null : Json.text(parameters);
    }

    @Override
    public List<Document> documents(RawSpan span) {
        return switch (kind(span)) {
            case RETRIEVAL, RERANK -> Documents.in(span.attributes().structure(OUTPUTS));
            case null, default -> List.of();
        };
    }
}
