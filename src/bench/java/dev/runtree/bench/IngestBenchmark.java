package dev.runtree.bench;

import dev.runtree.bench.load.Batch;
import dev.runtree.bench.load.Batches;
import dev.runtree.bench.load.Target;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;

/**
 * How fast {@code runtree serve} acknowledges agents' traces sent over four connections, and how much memory it takes, beside
 * bare COPY of the same rows. Both sides work in turn on the same server.
 */
final class IngestBenchmark implements Section {
    private static final int CONNECTIONS = 4;

    /** Bodies over each way in, a few at a time: only then has Java compiled nearly all that it runs. */
    private static final int WARM_UP = 300;

    private static final int PIECE = 50;
    private static final double HEAP_MEBIBYTES = 400;

    private final Sizes sizes;
    private final Medians http = new Medians();
    private final Medians grpc = new Medians();
    private final Medians copy = new Medians();
    private final Batches batches = Stand.traces(11);
    private long next;

    IngestBenchmark(Sizes sizes) {
        this.sizes = sizes;
    }

    @Override
    public String name() {
        return "ingest";
    }

    @Override
    public void run(Report report) throws Exception {
        try (var stand = new Stand(sizes.folder());
                var serving = Serving.start(sizes.runtree(), stand.home());
                var memory = new Memory(serving.pid());
                var connection = stand.connect()) {
            var reference = new CopyReference(connection);
            var bodies = Math.ceilDiv(sizes.spans(), Stand.SPANS_OF_BODY);
            for (var sent = 0; sent < WARM_UP; sent += PIECE) {
                Stand.send(Target.http(serving.http()), CONNECTIONS, ready(PIECE));
                Stand.send(Target.grpc(serving.grpc()), CONNECTIONS, ready(PIECE));
            }
            for (var round = 0; round < sizes.rounds(); round++) {
                round(report, serving, reference, bodies);
            }
            report(report, serving, memory, reference);
        }
    }

    private void round(Report report, Serving serving, CopyReference reference, int bodies)
            throws InterruptedException, IOException, SQLException {
        var ready = ready(bodies);
        var result = Stand.send(Target.http(serving.http()), CONNECTIONS, ready);
        http.add(result.spansPerSecond());
        report.line("HTTP %,.0f spans/s, acknowledged after %s", result.spansPerSecond(), result.latencies());
        var rows = reference.rows(ready);
        copy.add(reference.copy(rows));
        grpc.add(Stand.send(Target.grpc(serving.grpc()), CONNECTIONS, ready(bodies))
                .spansPerSecond());
    }

    private ArrayList<Batch> ready(int bodies) {
        next += bodies;
        return Stand.ready(batches, next - bodies, next);
    }

    private void report(Report report, Serving serving, Memory memory, CopyReference reference)
            throws SQLException, IOException {
        var rows = Report.text(
                "COPY %,.0f rows/s (%s) of %,.0f bytes, %,.0f of them attributes",
                copy.median(), copy.spread(), reference.bytesOfRow(), reference.attributeBytes());
        report.figure(new Report.Figure(
                "OTLP/HTTP protobuf in, 4 connections",
                ">= 0.6 x COPY",
                Report.text("%,.0f spans/s (%s)", http.median(), http.spread()),
                rows,
                Report.text("%.2f", http.median() / copy.median())));
        report.figure(new Report.Figure(
                "OTLP/gRPC in, 4 connections",
                Report.NONE,
                Report.text("%,.0f spans/s (%s)", grpc.median(), grpc.spread()),
                Report.text("COPY %,.0f rows/s", copy.median()),
                Report.text("%.2f", grpc.median() / copy.median())));
        report.figure(new Report.Figure(
                "heap of `runtree serve` while ingesting flat out",
                "<= 400 MiB",
                Report.text(
                        "%,.0f MiB in use at most, %,.0f MiB taken; %,.0f MiB stay after a collection",
                        memory.used(), memory.committed(), memory.live()),
                Report.text("the process: %,d MiB at most", serving.peakMebibytes()),
                Report.text("%.2f", memory.used() / HEAP_MEBIBYTES)));
    }
}
