package dev.runtree.otlp.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runtree.otlp.raw.RawSpan;
import dev.runtree.otlp.text.Json;
import dev.runtree.otlp.text.LenientJson;
import dev.runtree.otlp.text.Text;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who asked, in which conversation, and how the producer labelled it: said by the same keys whatever dialect. */
public final class People {
    private static final ChosenNames USER = new ChosenNames(
            List.of("langfuse.user.id", "user.id", "enduser.id", "agno.user.id", "user_id", "userId", "gen_ai.user.id"),
            List.of(
                    "gen_ai.user",
                    "gen_ai.request.user",
                    "llm.user",
                    "mlflow.trace.user",
                    "mastra.metadata.resourceId",
                    "metadata.user_api_key_end_user_id"),
            List.of("user_id", "userId", "user.id", "langfuse_user_id", "enduser.id", "user"));
    private static final ChosenNames SESSION = new ChosenNames(
            List.of(
                    "langfuse.session.id",
                    "session.id",
                    "gen_ai.conversation.id",
                    "agno.session.id",
                    "session_id",
                    "sessionId",
                    "conversation.id",
                    "conversation_id",
                    "spring.ai.chat.client.conversation.id",
                    "genkit:metadata:agent:sessionId"),
            List.of(
                    "thread_id",
                    "thread.id",
                    "mlflow.trace.session",
                    "gcp.vertex.agent.session_id",
                    // LangSmith's word for a project, but some applications put a conversation there.
                    "langsmith.trace.session_id"),
            List.of(
                    "session_id",
                    "sessionId",
                    "session.id",
                    "langfuse_session_id",
                    "thread_id",
                    "threadId",
                    "conversation_id",
                    "conversationId"));
    private static final String[] TAGS = {
        "runtree.tags",
        "langfuse.trace.tags",
        "langfuse.tags",
        "tag.tags",
        "langsmith.span.tags",
        "ai.telemetry.metadata.tags",
        "ai.settings.context.tags",
        "lmnr.association.properties.tags",
        "traceloop.association.properties.tags",
        "logfire.tags",
        "mlflow.trace.tags",
        "mastra.tags",
        "tags"
    };
    private static final String[] ENVIRONMENT = {
        "langfuse.environment", "deployment.environment.name", "deployment.environment"
    };

    private People() {}

    public static @Nullable String user(RawSpan span) {
        return USER.in(span);
    }

    public static @Nullable String session(RawSpan span) {
        return SESSION.in(span);
    }

    public static @Nullable String environment(RawSpan span) {
        var own = span.attributes().text(ENVIRONMENT);
        return Text.readableOrNull(own != null ? own : span.resource().text(ENVIRONMENT));
    }

    /** Tags from an array, JSON of one in a string, or words between commas. */
    public static List<String> tags(RawSpan span) {
        for (var key : TAGS) {
            var value = span.attributes().get(key);
            if (value != null) {
                var tags = tags(value);
                if (!tags.isEmpty()) {
                    return tags;
                }
            }
        }
        return List.of();
    }

    private static List<String> tags(JsonNode value) {
        var tags = new LinkedHashSet<String>();
        if (value.isArray()) {
            value.forEach(tag -> add(Json.text(tag), tags));
        } else if (value.isTextual()) {
            var inner = LenientJson.structure(value.textValue());
            if (inner != null && inner.isArray()) {
                inner.forEach(tag -> add(Json.text(tag), tags));
            } else {
                for (var tag : LenientJson.unquoted(value.textValue()).split(",", -1)) {
                    add(tag, tags);
                }
            }
        }
        return List.copyOf(tags);
    }

    private static void add(String tag, Set<String> to) {
        var clean = Text.readable(tag.strip());
        if (!clean.isEmpty()) {
            to.add(clean);
        }
    }
}
