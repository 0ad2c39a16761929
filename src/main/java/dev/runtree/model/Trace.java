package dev.runtree.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trace, or the part of one beneath a run, without its payloads.
 *
 * @param run the run asked for; of a whole trace its first top-level run
 * @param runs all runs of the part, {@code run} included, by start
 * @param spans all spans of the part, in tree order: a parent before its children, siblings by start and then by id
 * @param stepsRemovedAt when retention removed the steps of the trace, of which spans that came later may be all that is
 *     there; {@code null} while they are there
 */
public record Trace(
        Run run, List<Run> runs, List<Span> spans, @Nullable Instant stepsRemovedAt) {
    public Trace {
        runs = List.copyOf(runs);
        spans = List.copyOf(spans);
    }

    /** A trace whose steps are there. */
    public Trace(Run run, List<Run> runs, List<Span> spans) {
        this(run, runs, spans, null);
    }
}
