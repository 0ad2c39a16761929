package dev.runtree.ui.run;

import dev.runtree.model.CriticalPath;
import dev.runtree.model.Span;
import dev.runtree.model.SpanTree;
import java.util.Collection;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The stretches of a run's critical path by the step that they belong to, as rows are drawn. */
final class PathStretches {
    private final int[] spans;
    private final long[] from;
    private final long[] to;

    private PathStretches(int[] spans, long[] from, long[] to) {
        this.spans = spans;
        this.from = from;
        this.to = to;
    }

    /** Takes a stretch, in nanoseconds since 1970-01-01T00:00Z. */
    @FunctionalInterface
    interface Taker {
        void take(long from, long to);
    }

    /** @param given the spans of the forest, in any order */
    static PathStretches of(SpanForest forest, Collection<Span> given) {
        var tree = SpanTree.of(given);
        var path = CriticalPath.of(tree);
        var places = new int[path.size()];
        for (var i = 0; i < places.length; i++) {
            var place = path.place(i);
            places[i] = place == CriticalPath.NOWHERE
                    ? -1
                    : forest.indexOf(tree.span(place).id());
        }
        var order = IntStream.range(0, places.length)
                .filter(i -> places[i] >= 0)
                .boxed()
                .sorted(Comparator.comparingInt((Integer i) -> places[i]).thenComparingLong(path::start))
                .mapToInt(i -> i)
                .toArray();
        return new PathStretches(
                IntStream.of(order).map(i -> places[i]).toArray(),
                IntStream.of(order).mapToLong(path::start).toArray(),
                IntStream.of(order).mapToLong(path::end).toArray());
    }

    /** Gives the stretches of a step, by time; none when it is not on the path. */
    void each(int span, Taker taker) {
        for (var i = first(span); i < spans.length && spans[i] == span; i++) {
            taker.take(from[i], to[i]);
        }
    }

    private int first(int span) {
        var low = 0;
        var high = spans.length;
        while (low < high) {
            var middle = (low + high) >>> 1;
            if (spans[middle] < span) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
