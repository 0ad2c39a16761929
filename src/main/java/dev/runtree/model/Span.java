package dev.runtree.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step without its payload: what the tree draws and what runs are made of.
 *
 * @param parentSpanId {@code null} for a root
 * @param name the producer's own name
 * @param spanName the canonical name, see {@link SpanKind#spanName}
 * @param statusMessage what the producer said of a failure
 * @param startNanos nanoseconds since 1970-01-01T00:00Z
 * @param endNanos as {@code startNanos}; {@code null} while the step runs
 * @param model the model that answered, or else the one asked for
 * @param provider OpenTelemetry's {@code gen_ai.provider.name}
 * @param usage as the producer said it; which of it counts is decided for the whole trace
 * @param costSource where the cost in {@code usage} comes from; {@code null} exactly when it has none
 * @param toolName for tools, and for approvals of one
 * @param firstTokenNanos from the start of a model call to its first token
 * @param input the beginning of what went in, at most {@value #PREVIEW} characters; the whole is in the payload
 * @param output the beginning of what came out, likewise
 * @param dialect the vocabulary that the producer spoke, such as {@code openinference}
 * @param replayOf the run id that the run of this span replays
 */
public record Span(
        SpanId id,
        @Nullable String parentSpanId,
        String name,
        String spanName,
        SpanKind kind,
        SpanStatus status,
        @Nullable String statusMessage,
        long startNanos,
        @Nullable Long endNanos,
        Actor actor,
        @Nullable String model,
        @Nullable String provider,
        Usage usage,
        @Nullable CostSource costSource,
        @Nullable String toolName,
        @Nullable Long firstTokenNanos,
        @Nullable String input,
        @Nullable String output,
        Source source,
        @Nullable String dialect,
        @Nullable String environment,
        List<String> tags,
        @Nullable String replayOf) {

    /** The length of {@link #input} and {@link #output}, in UTF-16 characters. */
    public static final int PREVIEW = 200;

    /** How the message of a step begins that was broken off, neither well done nor failed; a colon and the reason may follow. */
    public static final String CANCELLED = "cancelled";

    /** How the canonical name of a step begins whose result a replay took from a record. */
    public static final String RECORDED = "recorded.";

    public Span {
        tags = List.copyOf(tags);
        if (usage.cost() == null) {
            costSource = null;
        } else if (costSource == null) {
            costSource = new CostSource.Sdk();
        }
    }

    /** Nanoseconds, never negative; {@code null} while the step runs. */
    public @Nullable Long durationNanos() {
        return endNanos == null ? null : Long.valueOf(Math.max(0, endNanos - startNanos));
    }

    public boolean failed() {
        return status == SpanStatus.ERROR;
    }

    /** Whether a replay took what came out of it from a record: nothing was asked of a model or a tool, and nothing was paid. */
    public boolean isRecorded() {
        return spanName.startsWith(RECORDED);
    }

    /** The canonical name without the mark of a replay: that of the step in which it was recorded. */
    public String plainName() {
        return isRecorded() ? spanName.substring(RECORDED.length()) : spanName;
    }

    /** Whether it was broken off, because somebody had its run cancelled. */
    public boolean isCancelled() {
        return status == SpanStatus.UNSET
                && endNanos != null
                && statusMessage != null
                && (statusMessage.equals(CANCELLED) || statusMessage.startsWith(CANCELLED + ": "));
    }

    /** The same with another beginning of what went in and of what came out. */
    public Span withTexts(@Nullable String newInput, @Nullable String newOutput) {
        return new Span(
                id,
                parentSpanId,
                name,
                spanName,
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
                newInput,
                newOutput,
                source,
                dialect,
                environment,
                tags,
                replayOf);
    }

    /**
     * The same with other names, and another word of what failed.
     *
     * @param newName as its producer's own
     */
    public Span withSaid(String newName, String newSpanName, @Nullable String newStatusMessage) {
        return new Span(
                id,
                parentSpanId,
                newName,
                newSpanName,
                kind,
                status,
                newStatusMessage,
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

    /** The same, ended then, as far as anybody knows: how it ended is not known either. */
    public Span endedAt(long nanos) {
        return new Span(
                id,
                parentSpanId,
                name,
                spanName,
                kind,
                status == SpanStatus.RUNNING ? SpanStatus.UNSET : status,
                statusMessage,
                startNanos,
                nanos,
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

    public static SpanBuilder builder(SpanId id, String name, SpanKind kind) {
        return new SpanBuilder(id, name, kind);
    }
}
