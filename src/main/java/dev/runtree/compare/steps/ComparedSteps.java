package dev.runtree.compare.steps;

import dev.runtree.model.Content;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanTree;
import dev.runtree.model.Trace;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a run, and of each what tells its contents from others. Payloads are given one by one and not kept: a step takes
 * some hundred bytes, however much it said. For one thread.
 */
public final class ComparedSteps {
    /** These hold others together, or are of one SDK's own making. */
    private static final Set<SpanKind> PLUMBING = Set.of(SpanKind.OTHER, SpanKind.STEP, SpanKind.HOOK);

    private final SpanTree spans;
    private final OwnMarks marks;
    private final MessagePrints messages;
    private final Set<Integer> leftOut;
    private final Map<SpanId, Map<Facet, Print>> prints = new HashMap<>();
    private int given;

    /**
     * Steps whose contents are still to be given by {@link #add}.
     *
     * @param isExact whether ids and times of the run's own count as well
     * @param isBare whether only the steps are compared that any SDK records: see {@link #isBareWith}
     */
    public ComparedSteps(Trace trace, boolean isExact, boolean isBare) {
        spans = SpanTree.of(trace.spans());
        var start = Long.MAX_VALUE;
        var end = Long.MIN_VALUE;
        for (var span : spans.spans()) {
            start = Math.min(start, span.startNanos());
            end = Math.max(end, span.endNanos() == null ? span.startNanos() : span.endNanos());
        }
        marks = new OwnMarks(isExact || spans.size() == 0, start, end);
        messages = new MessagePrints(marks);
        leftOut = isBare ? plumbing(spans) : Set.of();
    }

    /** Whether the runs were recorded in different vocabularies, so that one tells steps that the other cannot have. */
    public static boolean isBareWith(Trace left, Trace right) {
        var one = dialects(left);
        var other = dialects(right);
        return !one.isEmpty() && !other.isEmpty() && !one.equals(other);
    }

    private static Set<String> dialects(Trace trace) {
        var dialects = new HashSet<String>();
        trace.spans().forEach(span -> {
            if (span.dialect() != null) {
                dialects.add(span.dialect());
            }
        });
        return dialects;
    }

    /** Steps that hold others, a model call within a model call, and an agent that is told twice, the one beneath the other. */
    private static Set<Integer> plumbing(SpanTree spans) {
        var out = new HashSet<Integer>();
        for (var place = 0; place < spans.size(); place++) {
            var kind = spans.span(place).kind();
            var parent = spans.parent(place);
            var isTwin =
                    kind == SpanKind.LLM && parent >= 0 && spans.span(parent).kind() == SpanKind.LLM;
            var isAgain = parent >= 0
                    && kind.startsRun()
                    && spans.span(parent).kind().startsRun()
                    && StepTexts.name(spans.span(place)).equals(StepTexts.name(spans.span(parent)));
            if (isTwin || isAgain || (PLUMBING.contains(kind) && parent >= 0)) {
                out.add(place);
            }
        }
        return out;
    }

    /** What a step said; {@code null} where its payload is gone. */
    public void add(Span span, @Nullable Content content) {
        var of = new EnumMap<Facet, Print>(Facet.class);
        StepTexts.of(span, content).forEach((facet, text) -> of.put(facet, Print.of(text, marks)));
        if (content != null && !content.inputMessages().isEmpty()) {
            of.put(Facet.PROMPT, messages.of(content.inputMessages()));
        }
        if (content != null && !content.outputMessages().isEmpty()) {
            of.put(Facet.ANSWER, messages.of(content.outputMessages()));
        }
        prints.put(span.id(), of);
        given = Math.max(given, spans.place(span.id().spanId()) + 1);
    }

    /** How many were given, when they are given in the order of the tree. */
    int given() {
        return given;
    }

    /** Whether all steps beneath this one are among the first so many. */
    boolean isWithin(int place, int first) {
        return spans.end(place) <= first;
    }

    /** How many steps there are. */
    public int size() {
        return spans.size() - leftOut.size();
    }

    /** How many are not compared, because only one of two vocabularies has such steps. */
    public int leftOut() {
        return leftOut.size();
    }

    OwnMarks marks() {
        return marks;
    }

    /** What was given of the step; what its span says, where nothing was. */
    Map<Facet, Print> prints(Span span) {
        var of = prints.get(span.id());
        if (of == null) {
            add(span, null);
            return prints(span);
        }
        return of;
    }

    /** The places of the steps that are compared, among the first so many, in tree order. */
    List<Integer> places(int first) {
        var places = new ArrayList<Integer>(Math.min(first, size()));
        for (var place = 0; place < Math.min(first, spans.size()); place++) {
            if (!leftOut.contains(place)) {
                places.add(place);
            }
        }
        return places;
    }

    Span span(int place) {
        return spans.span(place);
    }

    /** The place of the step above that is compared, or -1. */
    int parent(int place) {
        var parent = spans.parent(place);
        while (parent >= 0 && leftOut.contains(parent)) {
            parent = spans.parent(parent);
        }
        return parent;
    }

    /** Gives the ids and moments that occur in it. */
    void eachMark(Consumer<Mark> to) {
        prints.values().forEach(of -> of.values().forEach(print -> print.eachMark(to)));
    }
}
