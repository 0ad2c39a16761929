package dev.runtree.ui.run;

import dev.runtree.model.Run;
import dev.runtree.model.SpanKind;
import dev.runtree.model.Usage;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tokens and cost of every span with all beneath it. What the store has counted for a run stands for the run's span; for
 * the rest the same rule holds: a span's usage counts only if nothing beneath it that counts has told its own.
 */
final class Sums {
    private final Usage[] usage;

    private Sums(Usage[] usage) {
        this.usage = usage;
    }

    static Sums of(SpanForest forest, List<Run> runs) {
        var usage = new Usage[forest.size()];
        var beneath = new Usage[forest.size()];
        Arrays.fill(beneath, Usage.NONE);
        for (var i = forest.size() - 1; i >= 0; i--) {
            var own = forest.span(i).usage().asSum();
            usage[i] = beneath[i].isNone() ? own : beneath[i];
            var up = forest.parent(i);
            if (up >= 0 && !usage[i].isNone() && counts(forest.span(i).kind())) {
                beneath[up] = beneath[up].isNone() ? usage[i] : beneath[up].plus(usage[i]);
            }
        }
        for (var run : runs) {
            var at = forest.indexOf(run.id());
            if (at >= 0 && !run.tree().isNone()) {
                usage[at] = run.tree();
            }
        }
        return new Sums(usage);
    }

    /** Embedding and rerank tokens are shown in their own rows and in nobody's total. */
    private static boolean counts(SpanKind kind) {
        return kind != SpanKind.EMBEDDING && kind != SpanKind.RERANK;
    }

    @Nullable Long tokens(int span) {
        return usage[span].total();
    }

    /** With the cost, and the number of calls whose cost is unknown. */
    Usage usage(int span) {
        return usage[span];
    }
}
