package dev.runtree.ui.replay;

import dev.runtree.model.Figures;
import dev.runtree.model.SpanId;
import dev.runtree.replay.RunReader;
import dev.runtree.store.QueryChain;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Messages;
import java.util.function.BiConsumer;

/** Reads a run with all that was said in it, to be run again. */
final class RecordReader extends QueryChain<ReadRecord> {
    /** What is known of so many steps is held in memory at once, as on the command line. */
    private static final int MOST_STEPS = 100_000;

    private final RunQueries queries;
    private final SpanId run;
    private final BiConsumer<Integer, Integer> progress;

    /** @param progress is told how many steps are read, and of how many, on the thread that reads */
    RecordReader(RunQueries queries, SpanId run, BiConsumer<Integer, Integer> progress) {
        this.queries = queries;
        this.run = run;
        this.progress = progress;
    }

    /** @throws Refused when the run is gone, or too large */
    @Override
    public ReadRecord fetch() {
        var trace = ask(queries.run(run)).orElseThrow(() -> new Refused(Messages.text("replay.gone")));
        var steps = trace.spans().size();
        if (steps > MOST_STEPS) {
            throw new Refused(Messages.text("replay.large", Figures.count(steps), Figures.count(MOST_STEPS)));
        }
        return new ReadRecord(trace, ask(new RunReader(queries, trace, at -> progress.accept(at, steps))));
    }
}
