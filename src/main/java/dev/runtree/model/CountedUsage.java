package dev.runtree.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Whose usage counts, so that nothing is counted twice. Producers repeat on a wrapper what the calls inside it used:
 *
 * <ul>
 *   <li>a model span's usage counts unless a model call beneath it, down to the next agent or tool, has usage;
 *   <li>of one call told side by side by two instrumentations, see {@link CallTwins}, the outer one counts;
 *   <li>a span of any other kind counts only if nothing in its whole subtree counts;
 *   <li>an embedding or rerank call is no part of {@code total_tokens}: it stands only against a wrapper of its own kind and
 *       against steps that lead no run; its cost is counted;
 *   <li>a step taken from a record has been paid for in the run that it was recorded in.
 * </ul>
 *
 * Tokens and reported cost are looked at apart: a wrapper that alone knows the cost keeps it, see {@link CountedCost}. So are
 * the calls themselves: a wrapper around a model call is not another call, whether or not anybody told what it used.
 */
final class CountedUsage {
    /** Some fact is true of every span. */
    private static final int ANYTHING = -1;

    private final SpanTree tree;
    private final boolean[] tokens;
    private final CountedCost cost;

    private CountedUsage(SpanTree tree, boolean[] tokens, CountedCost cost) {
        this.tree = tree;
        this.tokens = tokens;
        this.cost = cost;
    }

    static CountedUsage of(SpanTree tree) {
        return of(tree, CountedCost.Above.NOTHING);
    }

    /** @param above what was reported around the tops of the tree, where it is a part of a trace */
    static CountedUsage of(SpanTree tree, CountedCost.Above above) {
        var tokens = new Rule(tree, SpanFacts.TOKENS).counts();
        var reported = new Rule(tree, SpanFacts.REPORTED).counts();
        return new CountedUsage(tree, tokens, new CountedCost(tree, tokens, reported, above));
    }

    /** The places of the calls to models, each call once; without those taken from a record. */
    static boolean[] calls(SpanTree tree) {
        var calls = toldCalls(tree);
        for (var i = 0; i < calls.length; i++) {
            calls[i] &= !SpanFacts.has(tree.facts(i), SpanFacts.RECORDED);
        }
        return calls;
    }

    /** The places of the calls to models, each call once, also of those taken from a record. */
    static boolean[] toldCalls(SpanTree tree) {
        var calls = new Rule(tree, ANYTHING).counts();
        for (var i = 0; i < calls.length; i++) {
            calls[i] &= SpanFacts.has(tree.facts(i), SpanFacts.MODEL_CALL);
        }
        return calls;
    }

    /** What was used at this place, with the tokens of embedding and rerank calls. */
    Usage spent(int place) {
        if (!SpanFacts.has(tree.facts(place), SpanFacts.USED)) {
            return Usage.NONE;
        }
        var usage = tree.span(place).usage();
        return tokens[place]
                ? new Usage(
                        usage.input(),
                        usage.output(),
                        usage.cached(),
                        usage.cacheWrite(),
                        usage.reasoning(),
                        cost.at(place),
                        cost.unpriced(place))
                : new Usage(null, null, null, null, null, cost.at(place), cost.unpriced(place));
    }

    /** Adds what the span at this place used to a sum. */
    void addTo(UsageSum sum, int place) {
        if (SpanFacts.has(tree.facts(place), SpanFacts.USED)) {
            if (countsTokens(place)) {
                sum.addTokens(tree.span(place).usage());
            }
            sum.addCost(cost.at(place), cost.unpriced(place));
        }
    }

    /** The tokens that the span at this place adds to its run's; {@code null} for none. */
    @Nullable Long total(int place) {
        return SpanFacts.has(tree.facts(place), SpanFacts.USED) && countsTokens(place)
                ? tree.span(place).usage().total()
                : null;
    }

