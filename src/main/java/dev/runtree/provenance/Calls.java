package dev.runtree.provenance;

import dev.runtree.model.Content;
import dev.runtree.model.Part;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who asked for a tool, and what came before: found by the structure and the times of a run's steps. */
public final class Calls {
    /** So many calls of models are asked whether they wanted a tool. */
    public static final int MOST_ASKED = 8;

    /** Clocks of different processes. */
    private static final long APART = 2_000_000;

    private final SpanTree tree;

    public Calls(SpanTree tree) {
        this.tree = tree;
    }

    public SpanTree tree() {
        return tree;
    }

    /** Calls of models that may have asked for a step, the likeliest first. */
    public List<Span> askers(SpanId step) {
        var place = tree.place(step.spanId());
        if (place < 0) {
            return List.of();
        }
        var found = new ArrayList<Span>();
        var owner = owner(place);
        add(found, owner, place, true);
        while (found.size() < MOST_ASKED && owner >= 0) {
            add(found, owner, place, false);
            owner = owner(owner);
        }
        if (found.size() < MOST_ASKED) {
            add(found, -1, place, false);
        }
        return found.stream().distinct().limit(MOST_ASKED).toList();
    }

    /** Whether a model call is of the same agent as a step, so that nothing else needs to say that it asked. */
    public boolean isOwn(Span call, SpanId step) {
        var place = tree.place(step.spanId());
        var asking = tree.place(call.id().spanId());
        return place >= 0 && asking >= 0 && owner(place) == owner(asking);
    }

    private void add(List<Span> to, int owner, int place, boolean own) {
        var start = tree.span(place).startNanos();
        var calls = new ArrayList<Span>();
        each(owner, own, at -> {
            var span = tree.span(at);
            if (span.kind() == SpanKind.LLM && span.startNanos() <= start + APART && !holds(at, place)) {
                calls.add(span);
            }
        });
        // A call that had ended has asked; one that still went on may be a wrapper around all of it.
        calls.sort(Comparator.comparing((Span call) -> !endedBefore(call, start))
                .thenComparingLong(call -> -Objects.requireNonNullElse(call.endNanos(), call.startNanos())));
        to.addAll(calls.subList(0, Math.min(MOST_ASKED, calls.size())));
        if (own) {
            for (var up = tree.parent(place); up >= 0 && up != owner; up = tree.parent(up)) {
                if (tree.span(up).kind() == SpanKind.LLM) {
                    to.add(tree.span(up));
                }
            }
        }
    }

    private boolean holds(int outer, int inner) {
        return outer < inner && inner < tree.end(outer);
    }

    private static boolean endedBefore(Span call, long nanos) {
        return call.endNanos() != null && call.endNanos() <= nanos + APART;
    }

    /** What is done with each step beneath one. */
    private interface Visit {
        void at(int place);
    }

    /** @param own without what the runs beneath do */
    private void each(int owner, boolean own, Visit visit) {
        var end = owner < 0 ? tree.size() : tree.end(owner);
        for (var at = owner + 1; at < end; ) {
            if (own && tree.span(at).kind().startsRun()) {
                at = tree.end(at);
            } else {
                visit.at(at++);
            }
        }
    }

    /** The nearest run around a step; -1 when there is none. */
    private int owner(int place) {
        var up = tree.parent(place);
        while (up >= 0 && !tree.span(up).kind().startsRun()) {
            up = tree.parent(up);
        }
        return up;
    }

    /** The run that a step belongs to. */
    public Optional<Span> owner(SpanId step) {
        var place = tree.place(step.spanId());
        var owner = place < 0 ? -1 : owner(place);
        return owner < 0 ? Optional.empty() : Optional.of(tree.span(owner));
    }

    /** What the agent of a step had done when it began: calls of models, tools and retrievals that were over, by their ends. */
    public List<Span> before(SpanId step, long nanos) {
        var place = tree.place(step.spanId());
        if (place < 0) {
            return List.of();
        }
        var steps = new ArrayList<Span>();
        each(owner(place), true, at -> {
            var span = tree.span(at);
            var tells =
                    span.kind() == SpanKind.LLM || span.kind() == SpanKind.TOOL || span.kind() == SpanKind.RETRIEVAL;
            if (tells && at != place && span.endNanos() != null && span.endNanos() <= nanos) {
                steps.add(span);
            }
        });
        steps.sort(Comparator.comparingLong(span -> Objects.requireNonNull(span.endNanos())));
        return steps;
    }

    /** Calls of models that the agent of a step began when the step was over, by their starts. */
    public List<Span> modelsAfter(SpanId step) {
        var place = tree.place(step.spanId());
        if (place < 0) {
            return List.of();
        }
        var end = Objects.requireNonNullElse(
                tree.span(place).endNanos(), tree.span(place).startNanos());
        var models = new ArrayList<Span>();
        each(owner(place), true, at -> {
            var span = tree.span(at);
            if (span.kind() == SpanKind.LLM && span.startNanos() >= end - APART && !holds(at, place)) {
                models.add(span);
            }
        });
        models.sort(Comparator.comparingLong(Span::startNanos));
        return models;
    }

    /** The first step that had ended before a call of a model and of which a result is that the call was told. */
    public @Nullable SpanId producer(Span call, @Nullable String tool, String result) {
        if (result.isEmpty()) {
            return null;
        }
        for (var step : before(call.id(), call.startNanos())) {
            var output = step.failed() && step.statusMessage() != null ? step.statusMessage() : step.output();
            if (step.kind() != SpanKind.LLM
                    && (tool == null || tool.equals(step.toolName()))
                    && output != null
                    && !output.isEmpty()
                    && output.length() >= Math.min(Span.PREVIEW, result.length())
                    && result.startsWith(
                            output.substring(0, Math.min(output.length(), Math.min(Span.PREVIEW, result.length()))))) {
                return step.id();
            }
        }
        return null;
    }

    /** Whether a tool had failed with what a call of a model was told of it. */
    public boolean hasFailed(Span call, String tool, String result) {
        return before(call.id(), call.startNanos()).stream()
                .filter(step -> step.failed() && tool.equals(step.toolName()))
                .map(Span::statusMessage)
                .filter(message -> message != null && !message.isBlank())
                .anyMatch(message -> result.contains(message) || message.contains(result));
    }

    /** The call of the same tool by the same agent that had failed last when this one began. */
    public Optional<Span> failedBefore(SpanId step) {
        var place = tree.place(step.spanId());
        if (place < 0) {
            return Optional.empty();
        }
        var span = tree.span(place);
        var last = before(step, span.startNanos()).stream()
                .filter(each -> each.kind() == span.kind() && each.spanName().equals(span.spanName()))
                .reduce((first, second) -> second);
        return last.filter(Span::failed);
    }

    /** Whether a call of a model asked for a tool; empty when what it answered is not recorded. */
    public static Optional<Boolean> asks(Content call, @Nullable String tool, @Nullable String arguments) {
        if (call.outputMessages().isEmpty()) {
            return Optional.empty();
        }
        var values = arguments == null ? List.<Leaf>of() : Leaf.of(arguments);
        return Optional.of(call.outputMessages().stream()
                .flatMap(message -> message.parts().stream())
                .filter(Part.ToolCall.class::isInstance)
                .map(Part.ToolCall.class::cast)
                .anyMatch(asked -> asked.name().equals(tool)
                        || (arguments != null
                                && !values.isEmpty()
                                && Leaf.of(asked.arguments()).equals(values))));
    }
}
