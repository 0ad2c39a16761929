package dev.runtree.bench;

import dev.runtree.export.ExportFormat;
import dev.runtree.export.TraceExport;
import dev.runtree.export.training.LineUnit;
import dev.runtree.export.training.TrainingChoices;
import dev.runtree.export.training.TrainingExport;
import dev.runtree.export.training.TrainingFormat;
import dev.runtree.model.Source;
import dev.runtree.otlp.Encoding;
import dev.runtree.otlp.OtlpReader;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.query.RunFilter;
import dev.runtree.store.Database;
import dev.runtree.store.RunQueries;
import dev.runtree.store.SpanWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Training data out of many runs, each of two model calls with a tool between them, a line a conversation; beside the whole
 * traces of a part of them as OTLP. How many runs: {@code -Dbench.training}.
 */
final class TrainingBenchmark implements Section {
    private static final int CALLS = 2;
    private static final int TRACES = 2_000;
    private static final double MEBIBYTE = 1 << 20;

    private final Sizes sizes;

    TrainingBenchmark(Sizes sizes) {
        this.sizes = sizes;
    }

    @Override
    public String name() {
        return "training";
    }

    @Override
    public void run(Report report) throws Exception {
        var runs = Integer.getInteger("bench.training", 100_000);
        try (var stand = new Stand(sizes.folder())) {
            fill(stand.database(), runs);
            var file = Files.createTempFile(sizes.folder(), "training", ".jsonl");
            try {
                var traces = traces(stand.database(), Math.min(runs, TRACES), file);
                for (var format : new TrainingFormat[] {TrainingFormat.OPENAI_CHAT, TrainingFormat.JSONL}) {
                    lines(report, stand.database(), format, runs, file, traces);
                }
            } finally {
                Files.deleteIfExists(file);
            }
        }
    }

    private static void fill(Database database, int runs) throws Exception {
        var reader = new OtlpReader(Prices.none());
        var batches = Stand.loops(91, CALLS);
        var bodies = (long) runs * batches.shape().spansOfTrace() / Stand.SPANS_OF_BODY;
        try (var writer = new SpanWriter(database, new SpanLogs(Prices.none()))) {
            for (var number = 0L; number < bodies; number++) {
                writer.write(
                        reader.traces(Encoding.PROTOBUF, batches.batch(number).body(), Source.OTLP)
                                .spans());
            }
        }
    }

    private static double traces(Database database, int traces, Path file) {
        var start = System.nanoTime();
        new TraceExport(new RunQueries(database), ExportFormat.OTLP_JSON, done -> {})
                .toFile(RunFilter.ALL, traces, file, true);
        return traces / ((System.nanoTime() - start) / 1e9);
    }

    private static void lines(
            Report report, Database database, TrainingFormat format, int runs, Path file, double traces)
            throws Exception {
        var memory = ManagementFactory.getMemoryMXBean();
        var live = new AtomicLong();
        var parts = new AtomicLong();
        var choices = new TrainingChoices(
                format, LineUnit.CONVERSATION, false, false, null, false, false, true, null, Long.MAX_VALUE);
        var start = System.nanoTime();
        var threads = ManagementFactory.getThreadMXBean();
        var busy = threads.getCurrentThreadCpuTime();
        var pauses = new AtomicLong();
        var written = new TrainingExport(
                        database,
                        choices,
                        null,
                        done -> {
                            if (done.runs() >= (parts.get() + 1) * runs / 5) {
                                parts.incrementAndGet();
                                var begun = System.nanoTime();
                                memory.gc();
                                live.accumulateAndGet(
                                        memory.getHeapMemoryUsage().getUsed(), Math::max);
                                pauses.addAndGet(System.nanoTime() - begun);
                            }
                        },
                        left -> {})
                .toFile(RunFilter.ALL, file, true);
        var rate = written.runs() / ((System.nanoTime() - start - pauses.get()) / 1e9);
        report.line(
                "%s: %,d lines, %,d MiB; this program's own part %.3f ms a run",
                format.word(),
                written.lines(),
                Files.size(file) >> 20,
                (threads.getCurrentThreadCpuTime() - busy) / 1e6 / written.runs());
        report.figure(new Report.Figure(
                Report.text("training data of %,d runs (%s)", written.runs(), format.word()),
                ">= 2,000 runs/s, constant memory",
                Report.text("%,.0f runs/s, %.0f MiB live at most", rate, live.get() / MEBIBYTE),
                Report.text("otlp-json %,.0f runs/s", traces),
                Report.text("%.1f", rate / traces)));
    }
}
