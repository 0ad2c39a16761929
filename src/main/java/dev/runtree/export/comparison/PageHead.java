package dev.runtree.export.comparison;

import dev.runtree.compare.steps.AlignedStep.Fate;
import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The top of the page: where the runs part, both beside each other, and how many steps differ. */
final class PageHead {
    private final Markup html;
    private final ComparedPair runs;

    PageHead(Markup html, ComparedPair runs) {
        this.html = html;
        this.runs = runs;
    }

    /** @param first the number of the first difference; 0 where there is none to go to */
    void write(String reason, int first) {
        var alignment = runs.alignment();
        html.raw("<header>\n");
        if (alignment.isEqual()) {
            html.element(
                    "h1",
                    "equal",
                    "The runs are equal in " + Figures.counted(alignment.steps().size(), "step"));
        } else {
            html.raw("<h1>").raw("<bdi>").text(reason).raw("</bdi></h1>\n<nav>");
            if (first > 0) {
                html.raw("<a href=\"#d" + first + "\">first difference ↓</a>");
            }
            counts();
            html.raw("</nav>");
        }
        html.raw("\n</header>\n<section>\n");
        table();
        if (runs.leftOutOfLeft() + runs.leftOutOfRight() > 0) {
            html.element(
                    "p",
                    "note",
                    "Recorded in two vocabularies: " + runs.leftOutOfLeft() + " and " + runs.leftOutOfRight()
                            + " steps that only one of them has are not compared.");
        }
        html.raw("</section>\n");
    }

    private void counts() {
        for (var fate : Fate.values()) {
            var count = runs.alignment().count(fate);
            if (count > 0) {
                html.raw("<span class=\"" + PageStep.word(fate) + "\">")
                        .text(fate.sign() + " " + Figures.count(count) + " "
                                + switch (fate) {
                                    case SAME -> "the same";
                                    case CHANGED -> "changed";
                                    case LEFT -> "only left";
                                    case RIGHT -> "only right";
                                    case MOVED -> "moved";
                                })
                        .raw("</span>");
            }
        }
    }

    private void table() {
        html.raw("""
            <table class="runs">
            <thead><tr><th></th><th>left</th><th>right</th><th>right − left</th></tr></thead>
            <tbody>
            """);
        row("run", Run::name, "");
        row("status", run -> run.status().word(), "");
        row("model", Run::model, "");
        row("started", run -> Figures.exactTime(run.startNanos()), "");
        row("duration", run -> Figures.duration(run.durationNanos()), duration());
        row("steps", run -> Figures.count(run.spanCount()), difference(run -> (long) run.spanCount()));
        row("errors", run -> Figures.count(run.errorCount()), difference(run -> (long) run.errorCount()));
        row(
                "tokens in",
                run -> number(run.tree().input()),
                difference(run -> run.tree().input()));
        row(
                "tokens out",
                run -> number(run.tree().output()),
                difference(run -> run.tree().output()));
        row("cost", run -> Figures.costOf(run.tree()), cost());
        row("id", Run::runId, "");
        html.raw("</tbody></table>\n");
    }

    private void row(String name, Function<Run, @Nullable String> value, String difference) {
        var cells = new ArrayList<String>();
        for (var run : new Run[] {runs.left().run(), runs.right().run()}) {
            var text = value.apply(run);
            cells.add(text == null ? "" : text);
        }
        if (cells.stream().allMatch(String::isEmpty)) {
            return;
        }
        html.raw("<tr>").element("th", "", name);
        cells.forEach(cell -> html.raw("<td><bdi>").text(cell).raw("</bdi></td>"));
        html.element("td", "delta", difference).raw("</tr>\n");
    }

    private static @Nullable String number(@Nullable Long number) {
        return number == null ? null : Figures.count(number);
    }

    private String duration() {
        var left = runs.left().run().durationNanos();
        var right = runs.right().run().durationNanos();
        return left == null || right == null || left.equals(right) ? "" : Figures.difference(right - left);
    }

    private String difference(Function<Run, @Nullable Long> figure) {
        var left = figure.apply(runs.left().run());
        var right = figure.apply(runs.right().run());
        return left == null || right == null || left.equals(right)
                ? ""
                : (right > left ? "+" : "−") + Figures.count(Math.abs(right - left));
    }

    private String cost() {
        return cost(runs.left().run().tree().cost(), runs.right().run().tree().cost());
    }

    private static String cost(@Nullable BigDecimal left, @Nullable BigDecimal right) {
        return left == null || right == null || left.compareTo(right) == 0
                ? ""
                : (right.compareTo(left) > 0 ? "+" : "−")
                        + Figures.cost(right.subtract(left).abs());
    }
}
