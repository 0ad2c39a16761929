package dev.runtree.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Sends bodies over several connections at once, each waiting for its answer before the next, and counts what came of it. */
public final class LoadRun {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Target target;
    private final int connections;
    private final Limits limits;
    private final @Nullable Ledger ledger;

    /**
     * When to stop and how fast to go.
     *
     * @param longest after which no new body is begun; {@code null} for no such time
     * @param spansPerSecond 0 for as fast as they are taken
     * @param patience for how long a body is sent again when the receiver is away or says "later"
     */
    public record Limits(@Nullable Duration longest, double spansPerSecond, Duration patience) {
        public static final Limits NONE = new Limits(null, 0, Duration.ofMinutes(1));
    }

    public LoadRun(Target target, int connections, Limits limits, @Nullable Ledger ledger) {
        this.target = target;
        this.connections = connections;
        this.limits = limits;
        this.ledger = ledger;
    }

    /**
     * Sends the bodies with these numbers and returns when each has its answer.
     *
     * @param to behind the last of them
     */
    public LoadResult send(LongFunction<Batch> batches, long from, long to) throws InterruptedException {
        var result = new LoadResult();
        var next = new AtomicLong(from);
        var begun = System.nanoTime();
        try (var threads = Executors.newFixedThreadPool(connections)) {
            var done = new ArrayList<Future<?>>();
            for (var i = 0; i < connections; i++) {
                done.add(threads.submit(() -> {
                    try (var sender = target.open()) {
                        for (var number = next.getAndIncrement();
                                number < to && !over(begun);
                                number = next.getAndIncrement()) {
                            var batch = batches.apply(number);
                            pace(begun, result.sent.get());
                            send(sender, batch, result);
                        }
                    }
                    return null;
                }));
            }
            for (var each : done) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a connection broke off: " + e.getCause(), e.getCause());
        }
        result.nanos = System.nanoTime() - begun;
        return result;
    }

    private boolean over(long begun) {
        return limits.longest() != null
                && System.nanoTime() - begun > limits.longest().toNanos();
    }

    private void pace(long begun, long sent) throws InterruptedException {
        if (limits.spansPerSecond() > 0) {
            var due = begun + (long) (sent / limits.spansPerSecond() * 1e9);
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        }
    }

    private void send(Sender sender, Batch batch, LoadResult result) throws InterruptedException {
        result.bodies.incrementAndGet();
        result.bytes.addAndGet(batch.body().length);
        result.sent.addAndGet(batch.spans().size());
        var begun = System.nanoTime();
        var pause = FIRST_PAUSE;
        while (true) {
            switch (sender.send(batch.body())) {
                case Answer.Acknowledged acknowledged -> {
                    result.latencies.add(System.nanoTime() - begun);
                    acknowledged(batch, acknowledged, result);
                    return;
                }
                case Answer.Refused(var why) -> {
                    result.refused.addAndGet(batch.spans().size());
                    result.trouble.set(why);
                    return;
                }
                case Answer.Later(var after, var why) -> {
                    result.trouble.set(why);
                    var wait = after == null ? pause : after;
                    if (System.nanoTime() - begun + wait.toNanos()
                            > limits.patience().toNanos()) {
                        result.givenUp.addAndGet(batch.spans().size());
                        return;
                    }
                    result.retries.incrementAndGet();
                    result.waitedAsTold.addAndGet(after == null ? 0 : 1);
                    Thread.sleep(wait);
                    pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
                }
            }
        }
    }

    /** Which spans of a body were refused alone is not said, so such a body is not in the ledger. */
    private void acknowledged(Batch batch, Answer.Acknowledged answer, LoadResult result) {
        result.acknowledged.addAndGet(batch.spans().size() - answer.refused());
        if (answer.refused() > 0) {
            result.refused.addAndGet(answer.refused());
            result.trouble.set(answer.why());
        } else if (ledger != null) {
            try {
                ledger.acknowledged(batch.spans());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
