package dev.runtree.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The spans of one trace while it grows. What a {@link SpanTree} is made of is kept from one to the next, so that a large
 * trace can have one after every few spans. Neither the order in which spans are put nor earlier trees have an influence.
 * So that many can be kept they are made small, see {@link #slim}.
 */
public final class TraceSpans {
    /** Stands for an input or output that was let go. No text in the database is the same: it would have a NUL. */
    public static final String LEFT_OUT = "\0";

    private static final int NONE = SpanNumbers.NONE;
    private static final int FEW = 16;

    /** Also of parents that have not come. */
    private final SpanNumbers numbers = new SpanNumbers();

    private @Nullable Span[] spans = new Span[FEW];
    private int[] facts = new int[FEW];
    private long[] starts = new long[FEW];
    /** The least number there is, where there is no end. */
    private long[] ends = new long[FEW];
    /** The number of the parent, or {@link #NONE}. */
    private int[] parents = new int[FEW];

    private @Nullable String lastParent;
    private int lastParentNumber = NONE;
    /** Numbers by start and id. */
    private int[] byStart = new int[0];
    /** Numbers whose place in {@link #byStart} is still to be found. */
    private final IntList unsorted = new IntList();

    private boolean[] isSorted = new boolean[FEW];
    private int size;
    /** Numbers of spans that may still be made smaller. */
    private final IntList full = new IntList();

    private boolean[] isFull = new boolean[FEW];
    private final List<@Nullable String> dialects = new ArrayList<>(1);
    private final SlimSpans slim = new SlimSpans();
    private int[] weights = new int[FEW];
    private long bytes;

    public int size() {
        return size;
    }

    /** The version that was put last, or {@code null}. */
    public @Nullable Span get(String spanId) {
        var number = numbers.find(spanId);
        return number == NONE ? null : spans[number];
    }

    /** Adds a span. Of two versions of it the heavier one stands, whichever comes first. */
    public void add(Span span) {
        var number = numbers.add(span.id().spanId());
        var other = number < spans.length ? spans[number] : null;
        put(number, other == null ? span : SpanMerge.heavier(other, span));
    }

    /** Adds a span, or puts it in the place of another version of it. */
    public void put(Span span) {
        put(numbers.add(span.id().spanId()), span);
    }

    private void put(int number, Span span) {
        var parent = parent(span.parentSpanId());
        reserve();
        var old = spans[number];
        if (old == null) {
            size++;
            unsort(number);
        } else if (isSorted[number] && old.startNanos() != span.startNanos()) {
            unsort(number);
        }
        spans[number] = span;
        parents[number] = parent;
        facts[number] = SpanFacts.of(span, dialect(span.dialect()));
        ends[number] = span.endNanos() == null ? Long.MIN_VALUE : span.endNanos();
        starts[number] = span.startNanos();
        if (!isFull[number]) {
            isFull[number] = true;
            full.add(number);
        }
    }

    /**
     * Lets go of the inputs and outputs of spans, of which {@link #LEFT_OUT} stays, and shares what spans have in common.
     *
     * @param kept spans that keep their texts for now
     */
    public void slim(Set<String> kept) {
        var stillFull = 0;
        for (var i = 0; i < full.size(); i++) {
            var number = full.get(i);
            isFull[number] = kept.contains(numbers.id(number));
            var slimmed = slim.of(span(number), isFull[number]);
            bytes += slimmed.bytes() - weights[number];
            weights[number] = slimmed.bytes();
            spans[number] = slimmed.span();
            if (isFull[number]) {
                full.set(stillFull++, number);
            }
        }
        full.shorten(stillFull);
    }

    /** About what the spans take in memory, as far as they have been made slim. */
    public long bytes() {
        return bytes;
    }

    /** The tree of the spans as they are now. It stays as it is when others are put. */
    public SpanTree tree() {
        sort();
        var size = byStart.length;
        var ranks = new int[numbers.size()];
        Arrays.fill(ranks, NONE);
        for (var i = 0; i < size; i++) {
            ranks[byStart[i]] = i;
        }
        var parentRanks = new int[size];
        var mayTurn = false;
        for (var i = 0; i < size; i++) {
            var parent = parents[byStart[i]];
            parentRanks[i] = parent == NONE ? NONE : ranks[parent];
            mayTurn |= parentRanks[i] >= i;
        }
        if (mayTurn) {
            openCircles(parentRanks);
        }
        return inTreeOrder(parentRanks, ranks);
    }

    /** Siblings often come one after the other. */
    private int parent(@Nullable String id) {
        if (id == null) {
            return NONE;
        }
        if (!id.equals(lastParent)) {
            lastParentNumber = numbers.add(id);
            lastParent = id;
        }
        return lastParentNumber;
    }

    private int dialect(@Nullable String dialect) {
        var known = dialects.indexOf(dialect);
        if (known < 0 && dialects.size() < SpanFacts.MOST_DIALECTS - 1) {
            dialects.add(dialect);
            return dialects.size() - 1;
        }
        return known < 0 ? SpanFacts.MOST_DIALECTS - 1 : known;
    }

    private void reserve() {
        if (numbers.size() > spans.length) {
            var length = Math.max(numbers.size(), 2 * spans.length);
            spans = Arrays.copyOf(spans, length);
            facts = Arrays.copyOf(facts, length);
            starts = Arrays.copyOf(starts, length);
            ends = Arrays.copyOf(ends, length);
            parents = Arrays.copyOf(parents, length);
            isSorted = Arrays.copyOf(isSorted, length);
            isFull = Arrays.copyOf(isFull, length);
            weights = Arrays.copyOf(weights, length);
        }
    }

    private Span span(int number) {
        var span = spans[number];
        if (span == null) {
            throw new IllegalStateException("only a parent that has not come has no span");
        }
        return span;
    }

    private int compare(int a, int b) {
        return starts[a] != starts[b]
                ? Long.compare(starts[a], starts[b])
                : numbers.id(a).compareTo(numbers.id(b));
    }

    private void unsort(int number) {
        unsorted.add(number);
        isSorted[number] = false;
    }

    private void sort() {
        if (unsorted.size() == 0) {
            return;
        }
        var added = IntStream.range(0, unsorted.size())
                .map(unsorted::get)
                .boxed()
                .sorted(this::compare)
                .mapToInt(Integer::intValue)
                .toArray();
        var merged = new int[size];
        var old = 0;
        for (var each : byStart) {
            if (isSorted[each]) {
                merged[old++] = each;
            }
        }
        var next = added.length - 1;
        for (var at = size - 1; next >= 0; at--) {
            merged[at] = old > 0 && compare(merged[old - 1], added[next]) > 0 ? merged[--old] : added[next--];
        }
        for (var each : added) {
            isSorted[each] = true;
        }
        byStart = merged;
        unsorted.shorten(0);
    }

    /** Each span has one parent, so the members of a circle are the same wherever the walk begins. */
    private static void openCircles(int[] parents) {
        var walks = new int[parents.length];
        for (var i = 0; i < parents.length; i++) {
            var walk = i + 1;
            var at = i;
            while (at != NONE && walks[at] == 0) {
                walks[at] = walk;
                at = parents[at];
            }
            if (at != NONE && walks[at] == walk) {
                parents[earliestInCircle(parents, at)] = NONE;
            }
        }
    }

    private static int earliestInCircle(int[] parents, int member) {
        var earliest = member;
        for (var at = parents[member]; at != member; at = parents[at]) {
            earliest = Math.min(earliest, at);
        }
        return earliest;
    }

    /** @param places space for a place of each number */
    private SpanTree inTreeOrder(int[] parentRanks, int[] places) {
        var size = parentRanks.length;
        var nextSibling = new int[size];
        var firstChild = new int[size];
        Arrays.fill(firstChild, NONE);
        var firstTop = NONE;
        for (var i = size - 1; i >= 0; i--) {
            var parent = parentRanks[i];
            nextSibling[i] = parent == NONE ? firstTop : firstChild[parent];
            if (parent == NONE) {
                firstTop = i;
            } else {
                firstChild[parent] = i;
            }
        }
        var ordered = new Span[size];
        var orderedFacts = new int[size];
        var orderedStarts = new long[size];
        var orderedEnds = new long[size];
        var newParents = new int[size];
        var ranks = new int[size];
        var place = 0;
        for (var at = firstTop; at != NONE; at = following(at, firstChild, nextSibling, parentRanks)) {
            var number = byStart[at];
            newParents[place] = parentRanks[at] == NONE ? NONE : places[byStart[parentRanks[at]]];
            places[number] = place;
            ranks[place] = at;
            ordered[place] = span(number);
            orderedFacts[place] = facts[number];
            orderedStarts[place] = starts[number];
            orderedEnds[place] = ends[number];
            place++;
        }
        return new SpanTree(ordered, newParents, ranks, orderedFacts, orderedStarts, orderedEnds, numbers, places);
    }

    private static int following(int at, int[] firstChild, int[] nextSibling, int[] parents) {
        if (firstChild[at] != NONE) {
            return firstChild[at];
        }
        var up = at;
        while (up != NONE && nextSibling[up] == NONE) {
            up = parents[up];
        }
        return up == NONE ? NONE : nextSibling[up];
    }
}
