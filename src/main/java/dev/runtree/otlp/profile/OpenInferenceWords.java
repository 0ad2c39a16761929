package dev.runtree.otlp.profile;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runtree.model.Content.Document;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * OpenInference, from {@code Arize-ai/openinference}, {@code spec/semantic_conventions.md}: what Arize AX and Phoenix are made
 * on, and what MLflow reads best ({@code mlflow/tracing/otel/translation/open_inference.py}, which takes a call's messages out
 * of {@code input.value}).
 */
final class OpenInferenceWords implements Vocabulary {
    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain";

    @Override
    public void tell(Step step, Told told) {
        told.text("openinference.span.kind", kind(step));
        told.text("session.id", step.session());
        told.text("user.id", step.user());
        told.texts("tag.tags", step.tags());
        told.text("metadata", step.content().facts().metadata());
        value(told, "input", request(step), step.input());
        value(told, "output", answer(step), output(step));
        switch (step.kind()) {
            case LLM -> call(step, told);
            case EMBEDDING -> {
                told.text("embedding.model_name", step.span().model());
                told.text("embedding.invocation_parameters", step.content().parameters());
            }
            case RERANK -> {
                told.text("reranker.model_name", step.span().model());
                told.text("reranker.query", step.input());
                documents(told, "reranker.output_documents", step.content().documents());
            }
            case RETRIEVAL ->
                documents(told, "retrieval.documents", step.content().documents());
            case TOOL, DELEGATION -> {
                told.text(
                        "tool.name",
                        step.span().toolName() == null
                                ? step.subject()
                                : step.span().toolName());
                told.text("tool.id", step.content().facts().callId());
            }
            case AGENT, TEAM -> told.text("agent.name", step.subject());
            case WORKFLOW, STEP, HOOK, GUARDRAIL, APPROVAL, OTHER -> {}
        }
        usage(step, told);
    }

    private static @Nullable String kind(Step step) {
        return switch (step.kind()) {
            case AGENT, TEAM -> "AGENT";
            case LLM -> step.isModelCall() ? "LLM" : "CHAIN";
            case TOOL, DELEGATION -> "TOOL";
            case RETRIEVAL -> "RETRIEVER";
            case EMBEDDING -> "EMBEDDING";
            case RERANK -> "RERANKER";
            case GUARDRAIL -> "GUARDRAIL";
            case WORKFLOW, STEP, HOOK, APPROVAL -> "CHAIN";
            // Of what is none of these, such as a request over HTTP, nothing is claimed.
            case OTHER -> null;
        };
    }

    /** All that a model was asked, as its API has it; of other steps {@code null}. */
    private static @Nullable ObjectNode request(Step step) {
        return step.isModelCall() && !step.content().inputMessages().isEmpty()
                ? ChatForm.request(step.content())
                : null;
    }

    /** All of an answer that is more than words, for a call of a tool stands in no text; else {@code null}. */
    private static @Nullable ObjectNode answer(Step step) {
        var messages = step.content().outputMessages();
        var isMore = step.isModelCall()
                && messages.stream()
                        .anyMatch(message -> message.parts().stream().anyMatch(Part.ToolCall.class::isInstance));
        if (!isMore) {
            return null;
        }
        var all = JsonNodeFactory.instance.objectNode();
        all.set("messages", ChatForm.messages(messages));
        return all;
    }

    /** MLflow knows of documents what is in the output alone, and shows them as LangChain has them. */
    private static @Nullable String output(Step step) {
        var output = step.output();
        return output != null || step.content().documents().isEmpty()
                ? output
                : LangSmithWords.documents(step).path("documents").toString();
    }

    private static void value(Told told, String side, @Nullable ObjectNode structure, @Nullable String text) {
        if (!told.mayList(side) || (structure == null && text == null)) {
            return;
        }
        var isJson = structure != null || (text != null && Step.value(text).isContainerNode());
        told.text(side + ".value", structure == null ? text : structure.toString());
        told.text(side + ".mime_type", isJson ? JSON : TEXT);
    }

