package dev.runtree.model;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A user or session, spread over a trace: many producers name it on one span only. A span has its own; else that of the
 * nearest span above; else the first beneath it; else the trace's, when the whole trace names but one.
 */
final class Identity {
    private final @Nullable String[] known;

    private Identity(@Nullable String[] known) {
        this.known = known;
    }

    static Identity of(SpanTree tree, Function<Span, @Nullable String> own) {
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
        var only = only(tree, own);
        for (var i = 0; i < above.length; i++) {
            above[i] = above[i] != null ? above[i] : beneath[i] != null ? beneath[i] : only;
        }
        return new Identity(above);
    }

    /** The identity of the span at a place. */
    @Nullable String at(int place) {
        return known[place];
    }

    private static @Nullable String only(SpanTree tree, Function<Span, @Nullable String> own) {
        String only = null;
        for (var span : tree.spans()) {
            var said = own.apply(span);
            if (said != null && only != null && !said.equals(only)) {
                return null;
            }
            only = said != null ? said : only;
        }
        return only;
    }
}
