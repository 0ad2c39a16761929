package dev.runtree.ui.transcript;

import dev.runtree.model.Span;
import dev.runtree.model.Trace;
import dev.runtree.store.Query;
import dev.runtree.store.RunQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Reads a run's transcript piece by piece. One piece at a time; what is read of each is made into entries where it is fetched. */
final class Batches {
    private final RunQueries queries;
    private final Trace trace;
    private @Nullable TranscriptMaker maker;

    Batches(RunQueries queries, Trace trace) {
        this.queries = queries;
        this.trace = trace;
    }

    Trace trace() {
        return trace;
    }

    /**
     * What was read.
     *
     * @param read how many steps have been read by now
     */
    record Batch(List<Entry> entries, int read, int all) {
        boolean isLast() {
            return read >= all;
        }
    }

    /** The entries of the next steps: of about so many, and at least up to the step at a place. */
    Query<Batch> next(int steps, int upTo) {
        return new Reading(steps, upTo);
    }

    private final class Reading implements Query<Batch> {
        private final int steps;
        private final int upTo;
        private volatile @Nullable Query<?> asked;
        private volatile boolean cancelled;

        Reading(int steps, int upTo) {
            this.steps = steps;
            this.upTo = upTo;
        }

        @Override
        public Batch fetch() {
            var from = maker == null ? new TranscriptMaker(trace) : maker;
            maker = from;
            var entries = new ArrayList<Entry>();
            do {
                entries.addAll(read(from));
            } while (!from.isOver() && from.read() < upTo);
            return new Batch(entries, from.read(), from.tree().size());
        }

        private List<Entry> read(TranscriptMaker from) {
            var wanted = from.next(steps);
            if (wanted.isEmpty()) {
                return from.read(List.of(), wanted);
            }
            var query = queries.payloads(part(wanted));
            asked = query;
            if (cancelled) {
                throw new CancellationException();
            }
            return from.read(query.fetch(), wanted);
        }

        private Trace part(List<Span> wanted) {
            return new Trace(trace.run(), trace.runs(), wanted);
        }

        @Override
        public void cancel() {
            cancelled = true;
            var query = asked;
            if (query != null) {
                query.cancel();
            }
        }
    }
}
