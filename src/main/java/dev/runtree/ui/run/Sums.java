package dev.runtree.ui.run;

import dev.runtree.model.Run;
import dev.runtree.model.SpanKind;
import dev.runtree.model.Usage;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tokens and cost of every span with all beneath it. What the store has counted for a run stands for the run's span; for
 * the rest the same rule holds: a span's usage counts only if nothing beneath it that counts has told its own.
 */
final class Sums {
    private final SpanForest forest;
    private final Usage[] usage;
    private final Map<Integer, Usage> ownOfRuns = new HashMap<>();

    private Sums(SpanForest forest, Usage[] usage) {
        this.forest = forest;
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
        var sums = new Sums(forest, usage);
        for (var run : runs) {
            var at = forest.indexOf(run.id());
            if (at >= 0 && !run.tree().isNone()) {
                usage[at] = run.tree();
                sums.ownOfRuns.put(at, run.own());
            }
        }
        return sums;
    }

    /** Embedding and rerank tokens are shown in their own rows and in nobody's total. */
    private static boolean counts(SpanKind kind) {
        return kind != SpanKind.EMBEDDING && kind != SpanKind.RERANK;
    }

    @Nullable Long tokens(int span) {
        return usage[span].total();
    }

    /** Without the runs beneath it; of a step, what it said itself. */
    @Nullable Long ownTokens(int span) {
        var own = ownOfRuns.get(span);
        return own == null ? forest.span(span).usage().total() : own.total();
    }

    /** With the cost, and the number of calls whose cost is unknown. */
    Usage usage(int span) {
        return usage[span];
    }
}
