package dev.runtree.bench;

import dev.runtree.bench.load.AgentTraces;
import dev.runtree.bench.load.Answer;
import dev.runtree.bench.load.Batch;
import dev.runtree.bench.load.Batches;
import dev.runtree.bench.load.Latencies;
import dev.runtree.bench.load.Sender;
import dev.runtree.bench.load.Target;
import dev.runtree.store.RunQueries;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A span that comes alone while nothing else does: from its sending until a query finds its run. */
final class LoneSpanBenchmark implements Section {
    private static final int WARM_UP = 50;
    private static final int TIMES = 100;
    private static final long PAUSE_MILLIS = 50;
    private static final double TARGET_MILLIS = 100;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Sizes sizes;

    LoneSpanBenchmark(Sizes sizes) {
        this.sizes = sizes;
    }

    @Override
    public String name() {
        return "lone";
    }

    @Override
    public void run(Report report) throws Exception {
        var scenery = Stand.scenery(41);
        var batches = new Batches(scenery, new AgentTraces(scenery, 1, Stand.ATTRIBUTE_BYTES), 1);
        try (var stand = new Stand(sizes.folder());
                var serving = Serving.start(sizes.runtree(), stand.home());
                var sender = Target.http(serving.http()).open()) {
            var queries = new RunQueries(stand.database());
            var visible = new Latencies();
            for (var i = 0; i < WARM_UP + TIMES; i++) {
                var took = untilVisible(sender, batches.batch(i), queries);
                if (i >= WARM_UP) {
                    visible.add(took);
                }
                Thread.sleep(PAUSE_MILLIS);
            }
            report.figure(new Report.Figure(
                    "a lone span, from sending until a query finds it",
                    "< 100 ms",
                    Report.text("p50 %.1f ms, p95 %.1f ms", visible.millis(0.5), visible.millis(0.95)),
                    Report.NONE,
                    Report.text("%.2f", visible.millis(0.95) / TARGET_MILLIS)));
        }
    }

    private static long untilVisible(Sender sender, Batch batch, RunQueries queries) throws Exception {
        var trace = batch.spans().getFirst().traceHex();
        var begun = System.nanoTime();
        var sending = CompletableFuture.supplyAsync(() -> answer(sender, batch));
        while (queries.trace(trace).fetch().isEmpty()) {
            if (System.nanoTime() - begun > PATIENCE_NANOS) {
                throw new IOException("trace " + trace + " did not come");
            }
        }
        var took = System.nanoTime() - begun;
        if (!(sending.get() instanceof Answer.Acknowledged)) {
            throw new IOException("trace " + trace + " was not acknowledged: " + sending.get());
        }
        return took;
    }

    private static Answer answer(Sender sender, Batch batch) {
        try {
            return sender.send(batch.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Later(null, "interrupted");
        }
    }
}