    private static void call(Step step, Told told) {
        var content = step.content();
        told.text("llm.model_name", step.span().model());
        told.text("llm.provider", step.span().provider());
        told.text("llm.invocation_parameters", content.parameters());
        var prompt = content.facts().prompt();
        if (prompt != null) {
            told.text("llm.prompt_template.template", prompt.template());
            told.text("llm.prompt_template.version", prompt.version());
            told.text("llm.prompt_template.variables", prompt.variables());
        }
        messages(told, "llm.input_messages", content.inputMessages());
        messages(told, "llm.output_messages", content.outputMessages());
        if (told.mayList("llm.tools")) {
            for (var i = 0; i < content.tools().size(); i++) {
                told.text(
                        "llm.tools." + i + ".tool.json_schema", content.tools().get(i));
            }
        }
    }

    private static void usage(Step step, Told told) {
        var usage = step.usage();
        told.count("llm.token_count.prompt", usage.input());
        told.count("llm.token_count.completion", usage.output());
        told.count("llm.token_count.total", usage.total());
        told.count("llm.token_count.prompt_details.cache_read", usage.cached());
        told.count("llm.token_count.prompt_details.cache_write", usage.cacheWrite());
        told.count("llm.token_count.completion_details.reasoning", usage.reasoning());
        told.number("llm.cost.total", usage.cost());
    }

    private static void messages(Told told, String prefix, List<Message> messages) {
        if (!told.mayList(prefix)) {
            return;
        }
        var at = 0;
        for (var message : messages) {
            var said = new ArrayList<Part>();
            for (var part : message.parts()) {
                if (part instanceof Part.ToolResult result) {
                    result(told, prefix + "." + at++ + ".message.", result);
                } else {
                    said.add(part);
                }
            }
            if (!said.isEmpty() || message.parts().isEmpty()) {
                said(told, prefix + "." + at++ + ".message.", message, said);
            }
        }
    }

    private static void result(Told told, String to, Part.ToolResult result) {
        told.text(to + "role", "tool");
        told.text(to + "tool_call_id", result.id());
        told.text(to + "name", result.name());
        told.text(to + "content", result.result());
    }

    private static void said(Told told, String to, Message message, List<Part> parts) {
        told.text(to + "role", message.role());
        told.text(to + "name", message.name());
        var spoken =
                parts.stream().filter(part -> !(part instanceof Part.ToolCall)).toList();
        if (spoken.size() == 1 && spoken.getFirst() instanceof Part.Text text) {
            told.text(to + "content", text.text());
        } else {
            for (var i = 0; i < spoken.size(); i++) {
                content(told, to + "contents." + i + ".message_content.", spoken.get(i));
            }
        }
        var calls = parts.stream()
                .filter(Part.ToolCall.class::isInstance)
                .map(Part.ToolCall.class::cast)
                .toList();
        for (var i = 0; i < calls.size(); i++) {
            var call = to + "tool_calls." + i + ".tool_call.";
            told.text(call + "id", calls.get(i).id());
            told.text(call + "function.name", calls.get(i).name());
            told.text(call + "function.arguments", calls.get(i).arguments());
        }
    }

    private static void content(Told told, String to, Part part) {
        switch (part) {
            case Part.Text text -> {
                told.text(to + "type", "text");
                told.text(to + "text", text.text());
            }
            case Part.Reasoning reasoning -> {
                told.text(to + "type", "reasoning");
                told.text(to + "text", reasoning.text());
            }
            case Part.Media media -> {
                var isSound = media.mimeType() != null && media.mimeType().startsWith("audio/");
                told.text(to + "type", isSound ? "audio" : "image");
                told.text(to + (isSound ? "audio.audio.url" : "image.image.url"), media.uri());
                told.text(to + "audio.audio.mime_type", isSound ? media.mimeType() : null);
            }
            case Part.Unknown unknown -> {
                told.text(to + "type", "text");
                told.text(to + "text", unknown.json());
            }
            case Part.ToolCall call -> throw new IllegalArgumentException(call.name());
            case Part.ToolResult result -> throw new IllegalArgumentException(result.result());
        }
    }

    private static void documents(Told told, String prefix, List<Document> documents) {
        if (!told.mayList(prefix)) {
            return;
        }
        for (var i = 0; i < documents.size(); i++) {
            var document = documents.get(i);
            var to = prefix + "." + i + ".document.";
            told.text(to + "id", document.id());
            told.text(to + "content", document.content());
            told.number(to + "score", document.score() == null ? null : BigDecimal.valueOf(document.score()));
            told.text(to + "metadata", document.metadata());
        }
    }
}
