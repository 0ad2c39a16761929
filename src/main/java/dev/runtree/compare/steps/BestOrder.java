package dev.runtree.compare.steps;

import dev.runtree.compare.steps.CommonOrder.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntBinaryOperator;

/** Of all ways to match two short sequences in their order the one in which the pairs are most alike. */
final class BestOrder {
    private final int lefts;
    private final int rights;
    private final IntBinaryOperator scores;

    /** @param scores how much alike two places are; 0 for those that must not be matched */
    BestOrder(int lefts, int rights, IntBinaryOperator scores) {
        this.lefts = lefts;
        this.rights = rights;
        this.scores = scores;
    }

    List<Pair> pairs() {
        var scored = new int[lefts][rights];
        var best = new int[lefts + 1][rights + 1];
        for (var i = lefts - 1; i >= 0; i--) {
            for (var j = rights - 1; j >= 0; j--) {
                scored[i][j] = scores.applyAsInt(i, j);
                var both = scored[i][j] == 0 ? 0 : scored[i][j] + best[i + 1][j + 1];
                best[i][j] = Math.max(both, Math.max(best[i + 1][j], best[i][j + 1]));
            }
        }
        var pairs = new ArrayList<Pair>();
        for (int i = 0, j = 0; i < lefts && j < rights; ) {
            if (scored[i][j] > 0 && best[i][j] == scored[i][j] + best[i + 1][j + 1]) {
                pairs.add(new Pair(i++, j++));
            } else if (best[i][j] == best[i + 1][j]) {
                i++;
            } else {
                j++;
            }
        }
        return pairs;
    }
}
