package dev.runtree.store;

import dev.runtree.model.Actor;
import dev.runtree.model.LogRecord;
import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.model.Usage;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Makes spans and log records fit for PostgreSQL, so that no single value can fail a batch: text takes neither NUL nor half a surrogate pair
 * (both become U+FFFD), an index takes no key of several kilobytes, numbers have bounds. The payload keeps what was sent.
 */
final class SpanCleaner {
    /** The longest id or canonical name in a column, in UTF-16 characters; with four bytes each it still fits an index. */
    static final int KEY_LENGTH = 500;

    private static final char REPLACEMENT = '\ufffd';
    private static final long MOST_TOKENS = 1_000_000_000_000_000L;
    private static final int MOST_COST_DIGITS = 40;
    private static final int MOST_COST_SCALE = 30;

    private SpanCleaner() {}

    static RecordedSpan clean(RecordedSpan recorded) {
        var span = recorded.span();
        var payload = recorded.payload();
        return new RecordedSpan(
                new Span(
                        span.id(),
                        textOrNull(span.parentSpanId()),
                        text(span.name()),
                        key(span.spanName()),
                        span.kind(),
                        span.status(),
                        textOrNull(span.statusMessage()),
                        span.startNanos(),
                        span.endNanos(),
                        actor(span.actor()),
                        keyOrNull(span.model()),
                        keyOrNull(span.provider()),
                        usage(span.usage()),
                        span.costSource(),
                        textOrNull(span.toolName()),
                        span.firstTokenNanos(),
                        textOrNull(span.input()),
                        textOrNull(span.output()),
                        span.source(),
                        keyOrNull(span.dialect()),
                        keyOrNull(span.environment()),
                        span.tags().stream().map(SpanCleaner::text).toList(),
                        keyOrNull(span.replayOf())),
                new Payload(
                        JsonCleaner.clean(payload.attributes()),
                        JsonCleaner.clean(payload.events()),
                        JsonCleaner.clean(payload.links()),
                        JsonCleaner.clean(payload.resource()),
                        JsonCleaner.clean(payload.scope()),
                        payload.otlp() == null ? null : JsonCleaner.clean(payload.otlp()),
                        payload.exact()));
    }

    static LogRecord clean(LogRecord log) {
        return new LogRecord(
                log.span(), log.timeNanos(), key(log.eventName()), JsonCleaner.clean(log.json()), log.exact());
    }

    private static Actor actor(Actor actor) {
        return new Actor(
                keyOrNull(actor.agentId()),
                keyOrNull(actor.teamId()),
                keyOrNull(actor.workflowId()),
                keyOrNull(actor.userId()),
                keyOrNull(actor.sessionId()),
                keyOrNull(actor.producerRunId()));
    }

    private static Usage usage(Usage usage) {
        return usage.isNone()
                ? usage
                : new Usage(
                        tokens(usage.input()),
                        tokens(usage.output()),
                        tokens(usage.cached()),
                        tokens(usage.cacheWrite()),
                        tokens(usage.reasoning()),
                        cost(usage.cost()));
    }

    private static @Nullable Long tokens(@Nullable Long tokens) {
        return tokens == null || tokens < 0 || tokens > MOST_TOKENS ? null : tokens;
    }

    private static @Nullable BigDecimal cost(@Nullable BigDecimal cost) {
        if (cost == null || cost.precision() > MOST_COST_DIGITS || Math.abs(cost.scale()) > MOST_COST_SCALE) {
            return null;
        }
        return cost.scale() < 0 ? cost.setScale(0) : cost;
    }

    /** An id or canonical name: one that is too long for an index ends with a mark and a digest of the whole. */
    static String key(String key) {
        var clean = text(key);
        if (clean.length() <= KEY_LENGTH) {
            return clean;
        }
        var digest = Integer.toHexString(clean.hashCode());
        var end = KEY_LENGTH - digest.length() - 1;
        return clean.substring(0, Character.isHighSurrogate(clean.charAt(end - 1)) ? end - 1 : end) + "…" + digest;
    }

    static String text(String text) {
        if (isClean(text)) {
            return text;
        }
        var clean = new StringBuilder(text);
        for (var i = 0; i < clean.length(); i++) {
            var c = clean.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < clean.length()
                    && Character.isLowSurrogate(clean.charAt(i + 1))) {
                i++;
            } else if (c == 0 || Character.isSurrogate(c)) {
                clean.setCharAt(i, REPLACEMENT);
            }
        }
        return clean.toString();
    }

    private static @Nullable String textOrNull(@Nullable String text) {
        return text == null ? null : text(text);
    }

    private static @Nullable String keyOrNull(@Nullable String key) {
        return key == null ? null : key(key);
    }

    private static boolean isClean(String text) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }
}
