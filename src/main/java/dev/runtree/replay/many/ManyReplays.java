package dev.runtree.replay.many;

import dev.runtree.agent.model.Models;
import dev.runtree.agent.run.Cancellation;
import dev.runtree.agent.trace.Recorder;
import dev.runtree.model.Run;
import dev.runtree.model.Trace;
import dev.runtree.pricing.Prices;
import dev.runtree.replay.CannotReplay;
import dev.runtree.replay.Lack;
import dev.runtree.replay.RecordedRun;
import dev.runtree.replay.RunReader;
import dev.runtree.replay.live.CannotFork;
import dev.runtree.replay.live.Fork;
import dev.runtree.replay.live.ForkPlan;
import dev.runtree.replay.live.ToolSettings;
import dev.runtree.store.RunQueries;
import dev.runtree.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Replays some runs, live with some models, some times each, or from their records, one after the other: what one costs and takes
 * is then its own. Each is a run like any replay. One that cannot be done does not keep the others from being done.
 */
public final class ManyReplays {
    /** So many runs are replayed at once. */
    public static final int MOST_RUNS = 100;

    /** More than these are hardly meant, and cost what they cost. */
    public static final int MOST_TIMES = 100;

    /** What is known of so many steps is held in memory at once. */
    private static final int MOST_STEPS = 100_000;

    private final RunQueries queries;
    private final Making making;
    private final ManyLimits limits;

    /** Where a run is left. */
    @FunctionalInterface
    public interface Forking {
        /** The whole run is asked again. */
        Forking WHOLE = record -> {
            var plan = new ForkPlan(record);
            return plan.fork(plan.leaving(null), null);
        };

        /** @throws CannotFork when nothing of it can be asked again */
        Fork of(RecordedRun record);
    }

    /** @param recorder of replays; left open */
    public ManyReplays(
            RunQueries queries,
            Recorder recorder,
            Models models,
            Prices prices,
            ToolSettings tools,
            ManyLimits limits,
            Forking forking) {
        this(queries, new Making.Live(queries, recorder, models, prices, tools, forking), limits);
    }

    private ManyReplays(RunQueries queries, Making making, ManyLimits limits) {
        this.queries = queries;
        this.making = making;
        this.limits = limits;
    }

    /**
     * Replays from the record: nothing is asked of anybody, and nothing is paid.
     *
     * @param recorder of replays; left open
     */
    public static ManyReplays recorded(RunQueries queries, Recorder recorder) {
        return new ManyReplays(queries, new Making.Recorded(queries, recorder), ManyLimits.NONE);
    }

    /** All that is to be done, run by run. */
    public static List<Attempt> attempts(List<Run> runs, List<@Nullable String> models, int times) {
        var attempts = new ArrayList<Attempt>();
        for (var run : runs) {
            for (var model : models) {
                for (var time = 1; time <= times; time++) {
                    attempts.add(new Attempt(run, model, time));
                }
            }
        }
        return attempts;
    }

    /**
     * Makes them, on this thread.
     *
     * @param to given each result as it comes
     * @param cancellation ends the one that is being made; those behind it are not begun
     */
    public List<AttemptResult> make(List<Attempt> attempts, Consumer<AttemptResult> to, Cancellation cancellation) {
        var allowance = new Allowance(limits);
        var results = new ArrayList<AttemptResult>();
        Original original = null;
        for (var attempt : attempts) {
            AttemptResult result;
            try {
                var over = allowance.over(cancellation);
                if (over.isEmpty() && (original == null || !original.isOf(attempt))) {
                    original = read(attempt.original());
                }
                result = over.isEmpty() && original != null
                        ? make(attempt, original, allowance, cancellation)
                        : new AttemptResult.NotMade(attempt, over.orElse(""));
            } catch (StoreException e) {
                result = new AttemptResult.NotMade(attempt, String.valueOf(e.getMessage()));
            }
            results.add(result);
            to.accept(result);
        }
        return results;
    }

    /** A run as it was recorded, or why it is not replayed. */
    private record Original(
            Run run,
            @Nullable Trace trace,
            @Nullable RecordedRun record,
            @Nullable String problem) {
        boolean isOf(Attempt attempt) {
            return run.id().equals(attempt.original().id());
        }
    }

    private Original read(Run run) {
        var trace = queries.run(run.id()).fetch().orElse(null);
        if (trace == null) {
            return new Original(run, null, null, "the run is not in the database any more");
        }
        if (trace.spans().size() > MOST_STEPS) {
            return new Original(run, null, null, "the run has more than " + MOST_STEPS + " steps");
        }
        var record = new RunReader(queries, trace).fetch();
        return record.lacks().has(Lack.Kind.STEPS_REMOVED)
                ? new Original(
                        run,
                        null,
                        null,
                        String.join(". ", record.lacks().grave().lines()))
                : new Original(run, trace, record, null);
    }

    private AttemptResult make(Attempt attempt, Original original, Allowance allowance, Cancellation cancellation) {
        var record = original.record();
        var trace = original.trace();
        if (record == null || trace == null) {
            return new AttemptResult.NotMade(attempt, String.valueOf(original.problem()));
        }
        try {
            var done = making.make(attempt, trace, record, allowance, cancellation);
            var made = queries.run(done.run()).fetch().orElse(null);
            if (made == null) {
                return new AttemptResult.NotMade(
                        attempt,
                        "kept on this disk until the database takes it again: run "
                                + done.run().runId());
            }
            var before = Told.of(record);
            var now = Told.of(new RunReader(queries, made).fetch());
            return new AttemptResult.Made(
                    attempt,
                    made.run(),
                    AnswerChange.of(before.answer(), done.problem() == null ? now.answer() : null),
                    before.callsTheSame(now),
                    done.modelCalls(),
                    done.cost(),
                    done.problem());
        } catch (CancellationException e) {
            return new AttemptResult.NotMade(attempt, "broken off: cancelled " + cancellation.reason());
        } catch (CannotFork e) {
            return new AttemptResult.NotMade(attempt, String.valueOf(e.getMessage()), e.why());
        } catch (CannotReplay e) {
            return new AttemptResult.NotMade(attempt, String.valueOf(e.getMessage()));
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
