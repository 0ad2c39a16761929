package dev.runtree.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One agent, team or workflow invocation, or the loose calls of a trace. Made of the trace's spans and of nothing else.
 *
 * @param id the run's span; of a {@link RunType#CALL}, the trace's root
 * @param parentRunId the run that this one was started in
 * @param error what went wrong, when {@code status} is {@link RunStatus#ERROR}
 * @param startNanos nanoseconds since 1970-01-01T00:00Z
 * @param endNanos likewise; {@code null} while it runs
 * @param own usage of the run itself, without the runs beneath it
 * @param tree usage including the runs beneath it
 * @param spanCount spans of the run's subtree
 * @param errorCount failures in the subtree, each counted where it started
 * @param input what the user asked, at most {@link Span#PREVIEW} characters
 * @param output what the user got, likewise
 */
public record Run(
        SpanId id,
        @Nullable String parentRunId,
        RunType type,
        String name,
        Actor actor,
        @Nullable String model,
        RunStatus status,
        @Nullable String error,
        long startNanos,
        @Nullable Long endNanos,
        Usage own,
        Usage tree,
        int spanCount,
        int errorCount,
        @Nullable String input,
        @Nullable String output,
        Source source,
        @Nullable String replayOf,
        @Nullable String dialect,
        @Nullable String environment,
        List<String> tags) {

    public Run {
        tags = List.copyOf(tags);
    }

    public String runId() {
        return id.runId();
    }

    /** The same with another beginning of what was asked and of what was answered. */
    public Run withTexts(@Nullable String newInput, @Nullable String newOutput) {
        return withSaid(name, error, newInput, newOutput);
    }

    /** The same with another name and with other words of what went wrong, was asked and was answered. */
    public Run withSaid(
            String newName, @Nullable String newError, @Nullable String newInput, @Nullable String newOutput) {
        return new Run(
                id,
                parentRunId,
                type,
                newName,
                actor,
                model,
                status,
                newError,
                startNanos,
                endNanos,
                own,
                tree,
                spanCount,
                errorCount,
                newInput,
                newOutput,
                source,
                replayOf,
                dialect,
                environment,
                tags);
    }

    /** The same with another status. */
    public Run withStatus(RunStatus newStatus) {
        return new Run(
                id,
                parentRunId,
                type,
                name,
                actor,
                model,
                newStatus,
                error,
                startNanos,
                endNanos,
                own,
                tree,
                spanCount,
                errorCount,
                input,
                output,
                source,
                replayOf,
                dialect,
                environment,
                tags);
    }

    /** Nanoseconds, never negative; {@code null} while it runs. */
    public @Nullable Long durationNanos() {
        return endNanos == null ? null : Long.valueOf(Math.max(0, endNanos - startNanos));
    }
}
