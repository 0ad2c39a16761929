package dev.runtree.model;

import java.util.List;

/**
 * A trace, or the part of one beneath a run, without its payloads.
 *
 * @param run the run asked for; of a whole trace its first top-level run
 * @param runs all runs of the part, {@code run} included, by start
 * @param spans all spans of the part, in tree order: a parent before its children, siblings by start and then by id
 */
public record Trace(Run run, List<Run> runs, List<Span> spans) {
    public Trace {
        runs = List.copyOf(runs);
        spans = List.copyOf(spans);
    }
}
