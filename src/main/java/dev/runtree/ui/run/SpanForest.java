package dev.runtree.ui.run;

import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Spans in the order in which a tree shows them, with their structure as plain arrays. A span is meant by its index
 * from 0. Whatever the producer sent makes a tree: a span whose parent is missing is a root, and so is the first span
 * of a ring of parents. Immutable; costs about 100 ms for a million spans, so it is made off the FX thread.
 */
final class SpanForest implements SpanOrder {
    private static final int NONE = -1;

    private final List<Span> spans;
    private final SpanIndex index;
    private final int[] parent;
    private final int[] depth;
    private final int[] end;
    private final int[] errorsInside;
    private final boolean[] errorStarts;
    private int[] errors = {};

    private SpanForest(List<Span> spans, int[] parent, int[] depth) {
        this.spans = spans;
        this.parent = parent;
        this.depth = depth;
        this.index = new SpanIndex(spans);
        var size = spans.size();
        this.end = new int[size];
        this.errorsInside = new int[size];
        this.errorStarts = new boolean[size];
        rollUp();
    }

    static SpanForest of(List<Span> given) {
        var order = new Order(given);
        var spans = new ArrayList<Span>(given.size());
        for (var at : order.preorder) {
            spans.add(given.get(at));
        }
        return new SpanForest(List.copyOf(spans), order.parentInOrder(), order.depth);
    }

    private void rollUp() {
        var childFailed = new boolean[size()];
        for (var i = size() - 1; i >= 0; i--) {
            end[i] = Math.max(end[i], i + 1);
            errorStarts[i] = spans.get(i).failed() && !childFailed[i];
            var up = parent[i];
            if (up == NONE) {
                continue;
            }
            end[up] = Math.max(end[up], end[i]);
            childFailed[up] |= spans.get(i).failed();
            errorsInside[up] += errorsInside[i] + (errorStarts[i] ? 1 : 0);
        }
        errors = IntStream.range(0, size()).filter(i -> errorStarts[i]).toArray();
    }

    /** Where failures started, in tree order. */
    int[] errors() {
        return errors;
    }

    @Override
    public int size() {
        return spans.size();
    }

    List<Span> spans() {
        return spans;
    }

    @Override
    public Span span(int i) {
        return spans.get(i);
    }

    /** The span's index, or -1 when it is not here. */
    int indexOf(SpanId id) {
        return index.of(id);
    }

    /** The parent's index, or -1 for a root. */
    @Override
    public int parent(int i) {
        return parent[i];
    }

    /** 0 for a root. */
    int depth(int i) {
        return depth[i];
    }

    /** The index after the last span of the subtree. */
    @Override
    public int end(int i) {
        return end[i];
    }

    boolean hasChildren(int i) {
        return end[i] > i + 1;
    }

    /** How many spans lie beneath it, at any depth. */
    int descendants(int i) {
        return end[i] - i - 1;
    }

    /** Failures that started beneath it; one that only passed through a span is not counted again. */
    int errorsInside(int i) {
        return errorsInside[i];
    }

    /** Whether it failed and none of its children did. */
    boolean errorStarts(int i) {
        return errorStarts[i];
    }

    /** Puts the spans into preorder without recursion, for chains as deep as there are spans. */
    private static final class Order {
        private final int[] parent;
        private final int[] firstChild;
        private final int[] nextSibling;
        private final int[] place;
        private final int[] preorder;
        private final int[] depth;
        private int visited;

        Order(List<Span> given) {
            var size = given.size();
            parent = parents(given);
            firstChild = filled(size);
            nextSibling = filled(size);
            place = filled(size);
            preorder = new int[size];
            depth = new int[size];
            // Pushing to the front turns the children round, and the stack turns them back.
            for (var i = 0; i < size; i++) {
                if (parent[i] != NONE) {
                    nextSibling[i] = firstChild[parent[i]];
                    firstChild[parent[i]] = i;
                }
            }
            var stack = new int[size];
            for (var i = 0; i < size; i++) {
                if (parent[i] == NONE) {
                    visit(i, stack);
                }
            }
            for (var i = 0; visited < size; i++) {
                if (place[i] == NONE) {
                    parent[i] = NONE;
                    visit(i, stack);
                }
            }
        }

        private static int[] parents(List<Span> given) {
            var index = new SpanIndex(given);
            var parents = filled(given.size());
            for (var i = 0; i < parents.length; i++) {
                var span = given.get(i);
                var id = span.parentSpanId();
                if (id != null) {
                    var up = index.of(new SpanId(span.id().traceId(), id));
                    parents[i] = up == i ? NONE : up;
                }
            }
            return parents;
        }

        private static int[] filled(int size) {
            var array = new int[size];
            Arrays.fill(array, NONE);
            return array;
        }

        private void visit(int root, int[] stack) {
            var top = 0;
            stack[top++] = root;
            while (top > 0) {
                var at = stack[--top];
                place[at] = visited;
                preorder[visited] = at;
                depth[visited] = parent[at] == NONE ? 0 : depth[place[parent[at]]] + 1;
                visited++;
                for (var child = firstChild[at]; child != NONE; child = nextSibling[child]) {
                    if (parent[child] == at) {
                        stack[top++] = child;
                    }
                }
            }
        }

        int[] parentInOrder() {
            var result = new int[preorder.length];
            for (var i = 0; i < result.length; i++) {
                var up = parent[preorder[i]];
                result[i] = up == NONE ? NONE : place[up];
            }
            return result;
        }
    }
}
