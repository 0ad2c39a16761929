package dev.runtree.ui.run;

import dev.runtree.model.Span;
import dev.runtree.model.SpanKind;
import dev.runtree.model.Usage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The steps around a step that say more of it than it says itself. They are of the same agent: what members of a team
 * and other runs beneath it did is not among them.
 *
 * @param before model calls that were over when the step started, the last one first, a few at most
 * @param after the model call that started next after the step was over
 * @param toolsBefore what ran between the model call before and the step, in the order of their starts
 * @param toolsAfter what ran between the step and the model call after it
 * @param member the run that the step started or stands for
 * @param totals of an agent's, team's or workflow's step, with all beneath it; {@code null} for other kinds
 */
public record Around(
        List<Call> before,
        @Nullable Call after,
        List<Span> toolsBefore,
        List<Span> toolsAfter,
        @Nullable Span member,
        @Nullable Totals totals) {
    private static final int MOST_CALLS = 4;
    private static final int MOST_TOOLS = 100;

    /** Clocks of one machine may differ by so much between threads. */
    private static final long SLACK = 1_000_000;

    public static final Around NOTHING = new Around(List.of(), null, List.of(), List.of(), null, null);

    /**
     * A model call.
     *
     * @param number from 1, as the tree counts the calls of an agent
     */
    public record Call(Span span, int number) {}

    /**
     * A step and all beneath it.
     *
     * @param errors failures where they started
     */
    public record Totals(int steps, int errors, Usage usage) {}

    public Around {
        before = List.copyOf(before);
        toolsBefore = List.copyOf(toolsBefore);
        toolsAfter = List.copyOf(toolsAfter);
    }

    Around with(@Nullable Totals sum) {
        return new Around(before, after, toolsBefore, toolsAfter, member, sum);
    }

    /** @param owner the run around the step; -1 for none */
    static Around of(SpanForest forest, int owner, int index) {
        return new Search(forest, owner, index).around();
    }

    private static final class Search {
        private final SpanForest forest;
        private final int index;
        private final Span step;
        private final long end;
        private final List<Call> earlier = new ArrayList<>();
        private final List<Span> tools = new ArrayList<>();
        private @Nullable Call after;

        Search(SpanForest forest, int owner, int index) {
            this.forest = forest;
            this.index = index;
            step = forest.span(index);
            end = step.endNanos() == null ? Long.MAX_VALUE : step.endNanos();
            if (step.kind() == SpanKind.LLM || step.kind() == SpanKind.TOOL || step.kind() == SpanKind.DELEGATION) {
                collect(owner);
            }
        }

        private void collect(int owner) {
            var to = owner < 0 ? forest.size() : forest.end(owner);
            var number = 0;
            for (var i = owner + 1; i < to; ) {
                var span = forest.span(i);
                if (i != index && span.kind() == SpanKind.LLM) {
                    call(i, new Call(span, ++number));
                } else if (span.kind() == SpanKind.LLM) {
                    number++;
                } else if (isTool(span) && i != index) {
                    tools.add(span);
                }
                i = span.kind().startsRun() ? forest.end(i) : i + 1;
            }
        }

        /** A call inside a call, or around it, is the same one told twice. */
        private void call(int i, Call call) {
            var span = call.span();
            var nested = i < index ? forest.end(i) > index : i < forest.end(index);
            if (nested && step.kind() == SpanKind.LLM) {
                return;
            }
            var over = span.endNanos();
            if (nested
                    || (over != null && over <= step.startNanos() + SLACK && span.startNanos() < step.startNanos())) {
                keep(call);
            } else if (span.startNanos() >= end - SLACK
                    && (after == null || span.startNanos() < after.span().startNanos())) {
                after = call;
            }
        }

        /** The last ones alone, the last one first: a run may have a hundred thousand calls, and this is asked with each step. */
        private void keep(Call call) {
            var at = earlier.size();
            while (at > 0
                    && earlier.get(at - 1).span().startNanos() < call.span().startNanos()) {
                at--;
            }
            if (at < MOST_CALLS) {
                earlier.add(at, call);
                if (earlier.size() > MOST_CALLS) {
                    earlier.removeLast();
                }
            }
        }

        private static boolean isTool(Span span) {
            return span.kind() == SpanKind.TOOL || span.kind() == SpanKind.DELEGATION;
        }

        Around around() {
            var last = earlier.isEmpty()
                    ? Long.MIN_VALUE
                    : earlier.getFirst().span().startNanos();
            var next = after == null ? Long.MAX_VALUE : after.span().startNanos();
            return new Around(
                    earlier.subList(0, Math.min(MOST_CALLS, earlier.size())),
                    after,
                    between(tool -> tool.startNanos() >= last && tool.startNanos() < step.startNanos()),
                    between(tool -> tool.startNanos() >= step.startNanos() && tool.startNanos() < next),
                    member(),
                    null);
        }

        private List<Span> between(Predicate<Span> when) {
            return tools.stream()
                    .filter(when)
                    .sorted(Comparator.comparingLong(Span::startNanos))
                    .limit(MOST_TOOLS)
                    .toList();
        }

        /** Beneath the step; some producers put it beside, within the time of the step. */
        private @Nullable Span member() {
            if (!isTool(step)) {
                return null;
            }
            for (var i = index + 1; i < forest.end(index); i++) {
                if (forest.span(i).kind().startsRun()) {
                    return forest.span(i);
                }
            }
            var up = forest.parent(index);
            for (var i = up + 1; up >= 0 && i < forest.end(up); i = forest.end(i)) {
                var span = forest.span(i);
                var over = span.endNanos();
                if (span.kind().startsRun() && span.startNanos() >= step.startNanos() && over != null && over <= end) {
                    return span;
                }
            }
            return null;
        }
    }
}
