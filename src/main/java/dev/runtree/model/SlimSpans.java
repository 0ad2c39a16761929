package dev.runtree.model;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the spans of one trace small: what two of a kind both say is one object. */
final class SlimSpans {
    /** A span without its texts, with its numbers and its places in the arrays of {@link TraceSpans}. */
    private static final int BYTES = 380;

    private static final int BYTES_OF_TEXT = 48;
    private static final int MOST_TEXTS = 1_000;

    /** Names, users, sessions and the like that were met. */
    private final Map<String, String> texts = new HashMap<>();

    private final Map<SpanKind, Span> lastOfKind = new EnumMap<>(SpanKind.class);
    private int bytes;

    /** @param bytes about what it takes in memory beyond what it shares */
    record Slim(Span span, int bytes) {}

    /** @param withTexts whether input and output stay */
    Slim of(Span span, boolean withTexts) {
        var like = lastOfKind.getOrDefault(span.kind(), span);
        bytes = BYTES;
        var slim = new Span(
                new SpanId(like.id().traceId(), span.id().spanId()),
                shared(span.parentSpanId(), like.parentSpanId()),
                name(span.name(), like.name()),
                name(span.spanName(), like.spanName()),
                span.kind(),
                span.status(),
                shared(span.statusMessage(), like.statusMessage()),
                span.startNanos(),
                span.endNanos(),
                actor(span.actor(), like.actor()),
                shared(span.model(), like.model()),
                shared(span.provider(), like.provider()),
                span.usage().equals(like.usage()) ? like.usage() : span.usage(),
                Objects.equals(span.costSource(), like.costSource()) ? like.costSource() : span.costSource(),
                shared(span.toolName(), like.toolName()),
                span.firstTokenNanos(),
                text(span.input(), withTexts),
                text(span.output(), withTexts),
                span.source(),
                shared(span.dialect(), like.dialect()),
                shared(span.environment(), like.environment()),
                tags(span.tags(), like.tags()),
                shared(span.replayOf(), like.replayOf()));
        lastOfKind.put(span.kind(), slim);
        return new Slim(slim, bytes);
    }

    private Actor actor(Actor actor, Actor like) {
        if (actor.equals(like)) {
            return like;
        }
        return new Actor(
                shared(actor.agentId(), like.agentId()),
                shared(actor.teamId(), like.teamId()),
                shared(actor.workflowId(), like.workflowId()),
                shared(actor.userId(), like.userId()),
                shared(actor.sessionId(), like.sessionId()),
                shared(actor.producerRunId(), like.producerRunId()));
    }

    private List<String> tags(List<String> tags, List<String> like) {
        if (tags.equals(like)) {
            return like;
        }
        tags.forEach(this::count);
        return tags;
    }

    private @Nullable String text(@Nullable String text, boolean isKept) {
        if (text == null) {
            return null;
        }
        if (!isKept) {
            return TraceSpans.LEFT_OUT;
        }
        count(text);
        return text;
    }

    private String name(String name, @Nullable String like) {
        if (like != null && name.equals(like)) {
            return like;
        }
        var other = texts.get(name);
        if (other != null) {
            return other;
        }
        count(name);
        if (texts.size() < MOST_TEXTS) {
            texts.put(name, name);
        }
        return name;
    }

    private @Nullable String shared(@Nullable String text, @Nullable String like) {
        return text == null ? null : name(text, like);
    }

    private void count(String text) {
        bytes += BYTES_OF_TEXT + text.length();
    }
}
