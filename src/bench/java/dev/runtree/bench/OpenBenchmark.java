package dev.runtree.bench;

import dev.runtree.bench.load.Batch;
import dev.runtree.bench.load.Batches;
import dev.runtree.model.Source;
import dev.runtree.otlp.Encoding;
import dev.runtree.otlp.OtlpReader;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.store.RunQueries;
import dev.runtree.store.SpanWriter;
import java.util.List;

/**
 * Opening a run: the skeleton of a large trace from the database to the program's spans. The trace lies among the rows of a
 * month, and was written as it would have come: in bodies between those of others.
 */
final class OpenBenchmark implements Section {
    private static final int TIMES = 15;

    /** Of the sizes; others are compared with the next larger one of these. */
    private static final List<Target> TARGETS =
            List.of(new Target(1_000, 15), new Target(20_000, 150), new Target(100_000, 500));

    private record Target(int spans, double millis) {}

    private final Sizes sizes;
    private final Month month;
    private final OtlpReader reader = new OtlpReader(Prices.none());
    private long others;

    OpenBenchmark(Sizes sizes, Month month) {
        this.sizes = sizes;
        this.month = month;
    }

    @Override
    public String name() {
        return "open";
    }

    @Override
    public void run(Report report) throws Exception {
        var stand = month.stand(report);
        var queries = new RunQueries(stand.database());
        for (var spans : sizes.open()) {
            var batches = Stand.oneTrace(61 + spans, spans);
            try (var writer = new SpanWriter(stand.database(), new SpanLogs(Prices.none()))) {
                write(writer, batches, spans);
            }
            var trace = batches.batch(0).spans().getFirst().traceHex();
            var read = queries.trace(trace).fetch().orElseThrow().spans().size();
            if (read != spans) {
                throw new IllegalStateException(read + " spans of " + spans + " are there");
            }
            var took = new NamedQuery("open", i -> queries.trace(trace)).ask(TIMES);
            var target = TARGETS.stream()
                    .filter(each -> each.spans() >= spans)
                    .findFirst()
                    .orElse(TARGETS.getLast());
            report.figure(new Report.Figure(
                    Report.text("open a run, skeleton of %,d spans", spans),
                    Report.text("p50 <= %.0f ms", target.millis()),
                    Report.text("p50 %.1f ms, p95 %.1f ms", took.millis(0.5), took.millis(0.95)),
                    Report.NONE,
                    Report.text("%.2f", took.millis(0.5) / target.millis())));
        }
    }

    private void write(SpanWriter writer, Batches batches, int spans) throws Exception {
        var among = Stand.traces(71);
        for (var number = 0L; number < batches.bodiesFor(spans); number++) {
            write(writer, batches.batch(number));
            write(writer, among.batch(others++));
        }
    }

    private void write(SpanWriter writer, Batch batch) {
        writer.write(reader.traces(Encoding.PROTOBUF, batch.body(), Source.OTLP).spans());
    }
}
