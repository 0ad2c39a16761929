package dev.runtree.compare.steps;

import dev.runtree.compare.steps.CommonOrder.Pair;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;

/**
 * Matches the steps beneath two parents, the surest first: equal ones in their order; equal ones at work at once, in whatever
 * order; then between these the most alike; then the same calls at other places. No two lists take more than n log n steps and
 * some thousands for each stretch in which they differ.
 */
final class Siblings {
    /** A stretch of so many pairs is searched for the best of all ways to match it; a longer one is matched by its keys. */
    private static final int CAREFULLY = 10_000;

    /** Steps at work at once that are compared each with each. */
    private static final int TOGETHER = 64;

    private final Side left;
    private final Side right;
    private final int[] lefts;
    private final int[] rights;
    private final int[] there;
    private final boolean[] taken;
    private final List<Pair> ordered = new ArrayList<>();
    private final List<Pair> matched = new ArrayList<>();
    private final List<Pair> moved = new ArrayList<>();

    Siblings(Side left, Side right, List<Integer> lefts, List<Integer> rights) {
        this.left = left;
        this.right = right;
        this.lefts = lefts.stream().mapToInt(Integer::intValue).toArray();
        this.rights = rights.stream().mapToInt(Integer::intValue).toArray();
        there = new int[this.lefts.length];
        Arrays.fill(there, -1);
        taken = new boolean[this.rights.length];
    }

    void match() {
        inGroups();
        inOrder(left.subtrees, right.subtrees);
        inOrder(left.own, right.own);
        together(left.subtrees, right.subtrees);
        together(left.own, right.own);
        between();
        together(left.asked, right.asked);
        together(left.answered, right.answered);
        alikeTogether();
        elsewhere(left.subtrees, right.subtrees);
        elsewhere(left.asked, right.asked);
    }

    /** Pairs of steps at the same place, in the order of the right ones. */
    List<Pair> matched() {
        return matched;
    }

    /** Pairs of steps at another place among their siblings. */
    List<Pair> moved() {
        return moved;
    }

    private void take(int i, int j, List<Pair> to) {
        there[i] = j;
        taken[j] = true;
        to.add(new Pair(lefts[i], rights[j]));
    }

    private void takeOrdered(int i, int j) {
        take(i, j, matched);
        ordered.add(new Pair(i, j));
    }

    /**
     * Steps at work at once are first matched as a group, with one that holds the same steps in whatever order, then with one of
     * the same tools: of two groups one after the other that share a call, it is not taken for that of the wrong one.
     */
    private void inGroups() {
        var all = new Gap(places(lefts.length), places(rights.length));
        inGroups(all, left.subtrees, right.subtrees, 1);
        ordered.sort(Comparator.comparingInt(Pair::left));
        for (var gap : gaps()) {
            inGroups(gap, left.labels, right.labels, 2);
        }
        ordered.sort(Comparator.comparingInt(Pair::left));
    }

    private void inGroups(Gap gap, int[] leftKeys, int[] rightKeys, int least) {
        var numbers = new HashMap<List<Integer>, Integer>();
        var one = Groups.of(left, lefts, gap.left, leftKeys, least, numbers);
        var other = Groups.of(right, rights, gap.right, rightKeys, least, numbers);
        for (var pair : CommonOrder.of(one.keys(), other.keys())) {
            var members = one.members(pair.left());
            var others = other.members(pair.right());
            inOrder(new Gap(members, others), left.subtrees, right.subtrees);
            anyhow(members, others, left.subtrees, right.subtrees);
            anyhow(members, others, left.own, right.own);
        }
    }

