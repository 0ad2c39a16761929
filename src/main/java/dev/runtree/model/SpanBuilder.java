package dev.runtree.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds a {@link Span} step by step; what is not set is unknown. */
public final class SpanBuilder {
    private final SpanId id;
    private final String name;
    private final SpanKind kind;
    private @Nullable String parentSpanId;
    private @Nullable String spanName;
    private SpanStatus status = SpanStatus.UNSET;
    private @Nullable String statusMessage;
    private long startNanos;
    private @Nullable Long endNanos;
    private Actor actor = Actor.UNKNOWN;
    private @Nullable String model;
    private @Nullable String provider;
    private Usage usage = Usage.NONE;
    private @Nullable CostSource costSource;
    private @Nullable String toolName;
    private @Nullable Long firstTokenNanos;
    private @Nullable String input;
    private @Nullable String output;
    private Source source = Source.OTLP;
    private @Nullable String dialect;
    private @Nullable String environment;
    private List<String> tags = List.of();
    private @Nullable String replayOf;

    SpanBuilder(SpanId id, String name, SpanKind kind) {
        this.id = id;
        this.name = name;
        this.kind = kind;
    }

    public SpanBuilder parent(@Nullable String value) {
        parentSpanId = value;
        return this;
    }

    /** The canonical name; when it is not set it is made of kind and name. */
    public SpanBuilder spanName(String value) {
        spanName = value;
        return this;
    }

    public SpanBuilder status(SpanStatus value, @Nullable String message) {
        status = value;
        statusMessage = message;
        return this;
    }

    public SpanBuilder time(long start, @Nullable Long end) {
        startNanos = start;
        endNanos = end;
        return this;
    }

    public SpanBuilder actor(Actor value) {
        actor = value;
        return this;
    }

    public SpanBuilder model(@Nullable String value, @Nullable String byProvider) {
        model = value;
        provider = byProvider;
        return this;
    }

    /** What it used; its cost is taken for the producer's own. */
    public SpanBuilder usage(Usage value) {
        return usage(value, null);
    }

    public SpanBuilder usage(Usage value, @Nullable CostSource ofCost) {
        usage = value;
        costSource = ofCost;
        return this;
    }

    public SpanBuilder toolName(@Nullable String value) {
        toolName = value;
        return this;
    }

    public SpanBuilder firstTokenNanos(@Nullable Long value) {
        firstTokenNanos = value;
        return this;
    }

    /** What went in; only its beginning is kept here. */
    public SpanBuilder input(@Nullable String value) {
        input = beginning(value);
        return this;
    }

    /** What came out; only its beginning is kept here. */
    public SpanBuilder output(@Nullable String value) {
        output = beginning(value);
        return this;
    }

    public SpanBuilder source(Source value) {
        source = value;
        return this;
    }

    public SpanBuilder dialect(@Nullable String value) {
        dialect = value;
        return this;
    }

    public SpanBuilder environment(@Nullable String value) {
        environment = value;
        return this;
    }

    public SpanBuilder tags(List<String> value) {
        tags = value;
        return this;
    }

    public SpanBuilder replayOf(@Nullable String value) {
        replayOf = value;
        return this;
    }

    public Span build() {
        return new Span(
                id,
                parentSpanId,
                name,
                spanName == null ? kind.spanName(name) : spanName,
                kind,
                status,
                statusMessage,
                startNanos,
                endNanos,
                actor,
                model,
                provider,
                usage,
                costSource,
                toolName,
                firstTokenNanos,
                input,
                output,
                source,
                dialect,
                environment,
                tags,
                replayOf);
    }

    private static @Nullable String beginning(@Nullable String text) {
        if (text == null || text.length() <= Span.PREVIEW) {
            return text;
        }
        var end = Character.isHighSurrogate(text.charAt(Span.PREVIEW - 1)) ? Span.PREVIEW - 1 : Span.PREVIEW;
        return text.substring(0, end);
    }
}
