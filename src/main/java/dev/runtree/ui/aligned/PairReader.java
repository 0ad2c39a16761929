package dev.runtree.ui.aligned;

import dev.runtree.compare.steps.ComparedSteps;
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

/** Reads two runs with all that their steps say, and aligns them. */
final class PairReader extends PairQuery<Compared> {
    /** The keys of so many steps of a run are held in memory at once. */
    static final int MOST_STEPS = 100_000;

    private final Run left;
    private final Run right;
    private final boolean isExact;
    private final Consumer<Progress> progress;
    private int read;
    private int all;

    /** How far it is, in steps of both runs; of 0 it is not known yet how many there are. */
    record Progress(int read, int all) {}

    /** @param progress told now and then, on the thread that reads */
    PairReader(RunQueries queries, Run left, Run right, boolean isExact, Consumer<Progress> progress) {
        super(queries);
        this.left = left;
        this.right = right;
        this.isExact = isExact;
        this.progress = progress;
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
        all = one.spans().size() + other.spans().size();
        var isBare = ComparedSteps.isBareWith(one, other);
        return align(new ReadPair(read(one, isBare), read(other, isBare), isExact, isBare, now));
    }

    private ReadRun read(Trace trace, boolean isBare) {
        var steps = new ComparedSteps(trace, isExact, isBare);
        var spans = trace.spans();
        for (var at = 0; at < spans.size(); at += TOGETHER) {
            progress.accept(new Progress(read, all));
            var part = spans.subList(at, Math.min(spans.size(), at + TOGETHER));
            var contents = contents(trace, part);
            part.forEach(span -> steps.add(span, contents.get(span.id())));
            read += part.size();
        }
        return new ReadRun(trace, steps, RowFigures.of(trace));
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
