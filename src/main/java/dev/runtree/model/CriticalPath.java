package dev.runtree.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The chain of steps that determined when it all ended: going back from the end, at each moment the step that was waited
 * for. Of steps side by side it is the one that ended last; the rest of a step's time is its own. A step that its parent did
 * not wait for, because it ended after it, is on the path only where nothing else ended later.
 */
public final class CriticalPath {
    /** Clocks differ: a child that ends no later than this after its parent was waited for. */
    private static final long SKEW = 2_000_000;

    private static final int TOPS = -1;

    private final int[] spans;
    private final long[] from;
    private final long[] to;
    private final long nanos;

    private CriticalPath(List<Segment> segments) {
        segments.sort(Comparator.comparingInt(Segment::span).thenComparingLong(Segment::from));
        spans = segments.stream().mapToInt(Segment::span).toArray();
        from = segments.stream().mapToLong(Segment::from).toArray();
        to = segments.stream().mapToLong(Segment::to).toArray();
        nanos = segments.stream().mapToLong(each -> each.to - each.from).sum();
    }

    private record Segment(int span, long from, long to) {}

    /** Takes the stretches in which a step is on the path. */
    @FunctionalInterface
    public interface Taker {
        /** Nanoseconds since 1970-01-01T00:00Z. */
        void take(long from, long to);
    }

    /** @param now where steps end that still run */
    public static CriticalPath of(SpanOrder tree, long now) {
        return new CriticalPath(new Walk(tree, now).segments());
    }

    /** The stretches of a step on the path, by time; none when it is not on it. */
    public void each(int place, Taker taker) {
        for (var i = first(place); i < spans.length && spans[i] == place; i++) {
            taker.take(from[i], to[i]);
        }
    }

    public boolean contains(int place) {
        var first = first(place);
        return first < spans.length && spans[first] == place;
    }

    private int first(int place) {
        var low = 0;
        var high = spans.length;
        while (low < high) {
            var middle = (low + high) >>> 1;
            if (spans[middle] < place) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Nanoseconds of this step on the path. */
    public long nanos(int place) {
        var sum = new long[1];
        each(place, (begun, ended) -> sum[0] += ended - begun);
        return sum[0];
    }

    /** How long the path is in all, in nanoseconds. */
    public long nanos() {
        return nanos;
    }

    /** How many steps are on it. */
    public int size() {
        return (int) Arrays.stream(spans).distinct().count();
    }

    /** From the end to the start, without recursion, for chains as deep as there are spans. */
    private static final class Walk {
        private final SpanOrder tree;
        private final long now;
        /** When a step and all beneath it ended. */
        private final long[] lastEnd;

        private final ArrayDeque<Visit> visits = new ArrayDeque<>();
        private final List<Segment> segments = new ArrayList<>();

        Walk(SpanOrder tree, long now) {
            this.tree = tree;
            this.now = now;
            this.lastEnd = new long[tree.size()];
            for (var i = lastEnd.length - 1; i >= 0; i--) {
                lastEnd[i] = Math.max(lastEnd[i], end(i));
                if (tree.parent(i) >= 0) {
                    lastEnd[tree.parent(i)] = Math.max(lastEnd[tree.parent(i)], lastEnd[i]);
                }
            }
        }

        List<Segment> segments() {
            visits.push(new Visit(TOPS, Long.MIN_VALUE, Long.MAX_VALUE));
            while (!visits.isEmpty()) {
                step(visits.peek());
            }
            return segments;
        }

        private void step(Visit visit) {
            var late = visit.nextLate();
            if (late >= 0) {
                visit.goBackTo(start(late));
                visits.push(new Visit(late, visit.floor, lastEnd[late]));
                return;
            }
            var child = visit.nextWaitedFor();
            if (child >= 0) {
                var ended = Math.min(end(child), visit.until);
                visit.own(ended);
                visit.goBackTo(start(child));
                visits.push(new Visit(child, visit.floor, ended));
                return;
            }
            visit.own(visit.floor);
            visits.pop();
        }

        private long start(int place) {
            return tree.span(place).startNanos();
        }

        private long end(int place) {
            var end = tree.span(place).endNanos();
            return Math.max(start(place), end == null ? now : end);
        }

        private int[] children(int place) {
            var children = new ArrayList<Integer>();
            for (var i = place + 1; i < (place < 0 ? tree.size() : tree.end(place)); i = tree.end(i)) {
                children.add(i);
            }
            return children.stream().mapToInt(i -> i).toArray();
        }

        private static int[] sorted(int[] places, Comparator<Integer> order) {
            return Arrays.stream(places).boxed().sorted(order).mapToInt(i -> i).toArray();
        }

        /** A step of which the time from its start to {@code until} is given to it and to its children. */
        private final class Visit {
            private final int place;
            private final long floor;
            private final long ended;
            private final int[] children;
            private final int[] byLastEnd;
            private int late;
            private int next;
            private long until;

            Visit(int place, long above, long until) {
                this.place = place;
                this.until = until;
                this.floor = place < 0 ? above : Math.max(above, start(place));
                // The tops have nobody above them who could wait or not.
                this.ended = place < 0 ? Long.MIN_VALUE : end(place);
                this.children = sorted(
                        children(place),
                        Comparator.comparingLong((Integer child) -> -end(child))
                                .thenComparingLong(child -> start(child)));
                this.byLastEnd = until <= ended
                        ? new int[0]
                        : sorted(children, Comparator.comparingLong((Integer child) -> -lastEnd[child]));
            }

            /** The child of which something ended last, while the step itself had ended before. */
            int nextLate() {
                while (late < byLastEnd.length && until > ended) {
                    var child = byLastEnd[late++];
                    if (lastEnd[child] <= ended) {
                        break;
                    }
                    if (lastEnd[child] <= until && start(child) < lastEnd[child] && lastEnd[child] > floor) {
                        return child;
                    }
                }
                until = place < 0 ? floor : Math.min(until, ended);
                return -1;
            }

            /** The child that ended last before the rest of the step's time. */
            int nextWaitedFor() {
                while (next < children.length && until > floor) {
                    var child = children[next++];
                    var ends = end(child);
                    var waited = ends <= until || (until == ended && ends - ended <= SKEW);
                    if (waited && start(child) < Math.min(ends, until) && ends > floor) {
                        return child;
                    }
                }
                return -1;
            }

            void goBackTo(long time) {
                until = Math.max(floor, Math.min(until, time));
            }

            /** Nothing was waited for between {@code since} and the time before which all is given. */
            void own(long since) {
                if (place >= 0 && since < until) {
                    segments.add(new Segment(place, since, until));
                }
            }
        }
    }
}
