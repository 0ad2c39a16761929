package dev.runtree.compare.steps;

import com.github.difflib.DiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.DeltaType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;

/**
 * What two sequences have in common in the same order: of short ones the longest there is (Myers), of long ones what hangs on
 * values that are rare in both (as patience diff does), so that no two sequences take more than some n log n steps.
 */
final class CommonOrder {
    /** So many values together are compared for the longest order. */
    private static final int CAREFULLY = 1_500;

    /** So often a stretch is divided at its rarest values; what is left then is compared in one walk. */
    private static final int DEEPEST = 12;

    /** A place in the one sequence and the place in the other that holds the same. */
    record Pair(int left, int right) {}

    private record Stretch(int left, int leftEnd, int right, int rightEnd, int depth) {}

    private final int[] left;
    private final int[] right;
    private final ArrayDeque<Stretch> todo = new ArrayDeque<>();
    private final List<Pair> pairs = new ArrayList<>();

    private CommonOrder(int[] left, int[] right) {
        this.left = left;
        this.right = right;
    }

    /** Pairs of places, both rising. */
    static List<Pair> of(int[] left, int[] right) {
        return new CommonOrder(left, right).pairs();
    }

    private List<Pair> pairs() {
        todo.push(new Stretch(0, left.length, 0, right.length, 0));
        while (!todo.isEmpty()) {
            compare(todo.pop());
        }
        pairs.sort((a, b) -> Integer.compare(a.left(), b.left()));
        return pairs;
    }

    private void compare(Stretch whole) {
        var part = trimmed(whole);
        var lefts = part.leftEnd() - part.left();
        var rights = part.rightEnd() - part.right();
        if (lefts == 0 || rights == 0) {
            return;
        }
        if (lefts + rights <= CAREFULLY) {
            carefully(part);
            return;
        }
        var anchors = rising(candidates(part, part.depth() == DEEPEST));
        if (part.depth() == DEEPEST || anchors.isEmpty()) {
            pairs.addAll(anchors.isEmpty() ? rising(candidates(part, true)) : anchors);
            return;
        }
        var atLeft = part.left();
        var atRight = part.right();
        for (var anchor : anchors) {
            pairs.add(anchor);
            todo.push(new Stretch(atLeft, anchor.left(), atRight, anchor.right(), part.depth() + 1));
            atLeft = anchor.left() + 1;
            atRight = anchor.right() + 1;
        }
        todo.push(new Stretch(atLeft, part.leftEnd(), atRight, part.rightEnd(), part.depth() + 1));
    }

    private Stretch trimmed(Stretch part) {
        var from = part.left();
        var fromRight = part.right();
        while (from < part.leftEnd() && fromRight < part.rightEnd() && left[from] == right[fromRight]) {
            pairs.add(new Pair(from++, fromRight++));
        }
        var to = part.leftEnd();
        var toRight = part.rightEnd();
        while (to > from && toRight > fromRight && left[to - 1] == right[toRight - 1]) {
            pairs.add(new Pair(--to, --toRight));
        }
        return new Stretch(from, to, fromRight, toRight, part.depth());
    }

    private void carefully(Stretch part) {
        var one = Arrays.stream(left, part.left(), part.leftEnd()).boxed().toList();
        var other = Arrays.stream(right, part.right(), part.rightEnd()).boxed().toList();
        var deltas = DiffUtils.diff(one, other, new MyersDiffWithLinearSpace<Integer>(), null, true)
                .getDeltas();
        for (AbstractDelta<Integer> delta : deltas) {
            if (delta.getType() == DeltaType.EQUAL) {
                for (var i = 0; i < delta.getSource().size(); i++) {
                    pairs.add(new Pair(
                            part.left() + delta.getSource().getPosition() + i,
                            part.right() + delta.getTarget().getPosition() + i));
                }
            }
        }
    }

    /** The same values in their order; of each the first with the first, the second with the second. */
    private List<Pair> candidates(Stretch part, boolean all) {
        var places = new HashMap<Integer, ArrayDeque<Integer>>();
        for (var at = part.right(); at < part.rightEnd(); at++) {
            places.computeIfAbsent(right[at], value -> new ArrayDeque<>()).add(at);
        }
        var counts = new HashMap<Integer, Integer>();
        for (var at = part.left(); at < part.leftEnd(); at++) {
            counts.merge(left[at], 1, Integer::sum);
        }
        var found = new ArrayList<Pair>();
        for (var at = part.left(); at < part.leftEnd(); at++) {
            var there = places.get(left[at]);
            var isRare = counts.getOrDefault(left[at], 0) == 1 && there != null && there.size() == 1;
            if (there != null && !there.isEmpty() && (all || isRare)) {
                found.add(new Pair(at, there.poll()));
            }
        }
        return found;
    }

    /** The longest part of these pairs in which the right places rise as well. */
    private static List<Pair> rising(List<Pair> pairs) {
        var lasts = new int[pairs.size()];
        var before = new int[pairs.size()];
        var length = 0;
        for (var i = 0; i < pairs.size(); i++) {
            var low = 0;
            var high = length;
            while (low < high) {
                var middle = (low + high) >>> 1;
                if (pairs.get(lasts[middle]).right() < pairs.get(i).right()) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            before[i] = low == 0 ? -1 : lasts[low - 1];
            lasts[low] = i;
            length = Math.max(length, low + 1);
        }
        var longest = new Pair[length];
        for (int at = length - 1, i = length == 0 ? -1 : lasts[length - 1]; at >= 0; at--, i = before[i]) {
            longest[at] = pairs.get(i);
        }
        return List.of(longest);
    }
}
