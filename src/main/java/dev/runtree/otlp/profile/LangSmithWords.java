package dev.runtree.otlp.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runtree.model.SpanKind;
import org.jspecify.annotations.Nullable;

/**
 * LangSmith's own words and those of {@code gen_ai.*} that it maps, from
 * https://docs.langchain.com/langsmith/trace-with-opentelemetry: {@code gen_ai.prompt} and {@code gen_ai.completion} are the
 * inputs and outputs of every run. A conversation is its metadata {@code thread_id}; {@code langsmith.trace.session_id} is
 * left alone, for what it calls a session is a project, and a foreign id there would send the run astray.
 */
final class LangSmithWords implements Vocabulary {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String METADATA = "langsmith.metadata.";

    @Override
    public void tell(Step step, Told told) {
        told.text("langsmith.span.kind", kind(step));
        metadata(step, told);
        told.text(METADATA + "thread_id", step.session());
        told.text(METADATA + "user_id", step.user());
        told.text("langsmith.span.tags", String.join(",", step.tags()));
        if (told.mayList("gen_ai.prompt")) {
            told.json("gen_ai.prompt", input(step));
        }
        if (told.mayList("gen_ai.completion")) {
            told.json("gen_ai.completion", output(step));
        }
        if (step.isTool()) {
            told.text(
                    "gen_ai.tool.name",
                    step.span().toolName() == null
                            ? step.subject()
                            : step.span().toolName());
        }
        if (!step.span().isRecorded() && step.span().model() != null) {
            GenAiWords.model(step, told);
            GenAiWords.parameters(step, told);
            told.text(METADATA + "ls_model_name", step.span().model());
            told.text(METADATA + "ls_provider", step.span().provider());
        }
        GenAiWords.usage(step, told);
        told.count("gen_ai.usage.total_tokens", step.usage().total());
        told.json(METADATA + "usage_metadata", usage(step));
        // Its SDKs send one or the other; both name the same counts of the run.
        if (!step.own().has(METADATA + "usage_metadata")) {
            told.json("langsmith.usage_metadata", usage(step));
        }
    }

    /** The producer's labels, told first: what Runtree itself knows of a key takes their place. */
    private static void metadata(Step step, Told told) {
        var labels = step.content().facts().metadata();
        if (labels == null || step.span().isRecorded() || !told.mayList("langsmith.metadata")) {
            return;
        }
        if (Step.value(labels) instanceof ObjectNode object) {
            for (var each : object.properties()) {
                var value = each.getValue();
                told.text(METADATA + each.getKey(), value.isValueNode() ? value.asText() : value.toString());
            }
        }
    }

    /** A recorded model call is no {@code llm} run, whose cost LangSmith would reckon. */
    private static String kind(Step step) {
        return switch (step.kind()) {
            case LLM -> step.isModelCall() ? "llm" : "chain";
            case EMBEDDING -> "embedding";
            case TOOL, DELEGATION -> "tool";
            case RETRIEVAL, RERANK -> "retriever";
            case AGENT, TEAM, WORKFLOW, STEP, HOOK, GUARDRAIL, APPROVAL, OTHER -> "chain";
        };
    }

    private static ObjectNode input(Step step) {
        return step.kind() == SpanKind.LLM && !step.content().inputMessages().isEmpty()
                ? ChatForm.request(step.content())
                : wrapped("input", step.input());
    }

    private static ObjectNode output(Step step) {
        var content = step.content();
        if (step.kind() == SpanKind.LLM && !content.outputMessages().isEmpty()) {
            var messages = NODES.objectNode();
            messages.set("messages", ChatForm.messages(content.outputMessages()));
            return messages;
        }
        if (!content.documents().isEmpty()) {
            return documents(step);
        }
        return wrapped("output", step.output());
    }

    /** As LangChain has them, in {@code documents}. */
    static ObjectNode documents(Step step) {
        var all = NODES.objectNode();
        var documents = all.putArray("documents");
        for (var document : step.content().documents()) {
            var node = documents.addObject().put("type", "Document");
            if (document.id() != null) {
                node.put("id", document.id());
            }
            node.put("page_content", document.content() == null ? "" : document.content());
            JsonNode metadata = document.metadata() == null ? null : Step.value(document.metadata());
            var kept = node.putObject("metadata");
            if (metadata instanceof ObjectNode object) {
                kept.setAll(object);
            }
            if (document.score() != null) {
                node.put("score", document.score());
            }
        }
        return all;
    }

    /** Inputs and outputs are objects; what is none is put into one. */
    private static ObjectNode wrapped(String key, @Nullable String text) {
        if (text == null) {
            return NODES.objectNode();
        }
        var value = Step.value(text);
        if (value instanceof ObjectNode object) {
            return object;
        }
        var around = NODES.objectNode();
        around.set(key, value);
        return around;
    }

    private static ObjectNode usage(Step step) {
        var usage = step.usage();
        var all = NODES.objectNode();
        if (usage.input() == null && usage.output() == null) {
            return all;
        }
        put(all, "input_tokens", usage.input());
        put(all, "output_tokens", usage.output());
        put(all, "total_tokens", usage.total());
        var in = NODES.objectNode();
        put(in, "cache_read", usage.cached());
        put(in, "cache_creation", usage.cacheWrite());
        if (!in.isEmpty()) {
            all.set("input_token_details", in);
        }
        var out = NODES.objectNode();
        put(out, "reasoning", usage.reasoning());
        if (!out.isEmpty()) {
            all.set("output_token_details", out);
        }
        if (usage.cost() != null) {
            all.put("total_cost", usage.cost());
        }
        return all;
    }

    private static void put(ObjectNode to, String key, @Nullable Long count) {
        if (count != null) {
            to.put(key, count);
        }
    }
}
