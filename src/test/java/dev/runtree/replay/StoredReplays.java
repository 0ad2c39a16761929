package dev.runtree.replay;

import dev.runtree.agent.trace.Recorder;
import dev.runtree.model.Content;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Run;
import dev.runtree.model.SpanId;
import dev.runtree.model.Trace;
import dev.runtree.otlp.ContentReader;
import dev.runtree.pricing.Prices;
import dev.runtree.query.RunFilter;
import dev.runtree.store.Database;
import dev.runtree.store.RunQueries;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Replays runs of a database from their record, and reads what became of them. */
final class StoredReplays {
    private final Database database;
    private final RunQueries queries;

    StoredReplays(Database database) {
        this.database = database;
        queries = new RunQueries(database);
    }

    Trace trace(SpanId run) {
        return queries.run(run).fetch().orElseThrow();
    }

    RecordedRun recorded(SpanId run) {
        return new RunReader(queries, trace(run)).fetch();
    }

    Replayed replay(SpanId run) {
        try (var recorder = Recorder.ofReplays(database, Prices.none())) {
            return new RecordedReplay(queries, recorder, trace(run), recorded(run), at -> {}).fetch();
        }
    }

    /** Begins a replay and gives it up after so many steps. */
    void cancelledReplay(SpanId run, int steps) {
        try (var recorder = Recorder.ofReplays(database, Prices.none())) {
            var replay = new AtomicReference<RecordedReplay>();
            replay.set(new RecordedReplay(queries, recorder, trace(run), recorded(run), at -> {
                if (at == steps) {
                    replay.get().cancel();
                }
            }));
            replay.get().fetch();
        }
    }

    /** The replays of a run that are stored. */
    List<Run> replaysOf(SpanId run) {
        return queries.runs(RunFilter.parse("source:replay"), null, 10_000).fetch().runs().stream()
                .filter(replay -> run.runId().equals(replay.replayOf()))
                .toList();
    }

    List<RecordedSpan> payloads(SpanId run) {
        return queries.payloads(trace(run)).fetch();
    }

    /** What each step says, in the order of the tree. */
    List<Content> contents(SpanId run) {
        return payloads(run).stream().map(ContentReader::read).toList();
    }
}
