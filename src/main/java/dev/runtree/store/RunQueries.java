package dev.runtree.store;

import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Run;
import dev.runtree.model.SpanId;
import dev.runtree.model.Trace;
import dev.runtree.query.RunFilter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every question that the program asks about runs and their spans. */
public final class RunQueries {

    public RunQueries(Database database) {}

    /**
     * Runs, newest first.
     *
     * @param after the last run of the page before; {@code null} for the first page
     */
    public Query<List<Run>> runs(RunFilter filter, @Nullable Run after, int limit) {
        throw new UnsupportedOperationException(filter + " " + after + " " + limit);
    }

    /** How many runs match, at most {@code cap}. */
    public Query<Integer> count(RunFilter filter, int cap) {
        throw new UnsupportedOperationException(filter + " " + cap);
    }

    /** The runs that a word names: a run id or a unique prefix of one, a trace id, the producer's own run id. */
    public Query<List<Run>> named(String word) {
        throw new UnsupportedOperationException(word);
    }

    /** A run with the runs beneath it and the spans of its subtree; empty when it is gone. */
    public Query<Optional<Trace>> run(SpanId run) {
        throw new UnsupportedOperationException(run.toString());
    }

    /** A whole trace; empty when there is none. */
    public Query<Optional<Trace>> trace(String traceId) {
        throw new UnsupportedOperationException(traceId);
    }

    /** One span with its payload; empty when it is gone. */
    public Query<Optional<RecordedSpan>> payload(SpanId span) {
        throw new UnsupportedOperationException(span.toString());
    }

    /** The spans of {@link #trace} with their payloads, in the same order. */
    public Query<List<RecordedSpan>> payloads(Trace trace) {
        throw new UnsupportedOperationException(trace.toString());
    }

    /** The users of the newest matching runs, most recent first: for the picker. */
    public Query<List<String>> users(RunFilter filter, String beginning, int limit) {
        throw new UnsupportedOperationException(filter + beginning + limit);
    }

    /** The sessions of the newest matching runs, most recent first: for the picker. */
    public Query<List<String>> sessions(RunFilter filter, String beginning, int limit) {
        throw new UnsupportedOperationException(filter + beginning + limit);
    }
}
