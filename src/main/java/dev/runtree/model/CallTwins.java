package dev.runtree.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Model calls that a trace tells twice side by side: an SDK's own span and that of an instrumentation around it, where the
 * outer one does not become the parent, as around a stream. Told by this: siblings of one kind, in different dialects, with
 * the same tokens, and the one wholly within the time of the other. Each outer call has one inner one at most.
 */
final class CallTwins {
    /** Calls with the same tokens at the same time that are looked at; more would make a hostile trace slow. */
    private static final int MOST_OPEN = 64;

    private final boolean[] inner;

    /** What is the same for both. */
    private record Call(
            @Nullable String parent,
            SpanKind kind,
            @Nullable Long input,
            @Nullable Long output) {}

    private CallTwins(boolean[] inner) {
        this.inner = inner;
    }

    /** @param has whether a span has what is to be counted */
    static CallTwins of(SpanTree tree, Predicate<Span> has) {
        var inner = new boolean[tree.size()];
        if (allSpeakAlike(tree)) {
            return new CallTwins(inner);
        }
        var open = new HashMap<Call, List<Span>>();
        for (var place = 0; place < inner.length; place++) {
            var span = tree.span(place);
            if (span.kind() == SpanKind.LLM && span.endNanos() != null && has.test(span)) {
                var usage = span.usage();
                var call = new Call(span.parentSpanId(), span.kind(), usage.input(), usage.output());
                inner[place] = isWithinOne(open.computeIfAbsent(call, key -> new ArrayList<>()), span);
            }
        }
        return new CallTwins(inner);
    }

    private static boolean allSpeakAlike(SpanTree tree) {
        Span first = null;
        for (var span : tree.spans()) {
            if (span.kind() == SpanKind.LLM) {
                if (first != null && !Objects.equals(first.dialect(), span.dialect())) {
                    return false;
                }
                first = span;
            }
        }
        return true;
    }

    /** Siblings come by their start, so an outer call has been seen before; it is forgotten with its inner one. */
    private static boolean isWithinOne(List<Span> open, Span span) {
        open.removeIf(earlier -> end(earlier) < span.startNanos());
        for (var earlier : open) {
            if (end(earlier) >= end(span) && !Objects.equals(earlier.dialect(), span.dialect())) {
                open.remove(earlier);
                return true;
            }
        }
        if (open.size() == MOST_OPEN) {
            open.removeFirst();
        }
        open.add(span);
        return false;
    }

    private static long end(Span span) {
        return Objects.requireNonNull(span.endNanos());
    }

    /** Whether the call at this place is the inner one of two, and is told by the other. */
    boolean isInner(int place) {
        return inner[place];
    }
}
