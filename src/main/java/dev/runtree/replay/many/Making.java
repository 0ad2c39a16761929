package dev.runtree.replay.many;

import dev.runtree.agent.model.Models;
import dev.runtree.agent.run.Cancellation;
import dev.runtree.agent.trace.Recorder;
import dev.runtree.model.RunStatus;
import dev.runtree.model.SpanId;
import dev.runtree.model.Trace;
import dev.runtree.pricing.Prices;
import dev.runtree.replay.RecordedReplay;
import dev.runtree.replay.RecordedRun;
import dev.runtree.replay.live.LiveReplay;
import dev.runtree.replay.live.ToolSettings;
import dev.runtree.store.RunQueries;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** How one of many replays is made. */
sealed interface Making {

    /**
     * Makes it, and waits until it is stored or safe on disk.
     *
     * @param allowance of what all may cost and take together; what this one has cost is taken from it, stored or not
     * @throws dev.runtree.replay.live.CannotFork when it cannot begin
     * @throws dev.runtree.replay.CannotReplay when the record lacks what it needs
     */
    Done make(Attempt attempt, Trace trace, RecordedRun record, Allowance allowance, Cancellation cancellation);

    /**
     * It is made.
     *
     * @param cost in US dollars, as far as prices are known
     * @param problem what went wrong in it, in one line
     */
    record Done(
            SpanId run,
            int modelCalls,
            BigDecimal cost,
            @Nullable String problem) {}

    /** A model is asked. */
    record Live(
            RunQueries queries,
            Recorder recorder,
            Models models,
            Prices prices,
            ToolSettings tools,
            ManyReplays.Forking forking)
            implements Making {

        @Override
        public Done make(
                Attempt attempt, Trace trace, RecordedRun record, Allowance allowance, Cancellation cancellation) {
            var fork = forking.of(record);
            var outcome = LiveReplay.prepare(
                            fork,
                            attempt.model(),
                            models,
                            tools,
                            allowance.left().bounds(fork),
                            prices)
                    .run(queries, trace, recorder, event -> {}, cancellation);
            allowance.spend(outcome.cost());
            outcome.stored().join();
            var problem =
                    outcome.status() == RunStatus.CANCELLED ? "cancelled " + outcome.problem() : outcome.problem();
            return new Done(outcome.run(), outcome.modelCalls(), outcome.cost(), problem);
        }
    }

    /** Everything is answered from the record. */
    record Recorded(RunQueries queries, Recorder recorder) implements Making {

        @Override
        public Done make(
                Attempt attempt, Trace trace, RecordedRun record, Allowance allowance, Cancellation cancellation) {
            var replay = new RecordedReplay(queries, recorder, trace, record, at -> {});
            try (var _ = cancellation.onCancel(replay::cancel)) {
                var done = replay.fetch();
                return new Done(done.run(), done.modelCalls(), BigDecimal.ZERO, null);
            }
        }
    }
}
