package dev.runtree.export.comparison;

import dev.runtree.compare.steps.AlignedStep;
import dev.runtree.compare.steps.AlignedStep.Fate;
import dev.runtree.compare.steps.Difference;
import dev.runtree.compare.steps.Facet;
import dev.runtree.model.Figures;
import dev.runtree.model.Span;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A step on the page: one that is the same in a line, one that differs with how, and with ways to the next ones. */
final class PageStep {
    /** Deeper steps stand no further to the right; the style has a class for each depth. */
    private static final int DEEPEST = 24;

    private final Markup html;
    private final PageDifference differences;
    private final int last;

    /** @param last the number of the last step that differs */
    PageStep(Markup html, int last) {
        this.html = html;
        this.last = last;
        differences = new PageDifference(html);
    }

    static String indent(int depth) {
        return "l" + Math.min(depth, DEEPEST);
    }

    /** @param depth how far to the right of what stands around it */
    void same(AlignedStep step, int depth) {
        html.raw("<div class=\"step " + indent(depth) + "\"><span class=\"sign\"> </span>");
        name(step);
        html.raw("</div>\n");
    }

    /** @param number of the difference on the page, from 1 */
    void differing(AlignedStep step, List<Difference> found, int number) {
        html.raw("<article class=\"step " + word(step.fate()) + " " + indent(step.depth()) + "\" id=\"d" + number
                + "\">\n<h2><span class=\"sign\">" + step.fate().sign() + "</span>");
        name(step);
        html.raw("<span class=\"jump\">");
        jump(number - 1, "↑", "previous difference");
        jump(number + 1, "↓", "next difference");
        html.raw("</span></h2>\n");
        if (step.left() == null || step.right() == null) {
            said("input", step.any().span().input());
            said("output", step.any().span().output());
        }
        differences.write(found);
        withoutWords(step, found);
        html.raw("</article>\n");
    }

    private void name(AlignedStep step) {
        html.raw("<b><bdi>").text(step.any().span().spanName()).raw("</bdi></b> <span class=\"note\">");
        html.text(Stream.of(StepNote.number(step), StepNote.fate(step), figures(step))
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining("  ")))
                .raw("</span>");
    }

    private void jump(int to, String sign, String words) {
        if (to >= 1 && to <= last) {
            html.raw("<a href=\"#d" + to + "\" title=\"" + words + "\" aria-label=\"" + words + "\">" + sign + "</a>");
        }
    }

    /** The beginning of what one run alone did. */
    private void said(String facet, @Nullable String text) {
        if (text != null && !text.isBlank()) {
            html.raw("<div class=\"facet\">").element("h3", "", facet).raw("<div class=\"words\" dir=\"auto\">");
            html.text(text).raw(text.length() >= Span.PREVIEW ? "…" : "").raw("</div></div>\n");
        }
    }

    /** What differs can be just what is not shown. */
    private void withoutWords(AlignedStep step, List<Difference> found) {
        var silent = step.changed().stream()
                .filter(facet -> found.stream().noneMatch(difference -> difference.facet() == facet))
                .map(Facet::word)
                .collect(Collectors.joining(", "));
        if (!silent.isEmpty()) {
            html.element("p", "note", silent + ": differs only in what is left out here");
        }
    }

    private static String figures(AlignedStep step) {
        var left = step.left();
        var right = step.right();
        if (left == null || right == null || !step.differs()) {
            return "";
        }
        var before = left.span();
        var now = right.span();
        return Stream.of(
                        difference(before.durationNanos(), now.durationNanos(), true),
                        difference(before.usage().total(), now.usage().total(), false))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("  "));
    }

    private static String difference(@Nullable Long left, @Nullable Long right, boolean isTime) {
        if (left == null || right == null || left.equals(right)) {
            return "";
        }
        return isTime
                ? Figures.difference(right - left)
                : (right > left ? "+" : "−") + Figures.counted(Math.abs(right - left), "token");
    }

    static String word(Fate fate) {
        return fate.name().toLowerCase(Locale.ROOT);
    }
}
