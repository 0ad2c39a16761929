package dev.runtree.compare.steps;

import dev.runtree.compare.steps.CommonOrder.Pair;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;

/** Which step of one run is which of the other: from the top downwards, and then what is the same somewhere else. */
final class TreeMatching {
    private final Side left;
    private final Side right;
    private final int[] rightOf;
    private final int[] leftOf;
    private final BitSet moved = new BitSet();
    private final ArrayDeque<Pair> todo = new ArrayDeque<>();

    private TreeMatching(Side left, Side right) {
        this.left = left;
        this.right = right;
        rightOf = new int[left.size()];
        leftOf = new int[right.size()];
        Arrays.fill(rightOf, -1);
        Arrays.fill(leftOf, -1);
    }

    /** The same whichever of the runs is the left one. */
    static TreeMatching of(Side left, Side right) {
        var isTurned = left.size() == right.size() ? left.mark() > right.mark() : left.size() > right.size();
        var matching =
                isTurned ? new TreeMatching(/* left= */ right, /* right= */ left) : new TreeMatching(left, right);
        matching.match();
        return isTurned ? matching.turned() : matching;
    }

    private TreeMatching turned() {
        var turned = new TreeMatching(/* left= */ right, /* right= */ left);
        System.arraycopy(leftOf, 0, turned.rightOf, 0, leftOf.length);
        System.arraycopy(rightOf, 0, turned.leftOf, 0, rightOf.length);
        moved.stream().forEach(j -> turned.moved.set(leftOf[j]));
        return turned;
    }

    private void match() {
        if (left.tops().size() == 1 && right.tops().size() == 1) {
            pair(left.tops().getFirst(), right.tops().getFirst(), false); // who compares them says that they are one
        } else {
            below(left.tops(), right.tops());
        }
        descend();
        elsewhere();
    }

    private void descend() {
        while (!todo.isEmpty()) {
            var pair = todo.poll();
            below(left.children(pair.left()), right.children(pair.right()));
        }
    }

    private void below(List<Integer> lefts, List<Integer> rights) {
        if (!lefts.isEmpty() && !rights.isEmpty()) {
            var siblings = new Siblings(left, right, lefts, rights);
            siblings.match();
            siblings.matched().forEach(pair -> pair(pair.left(), pair.right(), false));
            siblings.moved().forEach(pair -> pair(pair.left(), pair.right(), true));
        }
    }

    private void pair(int i, int j, boolean isMoved) {
        rightOf[i] = j;
        leftOf[j] = i;
        moved.set(j, isMoved);
        todo.add(new Pair(i, j));
    }

    /** Whole subtrees that are the same beneath another step. */
    private void elsewhere() {
        var free = new HashMap<Integer, ArrayDeque<Integer>>();
        for (var i = 0; i < rightOf.length; i++) {
            if (rightOf[i] < 0) {
                free.computeIfAbsent(left.subtrees[i], key -> new ArrayDeque<>())
                        .add(i);
            }
        }
        for (var j = 0; j < leftOf.length && !free.isEmpty(); j++) {
            var same = leftOf[j] < 0 ? free.get(right.subtrees[j]) : null;
            while (same != null && !same.isEmpty()) {
                var i = same.poll();
                if (rightOf[i] < 0) {
                    pair(i, j, true);
                    descend();
                    break;
                }
            }
        }
    }

    /** The step of the right run that is this one of the left; -1 where there is none. */
    int rightOf(int i) {
        return rightOf[i];
    }

    int leftOf(int j) {
        return leftOf[j];
    }

    /** Whether this step of the right run stands at another place in the left one. */
    boolean isMoved(int j) {
        return moved.get(j);
    }
}
