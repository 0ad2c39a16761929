package dev.runtree.ui.run;

import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.model.Span;
import dev.runtree.model.SpanKind;
import dev.runtree.ui.RightToLeft;

/**
 * The step that is selected, and where it stands.
 *
 * @param run the run that is shown
 * @param place such as {@code call 2 of 3 of flights}; empty for the run itself
 * @param around the steps that say more of it
 */
public record Step(Run run, Span span, String place, Around around) {

    static Step of(Run run, RunSpans spans, int index) {
        var forest = spans.forest();
        var owner = owner(forest, index);
        var around = Around.of(forest, owner, index);
        var totals = forest.span(index).kind().startsRun()
                ? new Around.Totals(
                        forest.descendants(index) + 1,
                        forest.errorsInside(index) + (forest.errorStarts(index) ? 1 : 0),
                        spans.sums().usage(index))
                : null;
        return new Step(run, forest.span(index), place(forest, owner, index), around.with(totals));
    }

    private static String place(SpanForest forest, int owner, int index) {
        if (owner < 0) {
            return "";
        }
        var of = RightToLeft.isolated(Names.of(forest.span(owner)).subject());
        return switch (forest.span(index).kind()) {
            case LLM, TOOL -> call(forest, owner, index) + of;
            case AGENT,
                    TEAM,
                    WORKFLOW,
                    STEP,
                    HOOK,
                    GUARDRAIL,
                    RETRIEVAL,
                    EMBEDDING,
                    RERANK,
                    DELEGATION,
                    APPROVAL,
                    OTHER -> "of " + of;
        };
    }

    /** The nearest run around a span. */
    private static int owner(SpanForest forest, int index) {
        var up = forest.parent(index);
        while (up >= 0 && !forest.span(up).kind().startsRun()) {
            up = forest.parent(up);
        }
        return up;
    }

    /** Counts calls of the same kind, of tools those of the same name, without what the runs beneath call. */
    private static String call(SpanForest forest, int owner, int index) {
        var span = forest.span(index);
        var number = 0;
        var all = 0;
        for (var i = owner + 1; i < forest.end(owner); ) {
            var one = forest.span(i);
            if (one.kind().startsRun()) {
                i = forest.end(i);
                continue;
            }
            if (one.kind() == span.kind() && sameTool(one, span)) {
                all++;
                number += i <= index ? 1 : 0;
            }
            i++;
        }
        return "call " + Figures.count(number) + " of " + Figures.count(all) + " of ";
    }

    private static boolean sameTool(Span one, Span other) {
        return other.kind() != SpanKind.TOOL || one.spanName().equals(other.spanName());
    }
}
