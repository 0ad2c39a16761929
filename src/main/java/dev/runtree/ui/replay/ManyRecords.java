package dev.runtree.ui.replay;

import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.replay.many.ReadRun;
import dev.runtree.store.QueryChain;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Reads some runs with all that was said in them, one after the other. One that cannot be replayed says why. */
final class ManyRecords extends QueryChain<List<ReadRun>> {
    /** What is known of so many steps is held in memory at once. */
    private static final int MOST_STEPS = 100_000;

    private final RunQueries queries;
    private final List<Run> runs;
    private final BiConsumer<Integer, Integer> progress;

    /** @param progress is told how many runs are read, and of how many, on the thread that reads */
    ManyRecords(RunQueries queries, List<Run> runs, BiConsumer<Integer, Integer> progress) {
        this.queries = queries;
        this.runs = runs;
        this.progress = progress;
    }

    /** @throws Refused when they are too large together */
    @Override
    public List<ReadRun> fetch() {
        var steps = runs.stream().mapToLong(Run::spanCount).sum();
        if (steps > MOST_STEPS) {
            throw new Refused(Messages.text("many.large", Figures.count(steps), Figures.count(MOST_STEPS)));
        }
        var read = new ArrayList<ReadRun>();
        for (var run : runs) {
            progress.accept(read.size(), runs.size());
            read.add(read(run));
        }
        return read;
    }

    private ReadRun read(Run run) {
        try {
            var known = ask(new RecordReader(queries, run.id(), (at, of) -> {}));
            return new ReadRun(run, known.record(), null);
        } catch (Refused e) {
            return new ReadRun(run, null, e.getMessage());
        }
    }
}
