package dev.runtree.otlp.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runtree.otlp.raw.Attributes;
import dev.runtree.otlp.raw.RawSpan;
import dev.runtree.otlp.text.Json;
import dev.runtree.otlp.text.Text;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who asked, in which conversation, and how the producer labelled it: said by the same keys whatever dialect. */
public final class People {
    private static final String[] USER = {
        "langfuse.user.id",
        "user.id",
        "enduser.id",
        "agno.user.id",
        "user_id",
        "userId",
        "gen_ai.user",
        "gen_ai.user.id",
        "llm.user",
        "traceloop.association.properties.user_id",
        "lmnr.association.properties.user_id",
        "ai.telemetry.metadata.userId",
        "ai.telemetry.metadata.user_id",
        "langfuse.trace.metadata.langfuse_user_id",
        "langfuse.observation.metadata.langfuse_user_id",
        "langsmith.metadata.user_id",
        "metadata.user_id",
        "baggage.user.id"
    };
    private static final String[] SESSION = {
        "langfuse.session.id",
        "session.id",
        "gen_ai.conversation.id",
        "agno.session.id",
        "session_id",
        "sessionId",
        "conversation.id",
        "conversation_id",
        "traceloop.association.properties.session_id",
        "lmnr.association.properties.session_id",
        "ai.telemetry.metadata.sessionId",
        "ai.telemetry.metadata.session_id",
        "langfuse.trace.metadata.langfuse_session_id",
        "langfuse.observation.metadata.langfuse_session_id",
        "langsmith.metadata.session_id",
        "thread_id",
        "langsmith.metadata.thread_id",
        "metadata.session_id",
        "metadata.thread_id",
        "baggage.session.id"
    };
    private static final String[] USER_IN_METADATA = {"user_id", "userId", "user.id", "langfuse_user_id", "enduser.id"};
    private static final String[] SESSION_IN_METADATA = {
        "session_id", "sessionId", "session.id", "langfuse_session_id", "conversation_id", "conversationId", "thread_id"
    };
    private static final String[] TAGS = {
        "runtree.tags",
        "langfuse.trace.tags",
        "langfuse.tags",
        "tag.tags",
        "langsmith.span.tags",
        "ai.telemetry.metadata.tags"
    };
    private static final String[] ENVIRONMENT = {
        "langfuse.environment", "deployment.environment.name", "deployment.environment"
    };

    private People() {}

    public static @Nullable String user(RawSpan span) {
        return said(span, USER, USER_IN_METADATA);
    }

    public static @Nullable String session(RawSpan span) {
        return said(span, SESSION, SESSION_IN_METADATA);
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

    private static @Nullable String said(RawSpan span, String[] keys, String[] keysInMetadata) {
        var own = span.attributes().text(keys);
        if (own == null) {
            own = Attributes.of(span.attributes().structure("metadata")).text(keysInMetadata);
        }
        return Text.readableOrNull(own != null ? own : span.resource().text(keys));
    }

    private static List<String> tags(JsonNode value) {
        var tags = new LinkedHashSet<String>();
        if (value.isArray()) {
            value.forEach(tag -> add(Json.text(tag), tags));
        } else if (value.isTextual()) {
            var inner = Json.looksStructured(value.textValue()) ? Json.parse(value.textValue()) : null;
            if (inner != null && inner.isArray()) {
                inner.forEach(tag -> add(Json.text(tag), tags));
            } else {
                for (var tag : value.textValue().split(",", -1)) {
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
