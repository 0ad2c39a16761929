package dev.runtree.export.training;

import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Run;
import dev.runtree.model.SpanId;
import dev.runtree.store.CallQueries;
import dev.runtree.store.CallQueries.ScoreOf;
import dev.runtree.store.CallTaker;
import dev.runtree.store.Questions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the calls of many runs, while those that were read before are written: a thread of its own reads, and waits when there
 * are some megabytes that nobody has taken.
 */
final class CallsAhead implements AutoCloseable {
    /** Runs that are read together. */
    private static final int TOGETHER = 200;

    private static final int MOST_KIBIBYTES = 16 << 10;
    private static final long LOOK_MILLIS = 200;
    private static final Duration END = Duration.ofSeconds(5);

    private final PickedRuns picked;
    private final CallQueries calls;
    private final Questions questions;
    private final boolean withScores;
    private final Predicate<Run> isWanted;
    private final BlockingQueue<Step> steps = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(MOST_KIBIBYTES);
    private final Thread reader;

    /** What comes, in this order. */
    sealed interface Step {
        /** Some hundred runs follow, of which each group becomes lines together. */
        record Batch(Map<SpanId, Long> groups, Map<SpanId, List<ScoreOf>> scores) implements Step {}

        /** @param hasSteps as {@link CallTaker} has it */
        record Begins(Run run, boolean hasSteps) implements Step {}

        /** Of the run that began last. */
        record Call(RecordedSpan span, int kibibytes) implements Step {}

        /** The runs of the batch are all there. */
        record Ends() implements Step {}

        /** Nothing follows. */
        record Last(@Nullable Throwable failure) implements Step {}
    }

    /**
     * Begins to read.
     *
     * @param questions by which everything is asked, {@code picked} included
     * @param isWanted whether the calls of a run are wanted, asked by another thread
     */
    CallsAhead(PickedRuns picked, CallQueries calls, Questions questions, boolean withScores, Predicate<Run> isWanted) {
        this.picked = picked;
        this.calls = calls;
        this.questions = questions;
        this.withScores = withScores;
        this.isWanted = isWanted;
        this.reader = Thread.ofPlatform().name("runtree-training").daemon().start(this::readAll);
    }

    /**
     * The next step, {@link Step.Last} without a failure at the end.
     *
     * @param waiting called now and then while there is none; what it throws ends the waiting
     * @throws RuntimeException what went wrong while it was read
     */
    Step next(Runnable waiting) {
        try {
            var step = steps.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            while (step == null) {
                waiting.run();
                step = steps.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            }
            if (step instanceof Step.Call call) {
                room.release(call.kibibytes());
            }
            return switch (step) {
                case Step.Last(RuntimeException failure) -> throw failure;
                case Step.Last(Error failure) -> throw failure;
                default -> step;
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ended(e);
        }
    }

    private static CancellationException ended(InterruptedException e) {
        var ended = new CancellationException("interrupted");
        ended.initCause(e);
        return ended;
    }

    private void readAll() {
        try {
            var count = 0L;
            for (var groups = picked.next(); !groups.isEmpty() && !questions.areEnded(); groups = picked.next()) {
                var together = new HashMap<SpanId, Long>();
                var inOrder = new ArrayList<SpanId>();
                for (var group : groups) {
                    count++;
                    for (var run : group) {
                        together.put(run, count);
                        inOrder.add(run);
                        if (inOrder.size() == TOGETHER) {
                            read(inOrder, together);
                        }
                    }
                }
                read(inOrder, together);
            }
            steps.add(new Step.Last(null));
        } catch (RuntimeException | Error e) {
            steps.add(new Step.Last(e));
        }
    }

    private void read(List<SpanId> runs, Map<SpanId, Long> groups) {
        if (!runs.isEmpty() && !questions.areEnded()) {
            var scores = withScores ? questions.ask(calls.scores(runs)) : Map.<SpanId, List<ScoreOf>>of();
            steps.add(new Step.Batch(Map.copyOf(groups), scores));
            questions.ask(calls.calls(List.copyOf(runs), new Handing()));
            steps.add(new Step.Ends());
        }
        runs.clear();
        groups.clear();
    }

    /** Gives what is read to whoever takes it. */
    private final class Handing implements CallTaker {
        @Override
        public boolean begins(Run run, boolean hasSteps) {
            steps.add(new Step.Begins(run, hasSteps));
            return hasSteps && isWanted.test(run);
        }

        @Override
        public void call(RecordedSpan span) {
            // Of one that is larger than all there is room for, nothing else is held.
            var kibibytes = (int) Math.min(MOST_KIBIBYTES, 1 + span.payload().lengthWithExact() / 1024);
            try {
                room.acquire(kibibytes);
            } catch (InterruptedException e) {
                throw ended(e);
            }
            if (questions.areEnded()) {
                throw new CancellationException();
            }
            steps.add(new Step.Call(span, kibibytes));
        }
    }

    /** What is being read is given up. */
    @Override
    public void close() {
        questions.end();
        room.release(MOST_KIBIBYTES);
        try {
            var _ = reader.join(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
