package dev.runtree.ui.aligned;

import dev.runtree.compare.steps.AlignedStep;
import dev.runtree.compare.steps.AlignedStep.Fate;
import dev.runtree.compare.steps.Facet;
import dev.runtree.compare.steps.Step;
import dev.runtree.model.Figures;
import dev.runtree.model.Span;
import dev.runtree.ui.Messages;
import dev.runtree.ui.run.Names;
import dev.runtree.ui.run.RowFigures;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said of an aligned step: its figures and by how much they differ, and all of it for who hears it. */
final class StepWords {
    private StepWords() {}

    static String fate(Fate fate) {
        return Messages.text(
                switch (fate) {
                    case SAME -> "aligned.same";
                    case CHANGED -> "aligned.changed";
                    case LEFT -> "aligned.left";
                    case RIGHT -> "aligned.right";
                    case MOVED -> "aligned.moved";
                });
    }

    static String facet(Facet facet) {
        return Messages.text(
                switch (facet) {
                    case NAME -> "aligned.facet.name";
                    case MODEL -> "aligned.facet.model";
                    case PARAMETERS -> "aligned.facet.parameters";
                    case TOOLS -> "aligned.facet.tools";
                    case PROMPT -> "aligned.facet.prompt";
                    case INPUT -> "aligned.facet.input";
                    case ANSWER -> "aligned.facet.answer";
                    case OUTPUT -> "aligned.facet.output";
                    case STATUS -> "aligned.facet.status";
                    case ERROR -> "aligned.facet.error";
                });
    }

    /** What differs in it, in a few words; empty for a step of one run. */
    static String facets(AlignedStep step) {
        return String.join(", ", step.changed().stream().map(StepWords::facet).toList());
    }

    /** Which step of its run it is in either of them: {@code step 3}, or {@code step 3 → 4}. */
    static String number(AlignedStep step) {
        var left = step.left();
        var right = step.right();
        return left == null || right == null || left.number() == right.number()
                ? Messages.text("aligned.step", Figures.count(step.any().number()))
                : Messages.text("aligned.steps", Figures.count(left.number()), Figures.count(right.number()));
    }

    /** How the step ended, in a word. */
    static String status(Span span) {
        return span.isCancelled()
                ? Span.CANCELLED
                : span.failed()
                        ? Messages.text("aligned.failed")
                        : span.status().word();
    }

    /** By how much longer the right run took; empty where that is not known, or is nothing to say. */
    static String delta(AlignedStep step) {
        return step.left() == null || step.right() == null
                ? ""
                : duration(
                        step.left().span().durationNanos(), step.right().span().durationNanos());
    }

    static String duration(@Nullable Long left, @Nullable Long right) {
        return left == null || right == null || Figures.duration(left).equals(Figures.duration(right))
                ? ""
                : Figures.difference(right - left);
    }

    static String tokens(@Nullable Long left, @Nullable Long right) {
        return left == null || right == null || left.equals(right)
                ? ""
                : (right > left ? "+" : "−") + Figures.tokens(Math.abs(right - left));
    }

    static String cost(@Nullable BigDecimal left, @Nullable BigDecimal right) {
        return left == null || right == null || left.compareTo(right) == 0
                ? ""
                : (right.compareTo(left) > 0 ? "+" : "−")
                        + Figures.cost(right.subtract(left).abs());
    }

    /** All of a row, for who hears it and for tooltips, with nothing elided. */
    static List<String> lines(AlignedPair pair, AlignedStep step) {
        var lines = new ArrayList<String>();
        lines.add(
                step.any().span().kind().lowerCase() + " " + Names.of(step.any().span()));
        var facets = facets(step);
        lines.add(facets.isEmpty() ? fate(step.fate()) : Messages.text("aligned.differs", fate(step.fate()), facets));
        for (var side : Side.values()) {
            var one = side.of(step);
            if (one != null) {
                lines.add(side.letter() + " " + side(one, pair.read().of(side).figures()));
            }
        }
        var delta = delta(step);
        if (!delta.isEmpty()) {
            lines.add(Messages.text("aligned.delta", delta));
        }
        return lines;
    }

    private static String side(Step step, RowFigures figures) {
        var span = step.span();
        var usage = figures.usage(span);
        var parts = new ArrayList<String>();
        parts.add(Messages.text("aligned.step", Figures.count(step.number())));
        parts.add(status(span));
        if (step.triedAgain()) {
            parts.add(Messages.text("aligned.again"));
        }
        parts.add(Figures.duration(span.durationNanos()));
        parts.add(usage.total() == null ? "" : Figures.counted(usage.total(), "token"));
        parts.add(Figures.costOf(usage));
        parts.removeIf(String::isEmpty);
        return String.join(", ", parts);
    }

    /** What a fold is called. */
    static String fold(AlignedForest.Fold fold) {
        return Messages.text("aligned.fold", Figures.count(fold.size()));
    }
}
