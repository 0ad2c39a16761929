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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes spans from the threads that make them to the database, on a thread of its own: nobody waits here for a server. */
final class SpanQueue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SpanQueue.class);

    /** Spans that may wait in memory to be made rows of. */
    private static final int CAPACITY = 200_000;

    /** A millisecond apart, before it sleeps until it is woken. */
    private static final int LOOKS = 100;

    private sealed interface Job {
        record Write(List<SpanData> spans, CompletableFuture<Void> done) implements Job {}

        record Store(List<RecordedSpan> spans, CompletableFuture<Void> done) implements Job {}

        record Stop() implements Job {}
    }

    private final OtlpReader reader;
    private final SpanWriter writer;
    private final Source source;
    private final BlockingQueue<Job> jobs = new LinkedBlockingQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean failing = new AtomicBoolean();
    private final AtomicBoolean renewing = new AtomicBoolean();
    private final ExecutorService leases = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("runtree-leases").factory());
    private final Thread thread;

    /** @param source what the spans of the SDK are */
    SpanQueue(OtlpReader reader, SpanWriter writer, Source source) {
        this.reader = reader;
        this.writer = writer;
        this.source = source;
        this.thread = Thread.ofPlatform().daemon().name("runtree-spans").start(this::work);
        leases.execute(writer::prepareStarts);
    }

    /** Never waits. The future completes after the commit, on a thread that must not be kept. */
    CompletableFuture<Void> add(List<SpanData> spans) {
        var done = new CompletableFuture<Void>();
        return add(new Job.Write(spans, done), done, spans.size());
    }

    /** As {@link #add}, of spans that are made already. */
    CompletableFuture<Void> store(List<RecordedSpan> spans) {
        var done = new CompletableFuture<Void>();
        return add(new Job.Store(spans, done), done, spans.size());
    }

    private CompletableFuture<Void> add(Job job, CompletableFuture<Void> done, int spans) {
        if (waiting.addAndGet(spans) > CAPACITY) {
            waiting.addAndGet(-spans);
            done.completeExceptionally(
                    new StoreException(spans + " spans are not stored: " + CAPACITY + " wait already"));
        } else {
            jobs.add(job);
        }
        return watched(done, spans);
    }

    /**
     * Keeps a span that has begun, before this returns.
     *
     * @return to be run when it is stored, as it is now or later on
     */
    Runnable keepStart(SpanData span) {
        return writer.keepStart(OtlpReader.body(span));
    }

    /** Says that these traces are alive, on a thread that may wait for a database. Passed over while the last time lasts. */
    void renewLeases(List<String> traceIds, Duration lease) {
        if (!leases.isShutdown() && renewing.compareAndSet(false, true)) {
            leases.execute(() -> renew(traceIds, lease));
        }
    }

    private void renew(List<String> traceIds, Duration lease) {
        try {
            writer.renewLeases(traceIds, lease);
        } catch (RuntimeException e) {
            LOG.warn("Running runs could not be said to be alive: {}", e.getMessage(), e);
        } finally {
            renewing.set(false);
        }
    }

    private void work() {
        while (true) {
            try {
                switch (next()) {
                    case Job.Write write -> write(write);
                    case Job.Store store -> {
                        waiting.addAndGet(-store.spans().size());
                        submit(store.spans(), store.done());
                    }
                    case Job.Stop stop -> {
                        return;
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (Throwable e) {
                // Even of an error, such as for want of memory: without this thread no span is stored any more.
                LOG.warn("Work for the trace database failed: {}", e.getMessage(), e);
            }
        }
    }

    /** While there is work it looks by itself, so that nobody who makes spans has to wake a thread for each. */
    private Job next() throws InterruptedException {
        for (var looks = 0; looks < LOOKS; looks++) {
            var job = jobs.poll();
            if (job != null) {
                return job;
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return jobs.take();
    }

    private void write(Job.Write write) {
        waiting.addAndGet(-write.spans().size());
        try {
            List<RecordedSpan> spans =
                    write.spans().stream().map(span -> reader.sdk(span, source)).toList();
            submit(spans, write.done());
        } catch (Throwable e) {
            write.done().completeExceptionally(e);
        }
    }

    private void submit(List<RecordedSpan> spans, CompletableFuture<Void> done) {
        try {
            var _ = writer.submit(spans).whenComplete((stored, problem) -> {
                if (problem == null) {
                    done.complete(null);
                } else {
                    done.completeExceptionally(problem);
                }
            });
        } catch (Throwable e) {
            done.completeExceptionally(e);
        }
    }

    /** Says once that spans are lost, for neither the database nor the disk takes them, and once that it is over. */
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
        leases.shutdown();
        jobs.add(new Job.Stop());
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
