package dev.runtree.ui.run;

import dev.runtree.model.Span;
import dev.runtree.model.SpanKind;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Which spans of a run are looked at: those that pass the filter and are of no hidden kind. Their ancestors stay with them,
 * so that one sees where they are.
 *
 * @param passes {@code null} when there is no filter
 */
record RowScope(@Nullable Test passes, Set<SpanKind> hidden) {
    static final RowScope ALL = new RowScope(null, Set.of());

    /** A filter for the spans of a run. */
    @FunctionalInterface
    interface Test {
        /** Made ready for a run: what is the same for many spans is asked once. */
        IntPredicate in(SpanForest forest);
    }

    /**
     * The spans of one run that are looked at.
     *
     * @param matching those that were asked for
     * @param shown those and their ancestors
     */
    record Shown(BitSet matching, BitSet shown) {
        int matches() {
            return matching.cardinality();
        }

        int ancestors() {
            return shown.cardinality() - matching.cardinality();
        }

        /** Adds a span that did not pass, because it was asked for by itself. */
        void admit(SpanForest forest, int span) {
            matching.set(span);
            for (var at = span; at >= 0; at = forest.parent(at)) {
                shown.set(at);
            }
        }
    }

    RowScope {
        var kinds = EnumSet.noneOf(SpanKind.class);
        kinds.addAll(hidden);
        hidden = Set.copyOf(kinds);
    }

    boolean isAll() {
        return passes == null && hidden.isEmpty();
    }

    RowScope withTest(@Nullable Test test) {
        return new RowScope(test, hidden);
    }

    RowScope withHidden(Set<SpanKind> kinds) {
        return new RowScope(passes, kinds);
    }

    /** {@code null} when all of them are looked at. */
    @Nullable Shown of(SpanForest forest) {
        if (isAll()) {
            return null;
        }
        var test = passes == null ? null : passes.in(forest);
        var none = EnumSet.noneOf(SpanKind.class);
        none.addAll(hidden);
        var matching = new BitSet(forest.size());
        var shown = new BitSet(forest.size());
        for (var i = forest.size() - 1; i >= 0; i--) {
            Span span = forest.span(i);
            if (!none.contains(span.kind()) && (test == null || test.test(i))) {
                matching.set(i);
                shown.set(i);
            }
            if (shown.get(i) && forest.parent(i) >= 0) {
                shown.set(forest.parent(i));
            }
        }
        return new Shown(matching, shown);
    }
}
