package dev.runtree.model;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A user or session, spread over a trace: many producers name it on one span only. A span has its own; else that of the
 * nearest span above; else the first beneath it; else the trace's, when the whole trace names but one.
 */
final class Identity {
    /** So many are looked for one by one; for more, all are found at once. */
    private static final int FEW = 32;

    private final SpanTree tree;
    private final int says;
    private final Function<Span, @Nullable String> own;
    private @Nullable String @Nullable [] all;
    private int asked;

    /** @param says the fact that a span names one, see {@link SpanFacts} */
    Identity(SpanTree tree, int says, Function<Span, @Nullable String> own) {
        this.tree = tree;
        this.says = says;
        this.own = own;
    }

    /** The identity of the span at a place. */
    @Nullable String at(int place) {
        if (!tree.any(says)) {
            return null;
        }
        if (all == null && ++asked > FEW) {
            all = all();
        }
        return all != null ? all[place] : lookedFor(place);
    }

    private @Nullable String lookedFor(int place) {
        for (var at = place; at >= 0; at = tree.parent(at)) {
            if (says(at)) {
                return own.apply(tree.span(at));
            }
        }
        for (var at = place + 1; at < tree.end(place); at++) {
            if (says(at)) {
                return own.apply(tree.span(at));
            }
        }
        return only();
    }

    private @Nullable String[] all() {
        var known = new @Nullable String[tree.size()];
        var beneath = new @Nullable String[tree.size()];
        for (var i = 0; i < known.length; i++) {
            var parent = tree.parent(i);
            known[i] = says(i) ? own.apply(tree.span(i)) : parent >= 0 ? known[parent] : null;
        }
        for (var i = known.length - 1; i >= 0; i--) {
            beneath[i] = says(i) ? own.apply(tree.span(i)) : beneath[i];
            var parent = tree.parent(i);
            if (parent >= 0 && beneath[i] != null) {
                beneath[parent] = beneath[i];
            }
        }
        var only = only();
        for (var i = 0; i < known.length; i++) {
            known[i] = known[i] != null ? known[i] : beneath[i] != null ? beneath[i] : only;
        }
        return known;
    }

    private boolean says(int place) {
        return SpanFacts.has(tree.facts(place), says);
    }

    private @Nullable String only() {
        String only = null;
        for (var i = 0; i < tree.size(); i++) {
            var said = says(i) ? own.apply(tree.span(i)) : null;
            if (said != null && only != null && !said.equals(only)) {
                return null;
            }
            only = said != null ? said : only;
        }
        return only;
    }
}
