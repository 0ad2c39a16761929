package dev.runtree.ui.replay;

import dev.runtree.model.Figures;
import dev.runtree.model.SpanId;
import dev.runtree.replay.live.Bounds;
import dev.runtree.replay.live.CannotFork;
import dev.runtree.replay.live.Fork;
import dev.runtree.ui.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is to be known of a fork before it begins.
 *
 * @param lines what comes from the record, and what is asked of whom
 * @param notes what cannot be as it was
 * @param usual how many model calls it may make unless told otherwise
 */
record ForkOutlook(List<String> lines, List<String> notes, int usual) {

    /** @throws RuntimeException as {@link ForkRequest#prepare} */
    static ForkOutlook of(ForkRequest request) {
        try (var prepared = request.prepare(ForkRequest.Questions.NONE)) {
            var fork = prepared.fork();
            var lines = new ArrayList<String>();
            lines.add(Messages.text(leaves(fork), request.leaving().told()));
            var models = String.join(", ", prepared.replay().models());
            if (fork.isAlone()) {
                lines.add(Messages.text("fork.asks.once", models));
            } else {
                lines.add(
                        switch (fork.kept()) {
                            case 0 -> Messages.text("fork.kept.none");
                            case 1 -> Messages.text("fork.kept.one");
                            default -> Messages.text("fork.kept", Figures.count(fork.kept()));
                        });
                lines.add(
                        models.isEmpty()
                                ? Messages.text("fork.asks.none")
                                : Messages.text(
                                        "fork.asks",
                                        models,
                                        Figures.counted(prepared.bounds().steps(), "time")));
            }
            return new ForkOutlook(lines, prepared.replay().notes(), Bounds.stepsFor(fork));
        }
    }

    private static String leaves(Fork fork) {
        if (fork.isAlone()) {
            return fork.isEdited() ? "fork.alone.edited" : "fork.alone.same";
        }
        return fork.isEdited() ? "fork.leaves.edited" : "fork.leaves.same";
    }

    /** Why a fork cannot begin, in one line. */
    static String line(RuntimeException why) {
        return why instanceof CannotFork cannot ? cannot.why() : String.valueOf(why.getMessage());
    }

    /** The run that can be forked instead. */
    static Optional<SpanId> instead(RuntimeException why) {
        return why instanceof CannotFork cannot ? cannot.instead() : Optional.empty();
    }
}
