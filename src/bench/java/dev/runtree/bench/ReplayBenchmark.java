package dev.runtree.bench;

import dev.runtree.agent.trace.Recorder;
import dev.runtree.bench.load.Batches;
import dev.runtree.model.Content;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Source;
import dev.runtree.model.SpanId;
import dev.runtree.otlp.ContentReader;
import dev.runtree.otlp.Encoding;
import dev.runtree.otlp.OtlpReader;
import dev.runtree.otlp.ReplayedSpan;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.replay.RecordedReplay;
import dev.runtree.replay.RunReader;
import dev.runtree.store.Database;
import dev.runtree.store.RunQueries;
import dev.runtree.store.SpanWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A run of 1,000 steps replayed from its record and stored, beside the writer storing as many ready spans of the same contents. */
final class ReplayBenchmark implements Section {
    private static final int STEPS = 1_000;
    private static final int WARM_UP = 3;
    private static final int ROUNDS = 7;

    private final Sizes sizes;

    ReplayBenchmark(Sizes sizes) {
        this.sizes = sizes;
    }

    @Override
    public String name() {
        return "replay";
    }

    @Override
    public void run(Report report) throws Exception {
        try (var stand = new Stand(sizes.folder())) {
            figure(report, stand.database(), Stand.oneTrace(81, STEPS), "1,000 steps", "at most 1 s");
            figure(
                    report,
                    stand.database(),
                    Stand.loops(82, 50),
                    "100 steps, 50 model calls with a growing history",
                    "");
            figure(
                    report,
                    stand.database(),
                    Stand.loops(83, STEPS / 2),
                    "the same with 1,000 steps and 500 model calls",
                    "");
        }
    }

    private static void figure(Report report, Database database, Batches batches, String what, String target) {
        var reader = new OtlpReader(Prices.none());
        try (var writer = new SpanWriter(database, new SpanLogs(Prices.none()))) {
            for (var number = 0L; number < batches.bodiesFor(batches.shape().spansOfTrace()); number++) {
                writer.write(
                        reader.traces(Encoding.PROTOBUF, batches.batch(number).body(), Source.OTLP)
                                .spans());
            }
            var queries = new RunQueries(database);
            var trace = queries.trace(batches.batch(0).spans().getFirst().traceHex())
                    .fetch()
                    .orElseThrow();
            var run = trace.run().id();
            var replays = new Medians();
            var stored = new Medians();
            try (var recorder = Recorder.ofReplays(database, Prices.none())) {
                for (var round = 0; round < WARM_UP + ROUNDS; round++) {
                    var start = System.nanoTime();
                    var replay = replay(queries, recorder, run);
                    var took = System.nanoTime() - start;
                    if (round == 0) {
                        check(queries, run, replay);
                    }
                    var ready = ready(queries, run);
                    start = System.nanoTime();
                    writer.write(ready);
                    var wrote = System.nanoTime() - start;
                    if (round >= WARM_UP) {
                        replays.add(took / 1e6);
                        stored.add(wrote / 1e6);
                    }
                }
            }
            report.figure(new Report.Figure(
                    "replay a run of " + what + " from its record, stored",
                    target,
                    Report.text("%.0f ms (%s)", replays.median(), replays.spread()),
                    Report.text("the writer alone, of spans that are ready, %.0f ms", stored.median()),
                    Report.text("%.2f", replays.median() / stored.median())));
        }
    }

    private static SpanId replay(RunQueries queries, Recorder recorder, SpanId run) {
        var trace = queries.run(run).fetch().orElseThrow();
        var recorded = new RunReader(queries, trace).fetch();
        return new RecordedReplay(queries, recorder, trace, recorded, at -> {})
                .fetch()
                .run();
    }

    /** Every step says what it said then. */
    private static void check(RunQueries queries, SpanId run, SpanId replay) {
        if (!contents(queries, run).equals(contents(queries, replay))) {
            throw new IllegalStateException("the replay says something else than its original");
        }
    }

    private static List<Content> contents(RunQueries queries, SpanId run) {
        return queries.payloads(queries.run(run).fetch().orElseThrow()).fetch().stream()
                .map(ContentReader::read)
                .toList();
    }

    private static List<RecordedSpan> ready(RunQueries queries, SpanId run) {
        var trace = queries.run(run).fetch().orElseThrow();
        var id = UUID.randomUUID().toString().replace("-", "");
        var ready = new ArrayList<RecordedSpan>();
        for (var span : queries.payloads(trace).fetch()) {
            ready.add(ReplayedSpan.of(
                    span,
                    new ReplayedSpan.Place(
                            new SpanId(id, span.span().id().spanId()),
                            span.span().parentSpanId(),
                            run.runId(),
                            null,
                            span.span().startNanos(),
                            span.span().endNanos())));
        }
        return ready;
    }
}
