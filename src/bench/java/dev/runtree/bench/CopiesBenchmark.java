package dev.runtree.bench;

import com.sun.net.httpserver.HttpServer;
import dev.runtree.bench.load.Batch;
import dev.runtree.bench.load.Batches;
import dev.runtree.export.MatchingTraces;
import dev.runtree.export.send.Backfill;
import dev.runtree.export.send.TargetId;
import dev.runtree.export.target.Preset;
import dev.runtree.export.target.Target;
import dev.runtree.export.target.TargetSecrets;
import dev.runtree.export.target.Targets;
import dev.runtree.query.RunFilter;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.store.RunQueries;
import dev.runtree.store.SendQueue;
import dev.runtree.store.SendStates;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** What copying costs who sends traces in, and how fast a target gets them that answers at once. */
final class CopiesBenchmark implements Section {
    private static final int CONNECTIONS = 4;
    private static final int WARM_UP = 40;
    private static final long LONGEST_SECONDS = 600;

    private final Sizes sizes;
    private final Medians alone = new Medians();
    private final Medians copied = new Medians();
    private final Medians rate = new Medians();
    private final Batches batches = Stand.traces(41);
    private long next;

    CopiesBenchmark(Sizes sizes) {
        this.sizes = sizes;
    }

    @Override
    public String name() {
        return "copies";
    }

    @Override
    public void run(Report report) throws Exception {
        var sink = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        sink.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        sink.createContext("/", exchange -> {
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        sink.start();
        try (var stand = new Stand(sizes.folder());
                var serving = Serving.start(sizes.runtree(), stand.home())) {
            var target = Target.of(
                    "sink",
                    Preset.OTLP,
                    Map.of("endpoint", "http://127.0.0.1:" + sink.getAddress().getPort()));
            send(serving, WARM_UP);
            for (var round = 0; round < sizes.rounds(); round++) {
                round(report, stand, serving, target);
            }
            report(report);
        } finally {
            sink.stop(0);
        }
    }

    private void round(Report report, Stand stand, Serving serving, Target target) throws Exception {
        var bodies = Math.ceilDiv(sizes.spans(), Stand.SPANS_OF_BODY);
        var home = new RuntreeHome(stand.home());
        alone.add(send(serving, bodies));
        var targets = new Targets(home);
        var queue = new SendQueue(stand.database(), TargetId.of(target));
        targets.add(target, TargetSecrets.NONE);
        queue.attach(target.name(), "sink");
        copied.add(send(serving, bodies));
        awaitSent(stand);
        report.line("alone %,.0f spans/s, with a copy %,.0f spans/s", alone.median(), copied.median());
        try (var backfill = new Backfill(stand.database(), home, target)) {
            var begun = System.nanoTime();
            var traces = bodies * Stand.SPANS_OF_BODY / Stand.SPANS_OF_TRACE;
            var matching = new MatchingTraces(new RunQueries(stand.database()), RunFilter.ALL, traces);
            var sent = backfill.send(matching, done -> {});
            var seconds = (System.nanoTime() - begun) / (double) TimeUnit.SECONDS.toNanos(1);
            if (sent.stop() != null || sent.refused() > 0) {
                throw new IOException("not everything was sent: " + sent.stop());
            }
            rate.add(sent.spans() / seconds);
        }
        targets.remove(target.name());
        queue.forget();
    }

    private static void awaitSent(Stand stand) throws InterruptedException, IOException {
        var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        while (new SendStates(stand.database()).all().fetch().stream().anyMatch(state -> state.waiting() > 0)) {
            if (System.nanoTime() > until) {
                throw new IOException("traces still wait after " + LONGEST_SECONDS + " s");
            }
            Thread.sleep(100);
        }
    }

    private double send(Serving serving, int bodies) throws InterruptedException, IOException {
        next += bodies;
        ArrayList<Batch> ready = Stand.ready(batches, next - bodies, next);
        return Stand.send(dev.runtree.bench.load.Target.http(serving.http()), CONNECTIONS, ready)
                .spansPerSecond();
    }

    private void report(Report report) {
        report.figure(new Report.Figure(
                "OTLP/HTTP in, while all of it is copied to a local sink",
                "loses at most 10 %",
                Report.text("%,.0f spans/s (%s)", copied.median(), copied.spread()),
                Report.text("without a target %,.0f spans/s (%s)", alone.median(), alone.spread()),
                Report.text("%.2f", copied.median() / alone.median())));
        report.figure(new Report.Figure(
                "sent to a target that answers at once",
                ">= 5,000 spans/s",
                Report.text("%,.0f spans/s (%s)", rate.median(), rate.spread()),
                Report.NONE,
                Report.text("%.2f", rate.median() / 5_000)));
    }
}
