package dev.runtree.otlp.profile;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runtree.model.Content;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Langfuse's own words, from {@code langfuse/langfuse}, {@code packages/shared/src/server/otel/OtelIngestionProcessor.ts} and
 * https://langfuse.com/integrations/native/opentelemetry. User, session, name and tags of the trace are on every span, for it
 * filters by those of each; its counts have no part in common, so that cached tokens are taken out of the input.
 */
final class LangfuseWords implements Vocabulary {
    private static final String OBSERVATION = "langfuse.observation.";
    private static final Pattern VERSION = Pattern.compile("[0-9]{1,4}");

    @Override
    public void tell(Step step, Told told) {
        told.text("langfuse.trace.name", step.trace());
        told.text("langfuse.user.id", step.user());
        told.text("langfuse.session.id", step.session());
        told.texts("langfuse.trace.tags", step.tags());
        told.text("langfuse.environment", step.span().environment());
        told.text("langfuse.release", step.content().facts().release());
        if (step.isHead()) {
            // Without a root there is no trace in its lists: the one word is for its older tables, the other for the
            // newer.
            told.text("langfuse.internal.as_root", "true");
            told.flag("langfuse.internal.is_app_root");
        }
        told.text(OBSERVATION + "type", type(step));
        told.text(OBSERVATION + "input", input(step));
        told.text(OBSERVATION + "output", output(step));
        if (step.span().failed()) {
            told.text(OBSERVATION + "level", "ERROR");
            told.text(OBSERVATION + "status_message", step.span().statusMessage());
        }
        if (!step.span().isRecorded()) {
            told.text(OBSERVATION + "model.name", step.span().model());
            told.text(OBSERVATION + "model.parameters", step.content().parameters());
            told.text(OBSERVATION + "completion_start_time", step.firstToken());
        }
        if (step.isModelCall()) {
            prompt(step.content().facts().prompt(), told);
        }
        if (!step.span().isRecorded() && told.mayList(OBSERVATION + "metadata")) {
            told.text(OBSERVATION + "metadata", step.content().facts().metadata());
        }
        // Said even where it is nothing: else it takes counts from the producer's own words, and those of a wrapper
        // twice.
        told.text(OBSERVATION + "usage_details", usage(step).toString());
        var cost = step.usage().cost();
        if (cost != null) {
            told.json(
                    OBSERVATION + "cost_details",
                    JsonNodeFactory.instance.objectNode().put("total", cost));
        }
    }

    /** Its versions are whole numbers: what is none cannot be one of its prompts. */
    private static void prompt(Content.@Nullable Prompt prompt, Told told) {
        if (prompt == null) {
            return;
        }
        told.text(OBSERVATION + "prompt.name", prompt.name());
        var version = prompt.version();
        if (prompt.name() != null && version != null && VERSION.matcher(version).matches()) {
            told.count(OBSERVATION + "prompt.version", Long.valueOf(version));
        }
    }

    /** A recorded model call is no generation: Langfuse would reckon tokens and cost for it itself. */
    private static String type(Step step) {
        return switch (step.kind()) {
            case LLM -> step.isModelCall() ? "generation" : "span";
            case EMBEDDING -> step.span().isRecorded() ? "span" : "embedding";
            case AGENT, TEAM -> "agent";
            case TOOL, DELEGATION -> "tool";
            case WORKFLOW, STEP -> "chain";
            case RETRIEVAL, RERANK -> "retriever";
            case GUARDRAIL -> "guardrail";
            case HOOK, APPROVAL, OTHER -> "span";
        };
    }

    private static @Nullable String input(Step step) {
        var content = step.content();
        if (!content.inputMessages().isEmpty() && step.isModelCall()) {
            var request = ChatForm.request(content);
            return request.has("tools")
                    ? request.toString()
                    : request.path("messages").toString();
        }
        return step.input();
    }

    private static @Nullable String output(Step step) {
        var content = step.content();
        if (!content.outputMessages().isEmpty() && step.isModelCall()) {
            var messages = ChatForm.messages(content.outputMessages());
            return (messages.size() == 1 ? messages.path(0) : messages).toString();
        }
        return content.documents().isEmpty()
                ? step.output()
                : GenAiWords.documents(content).toString();
    }

    private static ObjectNode usage(Step step) {
        var usage = step.usage();
        var details = JsonNodeFactory.instance.objectNode();
        put(details, "input", less(less(usage.input(), usage.cached()), usage.cacheWrite()));
        put(details, "output", less(usage.output(), usage.reasoning()));
        put(details, "input_cached_tokens", usage.cached());
        put(details, "input_cache_creation", usage.cacheWrite());
        put(details, "output_reasoning_tokens", usage.reasoning());
        put(details, "total", usage.total());
        return details;
    }

    private static void put(ObjectNode details, String key, @Nullable Long count) {
        if (count != null) {
            details.put(key, count);
        }
    }

    private static @Nullable Long less(@Nullable Long whole, @Nullable Long part) {
        return whole == null || part == null ? whole : Long.valueOf(Math.max(0, whole - part));
    }
}
