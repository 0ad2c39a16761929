package dev.runtree.cli;

import dev.runtree.compare.steps.AlignedStep;
import dev.runtree.compare.steps.AlignedStep.Fate;
import dev.runtree.compare.steps.Difference;
import dev.runtree.export.comparison.AboveDifference;
import dev.runtree.export.comparison.ComparedPair;
import dev.runtree.export.comparison.PairDifferences;
import dev.runtree.export.comparison.StepNote;
import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Two runs as one tree of text: the steps that differ with how, and above them those that hold them; equal ones are folded. */
final class DiffText {
    /** More steps that differ than anybody reads. */
    private static final int MOST = 200;

    /** Deeper steps are drawn no further to the right. */
    private static final int DEEPEST = 30;

    private final Terminal terminal;
    private final ComparedPair runs;
    private final PairDifferences payloads;
    private final DifferenceText differences;
    private int same;
    private int sameDepth;

    DiffText(Terminal terminal, ComparedPair runs, PairDifferences payloads) {
        this.terminal = terminal;
        this.runs = runs;
        this.payloads = payloads;
        differences = new DifferenceText(terminal);
    }

    void print(String reason) {
        run("left ", runs.left().run());
        run("right", runs.right().run());
        out(terminal.styled(Style.FAINT, deltas()));
        if (runs.leftOutOfLeft() + runs.leftOutOfRight() > 0) {
            out(terminal.styled(
                    Style.FAINT,
                    "recorded in two vocabularies: " + runs.leftOutOfLeft() + " and " + runs.leftOutOfRight()
                            + " steps that only one of them has are not compared"));
        }
        out("");
        var alignment = runs.alignment();
        if (alignment.isEqual()) {
            out(terminal.styled(Style.GOOD, "The runs are equal") + " in "
                    + Figures.counted(alignment.steps().size(), "step") + ".");
            return;
        }
        out(terminal.styled(Style.STRONG, Width.oneLine(reason)));
        out(counts());
        out("");
        steps(alignment.steps());
    }

    private void run(String side, Run run) {
        out(terminal.styled(Style.FAINT, side + "  ") + terminal.styled(Style.STRONG, Width.oneLine(run.name())) + "  "
                + terminal.styled(RunTable.style(run.status()), run.status().word()) + "  "
                + joined(
                        Figures.duration(run.durationNanos()),
                        Figures.tokenTotal(run.tree().total()),
                        Figures.costOf(run.tree()),
                        Figures.counted(run.spanCount(), "step"),
                        terminal.styled(Style.FAINT, run.runId())));
    }

    private String deltas() {
        var left = runs.left().run();
        var right = runs.right().run();
        var all = joined(
                duration(left.durationNanos(), right.durationNanos()),
                tokens(left.tree().total(), right.tree().total()),
                cost(left.tree().cost(), right.tree().cost()));
        return all.isEmpty() ? "no figures differ" : "right − left: " + all;
    }

    private static String duration(@Nullable Long left, @Nullable Long right) {
        return left == null || right == null || left.equals(right) ? "" : Figures.difference(right - left);
    }

    private static String tokens(@Nullable Long left, @Nullable Long right) {
        if (left == null || right == null || left.equals(right)) {
            return "";
        }
        return (right > left ? "+" : "−") + Figures.counted(Math.abs(right - left), "token");
    }

    private static String cost(@Nullable BigDecimal left, @Nullable BigDecimal right) {
        if (left == null || right == null || left.compareTo(right) == 0) {
            return "";
        }
        return (right.compareTo(left) > 0 ? "+" : "−")
                + Figures.cost(right.subtract(left).abs());
    }

    private String counts() {
        var alignment = runs.alignment();
        return Stream.of(
                        count(Fate.CHANGED, " changed"),
                        count(Fate.LEFT, " only left"),
                        count(Fate.RIGHT, " only right"),
                        count(Fate.MOVED, " moved"),
                        Figures.count(alignment.count(Fate.SAME)) + " the same")
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private String count(Fate fate, String word) {
        var count = runs.alignment().count(fate);
        return count == 0 ? "" : Figures.count(count) + word;
    }

    private void steps(List<AlignedStep> all) {
        var above = AboveDifference.of(all);
        var shown = new ArrayList<AlignedStep>();
        var differing = 0;
        for (var at = 0; at < all.size() && differing < MOST; at++) {
            shown.add(all.get(at));
            differing += all.get(at).differs() ? 1 : 0;
        }
        var place = new int[1];
        payloads.each(runs, shown, (step, found) -> step(step, found, above[place[0]++]));
        fold();
        var more = all.subList(shown.size(), all.size()).stream()
                .filter(AlignedStep::differs)
                .count();
        if (more > 0) {
            out("");
            out(Figures.counted(more, "more step") + (more == 1 ? " differs" : " differ") + "; --json tells all.");
        }
    }

    private void step(AlignedStep step, List<Difference> found, boolean isAbove) {
        if (!step.differs() && !isAbove) {
            sameDepth = same == 0 ? step.depth() : Math.min(sameDepth, step.depth());
            same++;
            return;
        }
        fold();
        var branch = indent(step.depth());
        var sign = step.fate() == Fate.SAME ? " " : step.fate().sign();
        var label = Width.oneLine(step.any().span().spanName());
        var style = style(step.fate());
        out(styled(style, sign + " ") + branch + styled(style, label) + "  "
                + terminal.styled(Style.FAINT, joined(StepNote.number(step), StepNote.fate(step), figures(step))));
        differences.print(found, "    " + branch);
    }

    private String styled(@Nullable Style style, String text) {
        return style == null ? text : terminal.styled(style, text);
    }

    private void fold() {
        if (same > 0) {
            out("  " + indent(sameDepth)
                    + terminal.styled(Style.FAINT, "⋯ " + Figures.counted(same, "step") + " the same"));
            same = 0;
        }
    }

    private static String indent(int depth) {
        return "  ".repeat(Math.min(depth, DEEPEST));
    }

    private static String figures(AlignedStep step) {
        var left = step.left();
        var right = step.right();
        if (left == null || right == null || !step.differs()) {
            return "";
        }
        return joined(
                duration(left.span().durationNanos(), right.span().durationNanos()),
                tokens(left.span().usage().total(), right.span().usage().total()),
                cost(left.span().usage().cost(), right.span().usage().cost()));
    }

    private static @Nullable Style style(Fate fate) {
        return switch (fate) {
            case SAME -> Style.FAINT;
            case CHANGED -> Style.WAITING;
            case LEFT -> Style.BAD;
            case RIGHT -> Style.GOOD;
            case MOVED -> Style.RUNNING;
        };
    }

    private static String joined(String... texts) {
        return Stream.of(texts).filter(text -> !text.isEmpty()).collect(Collectors.joining("  "));
    }

    private void out(String line) {
        terminal.out().line(line.stripTrailing());
    }
}
