package dev.runtree.compare.steps;

import dev.runtree.model.SpanKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes two matched trees down as one, and notes where they part. */
final class Merge {
    private final Side left;
    private final Side right;
    private final TreeMatching matching;
    private final boolean isBare;
    private final List<AlignedStep> steps = new ArrayList<>();
    private final ArrayDeque<Visit> todo = new ArrayDeque<>();
    private int first = -1;
    private @Nullable Facet firstChange;

    /**
     * A step to write down, or to leave.
     *
     * @param left the step's place in the left run, or -1
     * @param right likewise
     * @param written its place in {@code steps} when it is to be left; -1 before
     */
    private record Visit(int left, int right, int depth, int written) {}

    Merge(Side left, Side right, TreeMatching matching, boolean isBare) {
        this.left = left;
        this.right = right;
        this.matching = matching;
        this.isBare = isBare;
    }

    void walk() {
        push(left.tops(), right.tops(), 0);
        while (!todo.isEmpty()) {
            var visit = todo.pop();
            if (visit.written() < 0) {
                enter(visit);
            } else {
                leave(visit.written());
            }
        }
    }

    private void enter(Visit visit) {
        var i = visit.left();
        var j = visit.right();
        var step = new AlignedStep(
                visit.depth(),
                i < 0 ? null : left.step(i),
                j < 0 ? null : right.step(j),
                j >= 0 && matching.isMoved(j),
                i < 0 || j < 0 ? List.of() : changed(i, j));
        steps.add(step);
        if (step.left() == null || step.right() == null || step.isMoved()) {
            note(steps.size() - 1, step.changed().stream().findFirst().orElse(null));
        }
        step.changed().stream().filter(Facet::isAsked).findFirst().ifPresent(facet -> note(steps.size() - 1, facet));
        todo.push(new Visit(i, j, visit.depth(), steps.size() - 1));
        push(i < 0 ? List.of() : left.children(i), j < 0 ? List.of() : right.children(j), visit.depth() + 1);
    }

    private void leave(int written) {
        steps.get(written).changed().stream().findFirst().ifPresent(facet -> note(written, facet));
    }

    private void note(int at, @Nullable Facet change) {
        if (first < 0) {
            first = at;
            firstChange = change;
        }
    }

    private List<Facet> changed(int i, int j) {
        return Arrays.stream(Facet.values())
                .filter(facet -> isChanged(facet, left.facet(i, facet), right.facet(j, facet), i, j))
                .toList();
    }

    private boolean isChanged(Facet facet, int one, int other, int i, int j) {
        if (one == other) {
            return false;
        }
        if (!isBare) {
            return true;
        }
        var isTold = one != Keys.NONE && other != Keys.NONE;
        var isTop = left.parent(i) < 0 && right.parent(j) < 0;
        return switch (facet) {
            case PARAMETERS, TOOLS -> false; // each vocabulary has its own names for them
            case NAME -> isTold && !isTop;
            case MODEL -> isTold && left.span(i).kind() == SpanKind.LLM;
            default -> isTold;
        };
    }

    /** Puts the steps beneath two parents on top of what is to be done, first the first; what only the left has stays in place. */
    private void push(List<Integer> lefts, List<Integer> rights, int depth) {
        var visits = new ArrayList<Visit>();
        var places = new HashMap<Integer, Integer>();
        for (var at = 0; at < lefts.size(); at++) {
            places.put(lefts.get(at), at);
        }
        var upTo = new int[rights.size()];
        for (int at = rights.size() - 1, place = lefts.size(); at >= 0; at--) {
            var j = rights.get(at);
            place = matching.leftOf(j) < 0 || matching.isMoved(j)
                    ? place
                    : places.getOrDefault(matching.leftOf(j), place);
            upTo[at] = place;
        }
        var next = 0;
        for (var at = 0; at < upTo.length; at++) {
            while (next < upTo[at]) {
                next = addLeft(lefts.get(next), depth, visits, next);
            }
            visits.add(new Visit(matching.leftOf(rights.get(at)), rights.get(at), depth, -1));
        }
        while (next < lefts.size()) {
            next = addLeft(lefts.get(next), depth, visits, next);
        }
        visits.reversed().forEach(todo::push);
    }

    private int addLeft(int i, int depth, List<Visit> to, int place) {
        if (matching.rightOf(i) < 0) {
            to.add(new Visit(i, -1, depth, -1));
        }
        return place + 1;
    }

    List<AlignedStep> steps() {
        return steps;
    }

    int first() {
        return first;
    }

    @Nullable Facet firstChange() {
        return firstChange;
    }
}
