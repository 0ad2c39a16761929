package dev.runtree.model;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A user or session, spread over a trace: many producers name it on one span only. A span has its own; else that of the
 * nearest span above; else the first beneath it; else the trace's, when the whole trace names but one.
 */
final class Identity {
    /** Of each place; {@code null} when it is the same for all. */
    private final @Nullable String @Nullable [] known;

    private final @Nullable String only;

    private Identity(@Nullable String @Nullable [] known, @Nullable String only) {
        this.known = known;
        this.only = only;
    }

    /** @param says the fact that a span names one, see {@link SpanFacts} */
    static Identity of(SpanTree tree, int says, Function<Span, @Nullable String> own) {
        String only = null;
        for (var i = 0; tree.any(says) && i < tree.size(); i++) {
            if (SpanFacts.has(tree.facts(i), says)) {
                var said = own.apply(tree.span(i));
                if (only != null && !only.equals(said)) {
                    return new Identity(spread(tree, own), null);
                }
                only = said;
            }
        }
        return new Identity(null, only);
    }

    private static @Nullable String[] spread(SpanTree tree, Function<Span, @Nullable String> own) {
        var above = new @Nullable String[tree.size()];
        var beneath = new @Nullable String[tree.size()];
        for (var i = 0; i < above.length; i++) {
            var parent = tree.parent(i);
            var said = own.apply(tree.span(i));
            above[i] = said != null ? said : parent >= 0 ? above[parent] : null;
        }
        for (var i = above.length - 1; i >= 0; i--) {
            var said = own.apply(tree.span(i));
            beneath[i] = said != null ? said : beneath[i];
            var parent = tree.parent(i);
            if (parent >= 0 && beneath[i] != null) {
                beneath[parent] = beneath[i];
            }
        }
        for (var i = 0; i < above.length; i++) {
            above[i] = above[i] != null ? above[i] : beneath[i];
        }
        return above;
    }

    /** The identity of the span at a place. */
    @Nullable String at(int place) {
        return known == null ? only : known[place];
    }
}
