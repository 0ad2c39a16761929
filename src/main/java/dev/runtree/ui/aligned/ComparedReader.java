package dev.runtree.ui.aligned;

import dev.runtree.compare.steps.ComparedSteps;
import dev.runtree.export.comparison.PairReader;
import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.model.Trace;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Messages;
import dev.runtree.ui.run.RowFigures;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads two runs with all that their steps say, and aligns them; of long ones it tells early where they part. */
final class ComparedReader extends PairQuery<Compared> {
    /** The keys of so many steps of a run are held in memory at once. */
    static final int MOST_STEPS = 100_000;

    private final Run left;
    private final Run right;
    private final boolean isExact;
    private final Consumer<Progress> progress;
    private final Consumer<AlignedPair> early;

    /** How far it is, in steps of both runs; of 0 it is not known yet how many there are. */
    record Progress(int read, int all) {}

    /**
     * @param progress told now and then, on threads that read
     * @param early given what the beginnings of the runs tell, at most once, on the thread that reads
     */
    ComparedReader(
            RunQueries queries,
            Run left,
            Run right,
            boolean isExact,
            Consumer<Progress> progress,
            Consumer<AlignedPair> early) {
        super(queries);
        this.left = left;
        this.right = right;
        this.isExact = isExact;
        this.progress = progress;
        this.early = early;
    }

    @Override
    public Compared fetch() {
        var now = Instant.now();
        var tooMany = tooMany(Side.LEFT, left.spanCount());
        tooMany = tooMany == null ? tooMany(Side.RIGHT, right.spanCount()) : tooMany;
        if (tooMany != null) {
            return tooMany;
        }
        var one = ask(queries().run(left.id())).orElse(null);
        var other = ask(queries().run(right.id())).orElse(null);
        var refused = refused(Side.LEFT, one);
        refused = refused == null ? refused(Side.RIGHT, other) : refused;
        if (refused != null || one == null || other == null) {
            return refused == null ? gone(Side.LEFT) : refused;
        }
        return read(one, other, now);
    }

    private AlignedPair read(Trace one, Trace other, Instant now) {
        var all = one.spans().size() + other.spans().size();
        var reader = new PairReader(queries(), one, other, isExact);
        var pair = new ReadPair(
                new ReadRun(one, reader.left(), RowFigures.of(one)),
                new ReadRun(other, reader.right(), RowFigures.of(other)),
                isExact,
                ComparedSteps.isBareWith(one, other),
                now);
        reader.tellingProgress(read -> progress(read, all));
        reader.tellingEarly(beginning -> early.accept(aligned(pair, beginning.alignment(), false)));
        return aligned(pair, ask(reader).alignment(), true);
    }

    private void progress(int read, int all) {
        if (read % TOGETHER == 0 || read == all) {
            progress.accept(new Progress(read, all));
        }
    }

    private static @Nullable Refused refused(Side side, @Nullable Trace trace) {
        if (trace == null) {
            return gone(side);
        }
        var removedAt = trace.stepsRemovedAt();
        if (removedAt != null) {
            var date = LocalDate.ofInstant(removedAt, ZoneId.systemDefault()).toString();
            return new Refused(
                    Messages.text("aligned.removed.title"),
                    Messages.text("aligned.removed", side.letter(), date),
                    true);
        }
        return tooMany(side, trace.spans().size());
    }

    private static Refused gone(Side side) {
        return new Refused(
                Messages.text("aligned.gone.title", side.letter()),
                Messages.text("aligned.gone", side.letter()),
                false);
    }

    private static @Nullable Refused tooMany(Side side, int steps) {
        return steps <= MOST_STEPS
                ? null
                : new Refused(
                        Messages.text("aligned.many.title"),
                        Messages.text("aligned.many", side.letter(), Figures.count(steps), Figures.count(MOST_STEPS)),
                        true);
    }
}
