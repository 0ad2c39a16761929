package dev.runtree.ui.aligned;

import dev.runtree.compare.TextDifference.Stretch;
import dev.runtree.compare.steps.AlignedStep.Fate;
import dev.runtree.compare.steps.Difference;
import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.ui.Messages;
import dev.runtree.ui.OneLine;
import dev.runtree.ui.run.Names;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A comparison as text: the runs, where they part, and every step that differs with how. */
final class PairText {
    private final AlignedPair pair;
    private final boolean isMarkdown;
    private final StringBuilder text = new StringBuilder();

    PairText(AlignedPair pair, boolean isMarkdown) {
        this.pair = pair;
        this.isMarkdown = isMarkdown;
    }

    String of(List<StepDetail> details) {
        for (var side : Side.values()) {
            run(side, pair.read().of(side).run());
        }
        line("");
        line(strong(PairWords.reason(pair)));
        line(escaped(PairWords.counts(pair.alignment())));
        details.forEach(this::step);
        var more = pair.forest().differing().length - details.size();
        if (more > 0) {
            line("");
            line(Messages.text(
                    "aligned.copy.more", Figures.count(details.size()), Figures.count(details.size() + more)));
        }
        return text.toString();
    }

    private void run(Side side, Run run) {
        var parts = new ArrayList<>(List.of(
                run.status().word(),
                Figures.duration(run.durationNanos()),
                Figures.tokenTotal(run.tree().total()),
                Figures.costOf(run.tree()),
                Figures.counted(run.spanCount(), "step"),
                run.runId()));
        parts.removeIf(String::isEmpty);
        line((isMarkdown ? "- " : "") + side.letter() + " " + strong(OneLine.of(run.name())) + "  "
                + escaped(String.join("  ", parts)));
    }

    private void step(StepDetail detail) {
        var step = detail.step();
        var span = step.any().span();
        line("");
        line((isMarkdown ? "### " : "") + step.fate().sign() + " "
                + span.kind().lowerCase() + " "
                + escaped(Names.of(span).toString()) + "  " + StepWords.number(step)
                + (step.fate() == Fate.CHANGED ? "" : "  " + StepWords.fate(step.fate())));
        var repeated = 0;
        for (var difference : detail.differences()) {
            if (difference instanceof Difference.Text words && words.isCarried()) {
                repeated++;
            } else {
                difference(difference);
            }
        }
        if (repeated > 0) {
            item(Messages.text(repeated == 1 ? "aligned.repeats" : "aligned.repeat", Figures.count(repeated)));
        }
    }

    private void difference(Difference difference) {
        var label = StepWords.facet(difference.facet());
        switch (difference) {
            case Difference.Value value ->
                item(label + (value.path().isEmpty() ? "" : " " + code(OneLine.of(value.path()))) + ": "
                        + side(value.left()) + " → " + side(value.right()));
            case Difference.Text words ->
                item(label
                        + (words.place() == 0
                                ? ""
                                : ", "
                                        + Messages.text(
                                                "aligned.message",
                                                Figures.count(words.place()),
                                                OneLine.of(words.role())))
                        + ": " + words(words.stretches()));
            case Difference.More more -> item(Messages.text("aligned.more", Figures.count(more.count())));
        }
    }

    private String side(@Nullable String value) {
        return value == null ? Messages.text("compare.none") : code(OneLine.of(value));
    }

    private String words(List<Stretch> stretches) {
        var words = new StringBuilder();
        for (var stretch : stretches) {
            var said = escaped(stretch.text());
            words.append(
                    switch (stretch.kind()) {
                        case SAME -> said;
                        case REMOVED -> isMarkdown ? "<del>" + said + "</del>" : "[-" + said + "-]";
                        case ADDED -> isMarkdown ? "<ins>" + said + "</ins>" : "{+" + said + "+}";
                    });
        }
        return words.toString().replace("\n", "\n    ");
    }

    private void item(String told) {
        line((isMarkdown ? "- " : "    ") + told);
    }

    private String code(String value) {
        return isMarkdown && !value.contains("`") ? "`" + value + "`" : escaped(value);
    }

    private String strong(String said) {
        return isMarkdown ? "**" + escaped(said) + "**" : said;
    }

    /** What a run says is no Markdown of ours. */
    private String escaped(String said) {
        return isMarkdown ? said.replaceAll("([\\\\`*_\\[\\]<>|#])", "\\\\$1") : said;
    }

    private void line(String said) {
        text.append(said.stripTrailing()).append('\n');
    }
}