    /** The tokens of an embedding or rerank call, which are part of no run's total. */
    long vectorTokens(int place) {
        var facts = tree.facts(place);
        var total = tree.span(place).usage().total();
        return tokens[place] && SpanFacts.has(facts, SpanFacts.VECTOR_CALL) && SpanFacts.has(facts, SpanFacts.USED)
                ? total == null ? 0 : total
                : 0;
    }

    private boolean countsTokens(int place) {
        return tokens[place] && !SpanFacts.has(tree.facts(place), SpanFacts.VECTOR_CALL);
    }

    static boolean hasTokens(Usage usage) {
        return positive(usage.input()) || positive(usage.output());
    }

    private static boolean positive(@Nullable Long tokens) {
        return tokens != null && tokens > 0;
    }

    static boolean isVectorCall(SpanKind kind) {
        return kind == SpanKind.EMBEDDING || kind == SpanKind.RERANK;
    }

    static boolean isModelCall(SpanKind kind) {
        return kind == SpanKind.LLM || isVectorCall(kind);
    }

    static boolean endsCall(SpanKind kind) {
        return kind.startsRun() || kind == SpanKind.TOOL || kind == SpanKind.DELEGATION;
    }

    /** A bit for each kind of model call. */
    static int bit(SpanKind kind) {
        return switch (kind) {
            case LLM -> 1;
            case EMBEDDING -> 2;
            case RERANK -> 4;
            case AGENT, TEAM, WORKFLOW, STEP, TOOL, HOOK, GUARDRAIL, RETRIEVAL, DELEGATION, APPROVAL, OTHER -> 0;
        };
    }

    /** One walk from the leaves to the tops, for tokens or for cost. */
    private static final class Rule {
        private final SpanTree tree;
        private final int has;
        /** Kinds of model call with usage beneath a span, down to the next agent or tool: one bit each. */
        private final int[] callsBeneath;

        private final CallTwins twins;
        private final boolean[] countedBeneath;
        private final boolean[] vectorsBeneath;

        Rule(SpanTree tree, int has) {
            this.tree = tree;
            this.has = has;
            this.callsBeneath = new int[tree.size()];
            this.twins = CallTwins.of(tree, has);
            this.countedBeneath = new boolean[tree.size()];
            this.vectorsBeneath = new boolean[tree.size()];
        }

        boolean[] counts() {
            var counts = new boolean[tree.size()];
            if (!tree.any(has)) {
                Arrays.fill(counts, true);
                return counts;
            }
            for (var i = counts.length - 1; i >= 0; i--) {
                counts[i] = counts(i);
                tellParent(i, counts[i] && SpanFacts.has(tree.facts(i), has));
            }
            return counts;
        }

        private boolean counts(int place) {
            var facts = tree.facts(place);
            if (SpanFacts.has(facts, SpanFacts.MODEL_CALL)) {
                return (callsBeneath[place] & bit(SpanFacts.kind(facts))) == 0 && !twins.isInner(place);
            }
            return !countedBeneath[place] && (SpanFacts.has(facts, SpanFacts.STARTS_RUN) || !vectorsBeneath[place]);
        }

        private void tellParent(int place, boolean counted) {
            var parent = tree.parent(place);
            if (parent < 0) {
                return;
            }
            var facts = tree.facts(place);
            if (!SpanFacts.has(facts, SpanFacts.ENDS_CALL)) {
                callsBeneath[parent] |= callsBeneath[place];
                if (SpanFacts.has(facts, SpanFacts.MODEL_CALL) && SpanFacts.has(facts, has)) {
                    callsBeneath[parent] |= bit(SpanFacts.kind(facts));
                }
            }
            var vector = SpanFacts.has(facts, SpanFacts.VECTOR_CALL);
            countedBeneath[parent] |= countedBeneath[place] || (counted && !vector);
            vectorsBeneath[parent] |= vectorsBeneath[place] || (counted && vector);
        }
    }
}
