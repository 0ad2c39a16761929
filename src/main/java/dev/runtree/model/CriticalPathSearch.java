package dev.runtree.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Walks a trace from its end backwards. The walk never goes forward in time, so what is known of a step's children is
 * never looked at twice, however often it is entered: all of it costs as much as sorting.
 */
final class CriticalPathSearch {
    private static final int NONE = -1;

    private final SpanTree tree;
    private final long lastSign;
    private final int root;
    private final Children[] children;
    private final Walk stack = new Walk();
    private final IntList places = new IntList();
    private long[] starts = new long[16];

    CriticalPathSearch(SpanTree tree) {
        this.tree = tree;
        this.root = tree.size();
        this.children = new Children[tree.size() + 1];
        var last = Long.MIN_VALUE;
        for (var i = 0; i < tree.size(); i++) {
            last = Math.max(last, tree.lastSign(i));
        }
        this.lastSign = last;
    }

    CriticalPath search() {
        var onlyTop = tree.end(0) == tree.size();
        var begin = onlyTop ? tree.start(0) : earliestStart();
        var end = onlyTop ? end(0) : lastSign;
        stack.push(onlyTop ? 0 : root, begin, end);
        while (!stack.isEmpty()) {
            step();
        }
        return path(end);
    }

    private long earliestStart() {
        var first = Long.MAX_VALUE;
        for (var i = 0; i < tree.size(); i++) {
            first = Math.min(first, tree.start(i));
        }
        return first;
    }

    private long end(int place) {
        var isOpen = tree.span(place).endNanos() == null;
        return isOpen ? lastSign : tree.lastSign(place);
    }

    /** Goes a stretch back in the innermost step. */
    private void step() {
        var place = stack.place();
        var begin = stack.begin();
        var now = stack.now();
        if (now <= begin) {
            stack.pop();
            return;
        }
        var inside = children(place);
        var before = inside == null ? NONE : inside.endedBefore(now);
        var endBefore = before == NONE ? begin : Math.max(begin, end(before));
        if (before != NONE && endBefore == now) {
            enter(before, now, begin);
            return;
        }
        var meanwhile = inside == null ? NONE : inside.runningAt(now);
        if (meanwhile != NONE) {
            enter(meanwhile, now, endBefore);
        } else {
            add(place, endBefore);
            stack.back(endBefore);
        }
    }

    /** Goes into a child that ran until now, back to its start, or to where what came before it ended. */
    private void enter(int child, long now, long notBefore) {
        var since = Math.max(tree.start(child), notBefore);
        stack.back(since);
        stack.push(child, since, now);
    }

    private void add(int place, long since) {
        var named = place == root ? CriticalPath.NOWHERE : place;
        if (places.size() > 0 && places.get(places.size() - 1) == named) {
            starts[places.size() - 1] = since;
            return;
        }
        if (places.size() == starts.length) {
            starts = Arrays.copyOf(starts, 2 * starts.length);
        }
        starts[places.size()] = since;
        places.add(named);
    }

    private CriticalPath path(long end) {
        var size = places.size();
        var turnedPlaces = new int[size];
        var turnedStarts = new long[size];
        for (var i = 0; i < size; i++) {
            turnedPlaces[i] = places.get(size - 1 - i);
            turnedStarts[i] = starts[size - 1 - i];
        }
        return new CriticalPath(tree, turnedPlaces, turnedStarts, end);
    }

    private @Nullable Children children(int place) {
        var isLeaf = place != root && tree.end(place) == place + 1;
        if (isLeaf) {
            return null;
        }
        var known = children[place];
        if (known == null) {
            known = new Children(place);
            children[place] = known;
        }
        return known;
    }

    /** The steps directly inside one, from the last to end to the first; those that the walk has passed are kept apart. */
    private final class Children {
        private final Integer[] byEnd;
        /** Ended after where the walk is and started before: the one that ends next first. */
        private final PriorityQueue<Integer> running;

        private int next;

        Children(int place) {
            var found = new ArrayList<Integer>();
            var from = place == root ? 0 : place + 1;
            var until = place == root ? tree.size() : tree.end(place);
            for (var child = from; child < until; child = tree.end(child)) {
                if (end(child) > tree.start(child)) {
                    found.add(child);
                }
            }
            byEnd = found.toArray(Integer[]::new);
            Comparator<Integer> byEndTime = Comparator.comparingLong(CriticalPathSearch.this::end);
            Arrays.sort(byEnd, longest(byEndTime.reversed()));
            running = new PriorityQueue<>(longest(byEndTime));
        }

        /** Of two that end together, the longer one comes first. */
        private Comparator<Integer> longest(Comparator<Integer> byEndTime) {
            return byEndTime.thenComparingLong(tree::start).thenComparingInt(child -> child);
        }

        /** The last that had ended by then, or {@link #NONE}. */
        int endedBefore(long now) {
            while (next < byEnd.length && end(byEnd[next]) > now) {
                running.add(byEnd[next++]);
            }
            while (next < byEnd.length && tree.start(byEnd[next]) >= now) {
                next++;
            }
            return next < byEnd.length ? byEnd[next] : NONE;
        }

        /** One that had begun and not ended by then, the one that ends next; or {@link #NONE}. */
        int runningAt(long now) {
            while (!running.isEmpty() && tree.start(running.peek()) >= now) {
                running.poll();
            }
            return running.isEmpty() ? NONE : running.peek();
        }
    }

    /** The steps that the walk is inside of, each with where its window begins and how far back the walk is. */
    private static final class Walk {
        private int[] places = new int[16];
        private long[] begins = new long[16];
        private long[] nows = new long[16];
        private int depth;

        boolean isEmpty() {
            return depth == 0;
        }

        void push(int place, long begin, long now) {
            if (depth == places.length) {
                places = Arrays.copyOf(places, 2 * depth);
                begins = Arrays.copyOf(begins, 2 * depth);
                nows = Arrays.copyOf(nows, 2 * depth);
            }
            places[depth] = place;
            begins[depth] = begin;
            nows[depth++] = now;
        }

        void pop() {
            depth--;
        }

        int place() {
            return places[depth - 1];
        }

        long begin() {
            return begins[depth - 1];
        }

        long now() {
            return nows[depth - 1];
        }

        void back(long to) {
            nows[depth - 1] = to;
        }
    }
}
