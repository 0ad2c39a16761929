package dev.runtree.model;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Whose cost counts. A cost that the producer reported goes by the same rule as tokens, looked at by itself. One that was
 * reckoned from prices goes where the tokens count, and gives way to a reported one, which may stand on a step beneath or
 * on a wrapper above. A call whose tokens count and that neither kind of cost covers is unpriced, which a sum must tell.
 */
final class CountedCost {
    private final SpanTree tree;
    private final boolean[] tokens;
    private final boolean[] reported;
    private final boolean isAnyReported;
    private final boolean[] coveredByRun;
    private final boolean[] coveredByStep;
    /** Kinds of model call above, down from which no agent or tool stands, that have a reported cost: one bit each. */
    private final int[] coveredByCalls;

    /** What the steps around the tops of a tree have reported, where the tree is a part of a trace. */
    enum Above {
        NOTHING,
        RUN,
        STEP
    }

    /**
     * @param tokens where tokens count
     * @param reported where a reported cost counts, if there is one: no step beneath stands for this one
     */
    CountedCost(SpanTree tree, boolean[] tokens, boolean[] reported, Above above) {
        this.tree = tree;
        this.tokens = tokens;
        this.reported = reported;
        this.isAnyReported = above != Above.NOTHING || tree.any(SpanFacts.REPORTED);
        var covered = isAnyReported ? tree.size() : 0;
        this.coveredByRun = new boolean[covered];
        this.coveredByStep = new boolean[covered];
        this.coveredByCalls = new int[covered];
        for (var i = 0; i < covered; i++) {
            if (tree.parent(i) >= 0) {
                takeOver(i, tree.parent(i));
            } else {
                coveredByRun[i] = above == Above.RUN;
                coveredByStep[i] = above == Above.STEP;
            }
        }
    }

    /** What the span at this place costs its run; {@code null} when it adds nothing or its cost is unknown. */
    @Nullable BigDecimal at(int place) {
        var span = tree.span(place);
        return switch (span.costSource()) {
            case CostSource.Sdk sdk -> reported[place] ? span.usage().cost() : null;
            case CostSource.Prices prices -> needsPrice(place) ? span.usage().cost() : null;
            case null -> null;
        };
    }

    /** How many calls of unknown cost this place stands for: 1 or 0. */
    int unpriced(int place) {
        return SpanFacts.has(tree.facts(place), SpanFacts.TOKENS)
                        && tree.span(place).usage().cost() == null
                        && needsPrice(place)
                ? 1
                : 0;
    }

    static boolean isReported(Span span) {
        var cost = span.usage().cost();
        return span.costSource() instanceof CostSource.Sdk && cost != null && cost.signum() > 0;
    }

    /** Whether the tokens count here and nobody reported what they cost. */
    private boolean needsPrice(int place) {
        return tokens[place] && reported[place] && !(isAnyReported && isCovered(place));
    }

    private boolean isCovered(int place) {
        var kind = SpanFacts.kind(tree.facts(place));
        var bit = CountedUsage.bit(kind);
        // What an agent reports is what its models cost; an embedding beneath it is apart, as its tokens are.
        return coveredByStep[place]
                || (coveredByRun[place] && !CountedUsage.isVectorCall(kind))
                || (bit == 0 ? coveredByCalls[place] != 0 : (coveredByCalls[place] & bit) != 0);
    }

    private void takeOver(int place, int parent) {
        var kind = SpanFacts.kind(tree.facts(parent));
        var reports = reported[parent] && SpanFacts.has(tree.facts(parent), SpanFacts.REPORTED);
        var isCall = CountedUsage.isModelCall(kind);
        coveredByRun[place] = coveredByRun[parent] || (reports && kind.startsRun());
        coveredByStep[place] = coveredByStep[parent] || (reports && !kind.startsRun() && !isCall);
        if (!CountedUsage.endsCall(kind)) {
            coveredByCalls[place] = coveredByCalls[parent] | (reports && isCall ? CountedUsage.bit(kind) : 0);
        }
    }
}
