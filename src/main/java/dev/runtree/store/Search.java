package dev.runtree.store;

import dev.runtree.model.Run;
import dev.runtree.model.SpanId;
import dev.runtree.query.RunFilter;
import dev.runtree.store.RunPage.Place;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds what was said in whole payloads, newest runs first: in attributes, events, log records and failures, wherever in their
 * JSON. The words of a filter are looked for in the steps of each run that the rest of the filter lets through. It goes on in
 * short statements, each in a transaction of its own, so that it can be ended at once and holds nothing up.
 */
public final class Search {
    private final Database database;

    Search(Database database) {
        this.database = database;
    }

    /**
     * A run that matches.
     *
     * @param span the step that says it; {@code null} when the run's name or the beginnings of its input and output do, or
     *     when it matches by what is not said
     * @param snippet the words with what stands around them; empty where no step is named
     */
    public record Hit(Run run, @Nullable SpanId span, String snippet) {}

    /**
     * How far a search is.
     *
     * @param part of the stored data, 0 to 1
     * @param runs how many runs were looked into
     * @param back all runs that started at this moment or later were
     */
    public record Progress(double part, long runs, Instant back) {}

    /** Is told while a search goes on, on the thread that fetches. */
    public interface Listener {
        void found(Hit hit);

        void progress(Progress progress);
    }

    /**
     * Looks for the runs that match, as long as there are any or until so many are found.
     *
     * @return whether it ended at the limit, so that there may be more
     */
    public Query<Boolean> runs(RunFilter filter, int limit, Listener listener) {
        return new Going(filter, limit, listener);
    }

    /** As {@link Paging} tells it. */
    Query<RunPage> page(RunFilter filter, @Nullable Place after, int limit, Duration patience) {
        return new Paging(filter, after, limit, patience);
    }

    /** Statement after statement; giving up ends the one that runs. */
    private final class Going extends QueryChain<Boolean> {
        private final SearchStep step;
        private final int limit;
        private final Listener listener;

        Going(RunFilter filter, int limit, Listener listener) {
            this.step = new SearchStep(new FilterSql(Instant.now(), ZoneId.systemDefault()), filter.condition());
            this.limit = limit;
            this.listener = listener;
        }

        @Override
        public Boolean fetch() {
            var data = new ReadQuery<>(database, DataByDay::read).fetch();
            Place place = null;
            var found = 0;
            var looked = 0L;
            var size = new StepSize();
            while (true) {
                var from = place;
                var part = ask(new ReadQuery<>(database, reading -> step.take(reading, from, size.runs())));
                size.took();
                for (var hit : part.hits()) {
                    if (found == limit) {
                        return true;
                    }
                    listener.found(hit);
                    found++;
                }
                looked += part.looked();
                place = part.next();
                if (place == null) {
                    return false;
                }
                var back = Instant.ofEpochSecond(0, place.startNanos());
                listener.progress(new Progress(data.partSince(back), looked, back));
            }
        }
    }

    /**
     * The next runs that match: as many as are wanted, or those that are found within some time, and where to go on. Of each the
     * words with what stands around them, and how many runs were looked into.
     */
    private final class Paging extends QueryChain<RunPage> {
        private final SearchStep step;
        private final @Nullable Place after;
        private final int limit;
        private final long patience;

        Paging(RunFilter filter, @Nullable Place after, int limit, Duration patience) {
            this.step = new SearchStep(new FilterSql(Instant.now(), ZoneId.systemDefault()), filter.condition());
            this.after = after;
            this.limit = limit;
            this.patience = patience.toNanos();
        }

        @Override
        public RunPage fetch() {
            var begun = System.nanoTime();
            var runs = new ArrayList<Run>();
            var said = new HashMap<SpanId, String>();
            var looked = 0L;
            var size = new StepSize();
            var place = after;
            do {
                var from = place;
                var part = ask(new ReadQuery<>(database, reading -> step.take(reading, from, size.runs())));
                size.took();
                looked += part.looked();
                place = part.next();
                for (var hit : part.hits()) {
                    if (runs.size() == limit) {
                        return new RunPage(runs, Place.of(runs.getLast()), said, looked);
                    }
                    runs.add(hit.run());
                    if (!hit.snippet().isEmpty()) {
                        said.put(hit.run().id(), hit.snippet());
                    }
                }
                // What was found is not kept waiting for more.
            } while (place != null
                    && runs.size() < limit
                    && System.nanoTime() - begun < (runs.isEmpty() ? patience : StepSize.SHORT));
            return new RunPage(runs, place, said, looked);
        }
    }

    /** How many runs are looked into at once: as many as take a moment. */
    private static final class StepSize {
        private static final int FIRST = 20;
        private static final int MOST = 2_000;
        private static final long SHORT = 150_000_000;
        private static final long LONG = 500_000_000;

        private int runs = FIRST;
        private long begun = System.nanoTime();

        int runs() {
            return runs;
        }

        void took() {
            var now = System.nanoTime();
            var nanos = now - begun;
            begun = now;
            runs = nanos < SHORT ? Math.min(2 * runs, MOST) : nanos > LONG ? Math.max(runs / 2, 1) : runs;
        }
    }
}