    private static List<Integer> places(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    /** Equal ones in whatever order. */
    private void anyhow(List<Integer> members, List<Integer> others, int[] leftKeys, int[] rightKeys) {
        var free = new HashMap<Integer, ArrayDeque<Integer>>();
        for (var j : others) {
            if (!taken[j]) {
                free.computeIfAbsent(rightKeys[rights[j]], key -> new ArrayDeque<>())
                        .add(j);
            }
        }
        for (var i : members) {
            var same = there[i] < 0 ? free.get(leftKeys[lefts[i]]) : null;
            if (same != null && !same.isEmpty()) {
                take(i, same.poll(), matched);
            }
        }
    }

    private void inOrder(int[] leftKeys, int[] rightKeys) {
        for (var gap : gaps()) {
            inOrder(gap, leftKeys, rightKeys);
        }
        ordered.sort(Comparator.comparingInt(Pair::left));
    }

    private void inOrder(Gap gap, int[] leftKeys, int[] rightKeys) {
        var one = gap.left.stream().mapToInt(i -> leftKeys[lefts[i]]).toArray();
        var other = gap.right.stream().mapToInt(j -> rightKeys[rights[j]]).toArray();
        for (var pair : CommonOrder.of(one, other)) {
            takeOrdered(gap.left.get(pair.left()), gap.right.get(pair.right()));
        }
    }

    /** A stretch between two ordered pairs, without what is matched. */
    private record Gap(List<Integer> left, List<Integer> right) {}

    private List<Gap> gaps() {
        var gaps = new ArrayList<Gap>();
        var i = 0;
        var j = 0;
        for (var at = 0; at <= ordered.size(); at++) {
            var toLeft = at == ordered.size() ? lefts.length : ordered.get(at).left();
            var toRight = at == ordered.size() ? rights.length : ordered.get(at).right();
            var gap = new Gap(new ArrayList<>(), new ArrayList<>());
            for (; i < toLeft; i++) {
                if (there[i] < 0) {
                    gap.left.add(i);
                }
            }
            for (; j < toRight; j++) {
                if (!taken[j]) {
                    gap.right.add(j);
                }
            }
            if (!gap.left.isEmpty() && !gap.right.isEmpty()) {
                gaps.add(gap);
            }
            i = toLeft + 1;
            j = toRight + 1;
        }
        return gaps;
    }

    private void between() {
        for (var gap : gaps()) {
            if ((long) gap.left.size() * gap.right.size() <= CAREFULLY) {
                for (var pair : new BestOrder(
                                gap.left.size(), gap.right.size(), (i, j) -> score(gap.left.get(i), gap.right.get(j)))
                        .pairs()) {
                    takeOrdered(gap.left.get(pair.left()), gap.right.get(pair.right()));
                }
            }
        }
        ordered.sort(Comparator.comparingInt(Pair::left));
        inOrder(left.asked, right.asked);
        inOrder(left.answered, right.answered);
        inOrder(left.labels, right.labels);
    }

    /** How likely two steps are the same one; 0 for those that cannot be. */
    private int score(int i, int j) {
        var one = lefts[i];
        var other = rights[j];
        if (left.labels[one] != right.labels[other]) {
            return 0;
        }
        return 100
                + (left.asked[one] == right.asked[other] ? 60 : 0)
                + (left.answered[one] == right.answered[other] ? 40 : 0)
                + (left.facet(one, Facet.STATUS) == right.facet(other, Facet.STATUS) ? 20 : 0)
                + left.alike(one, right, other);
    }

    private void together(int[] leftKeys, int[] rightKeys) {
        var crossing = new Crossing();
        pairUp(leftKeys, rightKeys, crossing::isAllowed, matched);
    }

    private void elsewhere(int[] leftKeys, int[] rightKeys) {
        pairUp(leftKeys, rightKeys, (i, j) -> true, moved);
    }

    private void pairUp(int[] leftKeys, int[] rightKeys, BiPredicate<Integer, Integer> may, List<Pair> to) {
        var free = new HashMap<Integer, ArrayDeque<Integer>>();
        for (var j = 0; j < rights.length; j++) {
            if (!taken[j]) {
                free.computeIfAbsent(rightKeys[rights[j]], key -> new ArrayDeque<>())
                        .add(j);
            }
        }
        for (var i = 0; i < lefts.length && !free.isEmpty(); i++) {
            var same = there[i] < 0 ? free.get(leftKeys[lefts[i]]) : null;
            if (same != null) {
                var at = i;
                same.stream()
                        .limit(TOGETHER)
                        .filter(j -> may.test(at, j))
                        .findFirst()
                        .ifPresent(j -> {
                            same.remove(j);
                            take(at, j, to);
                        });
            }
        }
    }

    /** What is left of steps at work at once: the most alike first. */
    private void alikeTogether() {
        var crossing = new Crossing();
        var candidates = new ArrayList<int[]>();
        var free = new HashMap<Integer, List<Integer>>();
        for (var j = 0; j < rights.length; j++) {
            if (!taken[j]) {
                free.computeIfAbsent(right.labels[rights[j]], label -> new ArrayList<>())
                        .add(j);
            }
        }
        for (var i = 0; i < lefts.length; i++) {
            var same = there[i] < 0 ? free.getOrDefault(left.labels[lefts[i]], List.of()) : List.<Integer>of();
            for (var j : same.subList(0, Math.min(TOGETHER, same.size()))) {
                if (crossing.isAllowed(i, j)) {
                    candidates.add(new int[] {i, j, score(i, j)});
                }
            }
        }
        candidates.sort((a, b) -> Integer.compare(b[2], a[2]));
        for (var candidate : candidates) {
            if (there[candidate[0]] < 0 && !taken[candidate[1]]) {
                take(candidate[0], candidate[1], matched);
            }
        }
    }

    /** Whether two steps may be matched across others, because these were at work at the same time in one of the runs. */
    private final class Crossing {
        private final int[] latestBefore = new int[lefts.length + 1];
        private final int[] earliestFrom = new int[lefts.length + 1];
        private final int[] leftBegins = begins(left, lefts);
        private final int[] leftEnds = ends(leftBegins);
        private final int[] rightBegins = begins(right, rights);
        private final int[] rightEnds = ends(rightBegins);

        Crossing() {
            var at = new int[lefts.length];
            Arrays.fill(at, -1);
            ordered.forEach(pair -> at[pair.left()] = pair.right());
            latestBefore[0] = -1;
            for (var i = 0; i < lefts.length; i++) {
                latestBefore[i + 1] = Math.max(latestBefore[i], at[i]);
            }
            earliestFrom[lefts.length] = rights.length;
            for (var i = lefts.length - 1; i >= 0; i--) {
                earliestFrom[i] = at[i] < 0 ? earliestFrom[i + 1] : Math.min(earliestFrom[i + 1], at[i]);
            }
        }

        boolean isAllowed(int i, int j) {
            return latestBefore[leftBegins[i]] < rightEnds[j] && earliestFrom[leftEnds[i]] >= rightBegins[j];
        }

        private static int[] begins(Side side, int[] steps) {
            var begins = new int[steps.length];
            for (var i = 1; i < steps.length; i++) {
                begins[i] = side.group(steps[i]) == side.group(steps[i - 1]) ? begins[i - 1] : i;
            }
            return begins;
        }

        private static int[] ends(int[] begins) {
            var ends = new int[begins.length];
            for (var i = begins.length - 1; i >= 0; i--) {
                ends[i] = i + 1 < begins.length && begins[i + 1] == begins[i] ? ends[i + 1] : i + 1;
            }
            return ends;
        }
    }
}
