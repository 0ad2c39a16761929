package dev.runtree.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The spans of a trace in tree order: a parent before its children, siblings by start and then by id. Any set of spans makes
 * a tree: one whose parent is missing is a top of its own, a circle of parents is opened at its earliest span, and of two
 * versions of a span the heavier one stands. The order in which the spans are given has no influence.
 */
public final class SpanTree {
    private static final int NONE = -1;

    private final List<Span> spans;
    private final int[] parents;
    private final int[] depths;
    private final int[] ends;
    private final Map<String, Integer> places;

    private SpanTree(List<Span> spans, int[] parents, int[] depths, int[] ends, Map<String, Integer> places) {
        this.spans = spans;
        this.parents = parents;
        this.depths = depths;
        this.ends = ends;
        this.places = places;
    }

    /** @param spans of one trace, in any order */
    public static SpanTree of(Collection<Span> spans) {
        var byStart = distinct(spans);
        byStart.sort(Comparator.comparingLong(Span::startNanos)
                .thenComparing(span -> span.id().spanId()));
        var parents = parents(byStart);
        openCircles(parents);
        return inTreeOrder(byStart, parents);
    }

    public int size() {
        return spans.size();
    }

    /** All spans, in tree order. */
    public List<Span> spans() {
        return spans;
    }

    public Span span(int place) {
        return spans.get(place);
    }

    /** The place of the parent, which is a smaller one; -1 for a top. */
    public int parent(int place) {
        return parents[place];
    }

    public int depth(int place) {
        return depths[place];
    }

    /** The first place behind the subtree of this one. */
    public int end(int place) {
        return ends[place];
    }

    /** The place of a span, or -1. */
    public int place(String spanId) {
        return places.getOrDefault(spanId, NONE);
    }

    /** The parent that a top names and that has not come; {@code null} for a real root. */
    public @Nullable String missingParent(int top) {
        var parent = spans.get(top).parentSpanId();
        return parent == null || parent.isEmpty() || places.containsKey(parent) ? null : parent;
    }

    private static List<Span> distinct(Collection<Span> spans) {
        var byId = HashMap.<String, Span>newHashMap(spans.size());
        for (var span : spans) {
            byId.merge(span.id().spanId(), span, SpanMerge::heavier);
        }
        return new ArrayList<>(byId.values());
    }

    private static int[] parents(List<Span> byStart) {
        var places = HashMap.<String, Integer>newHashMap(byStart.size());
        for (var i = 0; i < byStart.size(); i++) {
            places.put(byStart.get(i).id().spanId(), i);
        }
        var parents = new int[byStart.size()];
        for (var i = 0; i < parents.length; i++) {
            var parent = byStart.get(i).parentSpanId();
            parents[i] = parent == null ? NONE : places.getOrDefault(parent, NONE);
        }
        return parents;
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

    private static SpanTree inTreeOrder(List<Span> byStart, int[] parents) {
        var size = parents.length;
        var nextSibling = new int[size];
        var firstChild = new int[size];
        Arrays.fill(firstChild, NONE);
        var firstTop = NONE;
        for (var i = size - 1; i >= 0; i--) {
            var parent = parents[i];
            nextSibling[i] = parent == NONE ? firstTop : firstChild[parent];
            if (parent == NONE) {
                firstTop = i;
            } else {
                firstChild[parent] = i;
            }
        }
        var ordered = new ArrayList<Span>(size);
        var newParents = new int[size];
        var depths = new int[size];
        var newPlace = new int[size];
        var places = HashMap.<String, Integer>newHashMap(size);
        for (var at = firstTop; at != NONE; at = following(at, firstChild, nextSibling, parents)) {
            var place = ordered.size();
            newPlace[at] = place;
            newParents[place] = parents[at] == NONE ? NONE : newPlace[parents[at]];
            depths[place] = newParents[place] == NONE ? 0 : depths[newParents[place]] + 1;
            ordered.add(byStart.get(at));
            places.put(byStart.get(at).id().spanId(), place);
        }
        return new SpanTree(List.copyOf(ordered), newParents, depths, ends(newParents), places);
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
