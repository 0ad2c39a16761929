package dev.runtree.agent.trace;

import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Source;
import dev.runtree.otlp.OtlpReader;
import dev.runtree.store.SpanWriter;
import dev.runtree.store.StoreException;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes spans from the threads that make them to the database, on a thread of its own: nobody waits here for a server. */
final class SpanQueue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SpanQueue.class);

    /** Spans that may wait in memory while the database does not answer. */
    private static final int CAPACITY = 200_000;

    private sealed interface Job {
        record Write(List<SpanData> spans, CompletableFuture<Void> done) implements Job {}

        record Renew(List<String> traceIds, Duration lease) implements Job {}

        record Stop() implements Job {}
    }

    private final OtlpReader reader;
    private final SpanWriter writer;
    private final BlockingQueue<Job> jobs = new LinkedBlockingQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean failing = new AtomicBoolean();
    private final Thread thread;

    SpanQueue(OtlpReader reader, SpanWriter writer) {
        this.reader = reader;
        this.writer = writer;
        this.thread = Thread.ofPlatform().daemon().name("runtree-spans").start(this::work);
    }

    /** Never waits. The future completes after the commit, on a thread that must not be kept. */
    CompletableFuture<Void> add(List<SpanData> spans) {
        var done = new CompletableFuture<Void>();
        if (waiting.addAndGet(spans.size()) > CAPACITY) {
            waiting.addAndGet(-spans.size());
            done.completeExceptionally(new StoreException(
                    spans.size() + " spans are not stored: " + CAPACITY + " wait already for the database"));
        } else {
            jobs.add(new Job.Write(spans, done));
        }
        return watched(done, spans.size());
    }

    /** Says that these traces are alive. Never waits. */
    void renewLeases(List<String> traceIds, Duration lease) {
        jobs.add(new Job.Renew(traceIds, lease));
    }

    private void work() {
        while (true) {
            try {
                switch (jobs.take()) {
                    case Job.Write write -> write(write);
                    case Job.Renew renew -> writer.renewLeases(renew.traceIds(), renew.lease());
                    case Job.Stop stop -> {
                        return;
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.warn("Work for the trace database failed: {}", e.getMessage(), e);
            }
        }
    }

    private void write(Job.Write write) {
        waiting.addAndGet(-write.spans().size());
        try {
            List<RecordedSpan> spans = write.spans().stream()
                    .map(span -> reader.sdk(span, Source.RUNTIME))
                    .toList();
            var _ = writer.submit(spans).whenComplete((stored, problem) -> {
                if (problem == null) {
                    write.done().complete(null);
                } else {
                    write.done().completeExceptionally(problem);
                }
            });
        } catch (RuntimeException e) {
            write.done().completeExceptionally(e);
        }
    }

    /** Says once that the database is away, and once that it is back. */
    private CompletableFuture<Void> watched(CompletableFuture<Void> done, int spans) {
        return done.whenComplete((stored, problem) -> {
            if (problem == null) {
                if (failing.compareAndSet(true, false)) {
                    LOG.info("Traces are stored again");
                }
            } else if (failing.compareAndSet(false, true)) {
                LOG.warn("{} spans could not be stored: {}", spans, problem.getMessage(), problem);
            }
        });
    }

    /** Hands on what was taken, then stops. The writer is left open. */
    @Override
    public void close() {
        jobs.add(new Job.Stop());
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
