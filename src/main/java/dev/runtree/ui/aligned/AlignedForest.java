package dev.runtree.ui.aligned;

import dev.runtree.compare.steps.AlignedStep;
import dev.runtree.compare.steps.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The structure of an aligned tree: which steps lie beneath which, which hold a difference, and which stretches are equal. */
final class AlignedForest {
    /** A shorter stretch of equal rows is shown as it is. */
    private static final int FEWEST_FOLDED = 4;

    private final List<AlignedStep> steps;
    private final int[] parents;
    private final int[] ends;
    private final BitSet holding = new BitSet();
    private final int[] differing;
    private final List<Fold> folds = new ArrayList<>();

    /**
     * Steps beneath one parent that are the same in both runs, with all beneath them.
     *
     * @param from the place of the first
     * @param to the place after the last
     */
    record Fold(int from, int to, int depth) {
        int size() {
            return to - from;
        }
    }

    AlignedForest(List<AlignedStep> steps) {
        this.steps = steps;
        parents = new int[steps.size()];
        ends = new int[steps.size()];
        link();
        var found = new ArrayList<Integer>();
        for (var at = steps.size() - 1; at >= 0; at--) {
            ends[at] = Math.max(ends[at], at + 1);
            if (parents[at] >= 0) {
                ends[parents[at]] = Math.max(ends[parents[at]], ends[at]);
            }
            if (steps.get(at).differs()) {
                found.add(at);
            }
            if (parents[at] >= 0 && (steps.get(at).differs() || holding.get(at))) {
                holding.set(parents[at]);
            }
        }
        differing = found.reversed().stream().mapToInt(Integer::intValue).toArray();
        if (differing.length > 0) {
            fold();
        }
    }

    private void link() {
        var above = new int[16];
        for (var at = 0; at < parents.length; at++) {
            var depth = steps.get(at).depth();
            above = depth >= above.length ? Arrays.copyOf(above, 2 * depth) : above;
            above[depth] = at;
            parents[at] = depth == 0 ? -1 : above[depth - 1];
        }
    }

    private void fold() {
        for (var at = 0; at < steps.size(); ) {
            if (!isEqual(at)) {
                at++;
                continue;
            }
            var depth = steps.get(at).depth();
            var to = at;
            while (to < steps.size() && isEqual(to) && steps.get(to).depth() == depth) {
                to = ends[to];
            }
            if (to - at >= FEWEST_FOLDED) {
                folds.add(new Fold(at, to, depth));
            }
            at = to;
        }
    }

    int size() {
        return steps.size();
    }

    AlignedStep step(int at) {
        return steps.get(at);
    }

    /** Where this step of one or both runs stands; -1 where it does not. */
    int placeOf(AlignedStep step) {
        for (var at = 0; at < steps.size(); at++) {
            var here = steps.get(at);
            if (step.right() == null ? isOf(here.left(), step.left()) : isOf(here.right(), step.right())) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isOf(@Nullable Step one, @Nullable Step other) {
        return one != null
                && other != null
                && one.span().id().equals(other.span().id());
    }

    /** The place of the step above, or -1. */
    int parent(int at) {
        return parents[at];
    }

    /** The place after the last step beneath it. */
    int end(int at) {
        return ends[at];
    }

    boolean hasChildren(int at) {
        return ends[at] > at + 1;
    }

    /** Whether a step beneath it differs. */
    boolean holdsDifference(int at) {
        return holding.get(at);
    }

    /** Whether it is the same in both runs, with all beneath it. */
    boolean isEqual(int at) {
        return !steps.get(at).differs() && !holding.get(at);
    }

    /** The places of the steps that differ, in their order. */
    int[] differing() {
        return differing;
    }

    /** Stretches of equal steps, in their order; none where all is equal. */
    List<Fold> folds() {
        return folds;
    }
}
