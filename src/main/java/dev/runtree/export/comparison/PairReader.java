package dev.runtree.export.comparison;

import dev.runtree.compare.steps.Alignment;
import dev.runtree.compare.steps.ComparedSteps;
import dev.runtree.model.Trace;
import dev.runtree.otlp.ContentReader;
import dev.runtree.store.Query;
import dev.runtree.store.RunQueries;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Reads what two runs said and compares them: both at once, from their beginnings, so that it is known early where they part.
 * Payloads are read and forgotten.
 */
public final class PairReader implements Query<ComparedPair> {
    private static final int FIRST = 250;
    private static final int LARGER = 4;

    private final RunQueries queries;
    private final Trace left;
    private final Trace right;
    private final boolean isBare;
    private final ComparedSteps ofLeft;
    private final ComparedSteps ofRight;
    private final Queue<Query<?>> running = new ConcurrentLinkedQueue<>();
    private final AtomicInteger read = new AtomicInteger();
    private volatile boolean isCancelled;

    private IntConsumer progress = read -> {};
    private Consumer<ComparedPair> early = pair -> {};

    /** @param isExact whether ids and times that only one of the runs knows count as differences */
    public PairReader(RunQueries queries, Trace left, Trace right, boolean isExact) {
        this.queries = queries;
        this.left = left;
        this.right = right;
        isBare = ComparedSteps.isBareWith(left, right);
        ofLeft = new ComparedSteps(left, isExact, isBare);
        ofRight = new ComparedSteps(right, isExact, isBare);
    }

    /** The steps of the left run, as far as they were read. */
    public ComparedSteps left() {
        return ofLeft;
    }

    /** Likewise of the right one. */
    public ComparedSteps right() {
        return ofRight;
    }

    /** @param progress is told how many steps of both runs were read, on threads that read */
    public PairReader tellingProgress(IntConsumer progress) {
        this.progress = progress;
        return this;
    }

    /**
     * @param early is given where the runs part as soon as their beginnings tell it, at most once, before the answer is there:
     *     an alignment of these beginnings, which the answer can still overthrow
     */
    public PairReader tellingEarly(Consumer<ComparedPair> early) {
        this.early = early;
        return this;
    }

    @Override
    public ComparedPair fetch() {
        var isTold = false;
        var most = Math.max(left.spans().size(), right.spans().size());
        for (int from = 0, to = FIRST; from < most; from = to, to *= LARGER) {
            to = to * LARGER >= most ? most : to;
            read(from, to);
            if (!isTold && to < most) {
                var soFar = Alignment.soFar(ofLeft, ofRight, isBare);
                soFar.map(this::pair).ifPresent(early);
                isTold = soFar.isPresent();
            }
        }
        return pair(Alignment.of(ofLeft, ofRight, isBare));
    }

    private ComparedPair pair(Alignment alignment) {
        return new ComparedPair(left, right, alignment, ofLeft.leftOut(), ofRight.leftOut());
    }

    private void read(int from, int to) {
        var other = CompletableFuture.runAsync(() -> read(right, ofRight, from, to), Thread::startVirtualThread);
        try {
            read(left, ofLeft, from, to);
            other.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } finally {
            if (!other.isDone()) {
                running.forEach(Query::cancel);
            }
        }
    }

    private void read(Trace trace, ComparedSteps to, int from, int until) {
        var spans = trace.spans()
                .subList(
                        Math.min(from, trace.spans().size()),
                        Math.min(until, trace.spans().size()));
        var query = queries.said(new Trace(trace.run(), trace.runs(), spans), recorded -> {
            to.add(recorded.span(), ContentReader.read(recorded));
            progress.accept(read.incrementAndGet());
        });
        running.add(query);
        try {
            if (isCancelled) {
                throw new CancellationException();
            }
            query.fetch();
        } finally {
            running.remove(query);
        }
    }

    @Override
    public void cancel() {
        isCancelled = true;
        running.forEach(Query::cancel);
    }
}
