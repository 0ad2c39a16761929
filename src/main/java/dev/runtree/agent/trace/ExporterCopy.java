package dev.runtree.agent.trace;

import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives one exporter a copy of what has been stored, on a thread of its own: nothing that it does or fails to do is felt
 * elsewhere. What it does not take in time is left out, which the log tells.
 */
final class ExporterCopy {
    private static final Logger LOG = LoggerFactory.getLogger(ExporterCopy.class);
    private static final int MOST_WAITING = 20_000;
    private static final int BATCH = 512;
    /** For which a batch is waited for to become larger. */
    private static final Duration LINGER = Duration.ofMillis(200);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration END = Duration.ofSeconds(5);

    private final SpanExporter exporter;
    private final String name;
    private final Thread thread;

    /** These are guarded by this. */
    private final ArrayDeque<SpanData> waiting = new ArrayDeque<>();

    private boolean closing;
    private long leftOut;

    /** Of the thread alone. */
    private boolean failing;

    ExporterCopy(SpanExporter exporter) {
        this.exporter = exporter;
        var simple = exporter.getClass().getSimpleName();
        this.name = simple.isEmpty() ? exporter.getClass().getName() : simple;
        this.thread =
                Thread.ofPlatform().daemon().name("runtree-exporter " + name).start(this::work);
    }

    /** Never waits. */
    synchronized void add(List<SpanData> spans) {
        if (closing || waiting.size() + spans.size() > MOST_WAITING) {
            if (leftOut == 0 && !spans.isEmpty()) {
                LOG.warn(
                        "The exporter {} does not keep up: spans are left out of its copy; all are in the database",
                        name);
            }
            leftOut += spans.size();
            return;
        }
        waiting.addAll(spans);
        notifyAll();
    }

    private void work() {
        try {
            for (var batch = next(); !batch.isEmpty(); batch = next()) {
                export(batch);
            }
        } catch (InterruptedException e) {
            LOG.debug("The exporter {} is given up", name, e);
        }
        try {
            exporter.shutdown().join(END.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RuntimeException | Error e) {
            LOG.warn("The exporter {} did not end as it should", name, e);
        }
    }

    /** Empty when it is closed and has everything. */
    private synchronized List<SpanData> next() throws InterruptedException {
        while (waiting.isEmpty() && !closing) {
            wait();
        }
        var until = System.nanoTime() + LINGER.toNanos();
        for (var left = LINGER.toMillis();
                left > 0 && waiting.size() < BATCH && !closing;
                left = (until - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
        var batch = new ArrayList<SpanData>();
        while (!waiting.isEmpty() && batch.size() < BATCH) {
            batch.add(waiting.remove());
        }
        return batch;
    }

    private void export(List<SpanData> batch) {
        try {
            var result = exporter.export(batch).join(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (result.isSuccess()) {
                succeeded();
            } else {
                failed(
                        batch,
                        result.isDone()
                                ? "it says that it failed"
                                : "it took longer than " + PATIENCE.toSeconds() + " s",
                        result.getFailureThrowable());
            }
        } catch (RuntimeException | Error e) {
            failed(batch, String.valueOf(e), e);
        }
    }

    private void succeeded() {
        long missing;
        synchronized (this) {
            missing = leftOut;
            leftOut = 0;
        }
        if (failing || missing > 0) {
            failing = false;
            LOG.info("The exporter {} takes spans again; its copy lacks {} of them", name, missing);
        }
    }

    private void failed(List<SpanData> batch, String why, @Nullable Throwable cause) {
        synchronized (this) {
            leftOut += batch.size();
        }
        if (!failing) {
            failing = true;
            LOG.warn("The exporter {} does not take its copy: {}. All spans are in the database", name, why, cause);
        }
    }

    /** Lets it have what waits; {@link #awaitEnd} waits for that. */
    synchronized void close() {
        closing = true;
        notifyAll();
    }

    /** Gives it up when it takes longer than some seconds. */
    void awaitEnd() {
        try {
            if (!thread.join(END)) {
                LOG.warn("Not waiting any longer for the exporter {}: its copy may lack the last spans", name);
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
