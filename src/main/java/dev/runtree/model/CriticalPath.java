package dev.runtree.model;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The chain of steps that determined when a run ended, as stretches of time without a gap, each of one step: had one of
 * them been shorter, the run could have ended sooner. Found from the end backwards: of the steps inside another, the one
 * that ended last led to what came next, and so on within it. Time in which none of them had just ended belongs to a step
 * that ran meanwhile, if there was one, and else to the step around them. A step that outlives the one that it is inside
 * counts only up to that one's end, for nobody waited for the rest.
 *
 * <p>The stretches cover the run from its beginning to its end: of one top, its own time; of several, from the first start
 * to the last end. A step that still runs is taken to run until the last thing that is known of the run.
 */
public final class CriticalPath {
    /** The place of a stretch in which no step ran at all: between the tops of a run that has several. */
    public static final int NOWHERE = -1;

    private final SpanTree tree;
    private final int[] places;
    private final long[] starts;
    private final long end;
    private final BitSet on;

    CriticalPath(SpanTree tree, int[] places, long[] starts, long end) {
        this.tree = tree;
        this.places = places;
        this.starts = starts;
        this.end = end;
        this.on = new BitSet(tree.size());
        for (var place : places) {
            if (place != NOWHERE) {
                on.set(place);
            }
        }
    }

    /** Takes about as long as sorting the spans by their ends. */
    public static CriticalPath of(SpanTree tree) {
        return tree.size() == 0
                ? new CriticalPath(tree, new int[0], new long[0], 0)
                : new CriticalPathSearch(tree).search();
    }

    /** How many stretches there are. The first begins when the run does, each begins where the one before it ends. */
    public int size() {
        return places.length;
    }

    /** The place in the tree of the step that a stretch belongs to, or {@link #NOWHERE}. */
    public int place(int stretch) {
        return places[stretch];
    }

    /** When a stretch begins, nanoseconds since 1970-01-01T00:00Z. */
    public long start(int stretch) {
        return starts[stretch];
    }

    /** When it ends, later than {@link #start}. */
    public long end(int stretch) {
        return stretch + 1 < starts.length ? starts[stretch + 1] : end;
    }

    /** The nanoseconds of all stretches. */
    public long nanos() {
        return starts.length == 0 ? 0 : end - starts[0];
    }

    /** Whether the step at a place has a stretch of its own. */
    public boolean contains(int place) {
        return on.get(place);
    }

    /**
     * Whether nothing is known to have worked: a stretch of a step that only holds others together, while none of them ran. A
     * step without any inside it is work, whatever its kind.
     */
    public boolean isIdle(int stretch) {
        var place = places[stretch];
        if (place == NOWHERE) {
            return true;
        }
        var holdsOthers = tree.end(place) > place + 1;
        return holdsOthers
                && switch (tree.span(place).kind()) {
                    case AGENT, TEAM, WORKFLOW, STEP, DELEGATION, OTHER -> true;
                    case LLM, TOOL, HOOK, GUARDRAIL, RETRIEVAL, EMBEDDING, RERANK, APPROVAL -> false;
                };
    }

    /** The nanoseconds that each step has on the path, by its place in the tree. */
    public long[] nanosByPlace() {
        var nanos = new long[tree.size()];
        for (var i = 0; i < places.length; i++) {
            if (places[i] != NOWHERE) {
                nanos[places[i]] += end(i) - start(i);
            }
        }
        return nanos;
    }

    @Override
    public String toString() {
        return "CriticalPath" + Arrays.toString(places);
    }
}
