package dev.runtree.model;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The spans of a trace in tree order: a parent before its children, siblings by start and then by id. Any set of spans makes
 * a tree: one whose parent is missing is a top of its own, a circle of parents is opened at its earliest span, and of two
 * versions of a span the heavier one stands. The order in which the spans are given has no influence.
 */
public final class SpanTree implements SpanOrder {
    private static final int NONE = -1;

    private final Span[] spans;
    private final int[] parents;
    private final int[] ranks;
    private final int[] facts;
    private final long[] starts;
    private final long[] endTimes;
    private final int[] depths;
    private final int[] ends;
    private final int anyFacts;
    private final SpanNumbers numbers;
    private final int[] places;

    /**
     * @param ranks which of all spans it is by start and then by id
     * @param facts of each span, see {@link SpanFacts}
     * @param endTimes the least number there is, where there is no end
     * @param numbers of the ids, also of parents that have not come
     * @param places of each number that has one
     */
    SpanTree(
            Span[] spans,
            int[] parents,
            int[] ranks,
            int[] facts,
            long[] starts,
            long[] endTimes,
            SpanNumbers numbers,
            int[] places) {
        this.spans = spans;
        this.parents = parents;
        this.ranks = ranks;
        this.facts = facts;
        this.starts = starts;
        this.endTimes = endTimes;
        this.depths = depths(parents);
        this.ends = ends(parents);
        this.anyFacts = any(facts);
        this.numbers = numbers;
        this.places = places;
    }

    /** @param spans of one trace, in any order */
    public static SpanTree of(Collection<Span> spans) {
        var trace = new TraceSpans();
        spans.forEach(trace::add);
        return trace.tree();
    }

    @Override
    public int size() {
        return spans.length;
    }

    /** All spans, in tree order. */
    public List<Span> spans() {
        return Collections.unmodifiableList(Arrays.asList(spans));
    }

    @Override
    public Span span(int place) {
        return spans[place];
    }

    /** The place of the parent, which is a smaller one; -1 for a top. */
    @Override
    public int parent(int place) {
        return parents[place];
    }

    public int depth(int place) {
        return depths[place];
    }

    /** The first place behind the subtree of this one. */
    @Override
    public int end(int place) {
        return ends[place];
    }

    /** The place of a span, or -1. */
    public int place(String spanId) {
        var number = numbers.find(spanId);
        return number == SpanNumbers.NONE || number >= places.length ? NONE : places[number];
    }

    /** The places of the calls to models, each call once however many spans tell of it; those taken from a record too. */
    public boolean[] modelCalls() {
        return CountedUsage.toldCalls(this);
    }

    /** The parent that a top names and that has not come; {@code null} for a real root. */
    public @Nullable String missingParent(int top) {
        var parent = spans[top].parentSpanId();
        return parent == null || parent.isEmpty() || place(parent) != NONE ? null : parent;
    }

    /** What is asked most often of the span at a place, see {@link SpanFacts}. */
    int facts(int place) {
        return facts[place];
    }

    /** Whether a fact holds for any span. */
    boolean any(int fact) {
        return SpanFacts.has(anyFacts, fact);
    }

    /** Compares two places by the starts of their spans and then by their ids. */
    int compareStarts(int a, int b) {
        return Integer.compare(ranks[a], ranks[b]);
    }

    long start(int place) {
        return starts[place];
    }

    /** The end of the span at a place, or the least number there is. */
    long endTime(int place) {
        return endTimes[place];
    }

    /** The later of its start and its end. */
    long lastSign(int place) {
        return Math.max(starts[place], endTimes[place]);
    }

    private static int any(int[] facts) {
        var any = 0;
        for (var each : facts) {
            any |= each;
        }
        return any;
    }

    private static int[] depths(int[] parents) {
        var depths = new int[parents.length];
        for (var i = 0; i < parents.length; i++) {
            depths[i] = parents[i] == NONE ? 0 : depths[parents[i]] + 1;
        }
        return depths;
    }

    private static int[] ends(int[] parents) {
        var ends = new int[parents.length];
        for (var i = parents.length - 1; i >= 0; i--) {
            ends[i] = Math.max(ends[i], i + 1);
            if (parents[i] != NONE) {
                ends[parents[i]] = Math.max(ends[parents[i]], ends[i]);
            }
        }
        return ends;
    }
}
