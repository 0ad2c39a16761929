package dev.runtree.export.comparison;

import dev.runtree.compare.TextDifference.Stretch;
import dev.runtree.compare.steps.Difference;
import dev.runtree.model.Figures;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What differs in a step: members of JSON as a table, texts word by word with what is the same folded. */
final class PageDifference {
    /** Of one value or word so many characters are on the page. */
    private static final int LONGEST = 20_000;

    /** Of more changes in one text the first are on the page. */
    private static final int MOST_STRETCHES = 2_000;

    /** Around what changed, so much of what is the same is shown. */
    private static final int AROUND = 160;

    private final Markup html;

    PageDifference(Markup html) {
        this.html = html;
    }

    void write(List<Difference> found) {
        var repeated = new ArrayList<Difference.Text>();
        for (int at = 0, end; at < found.size(); at = end) {
            end = at + 1;
            if (found.get(at) instanceof Difference.Text text) {
                if (text.isCarried()) {
                    repeated.add(text);
                } else {
                    text(text);
                }
                continue;
            }
            while (end < found.size()
                    && found.get(end).facet() == found.get(at).facet()
                    && !(found.get(end) instanceof Difference.Text)) {
                end++;
            }
            values(found.subList(at, end));
        }
        if (!repeated.isEmpty()) {
            html.raw("<details class=\"repeated\"><summary>"
                    + Figures.counted(repeated.size(), "message")
                    + (repeated.size() == 1 ? " repeats" : " repeat") + " what differed before</summary>\n");
            repeated.forEach(this::text);
            html.raw("</details>\n");
        }
    }

    /** Of one facet. */
    private void values(List<Difference> values) {
        html.raw("<div class=\"facet\">")
                .element("h3", "", values.getFirst().facet().word());
        html.raw("<table class=\"values\"><tbody>\n");
        for (var each : values) {
            switch (each) {
                case Difference.Value value -> value(value);
                case Difference.More more ->
                    html.raw("<tr><td colspan=\"3\" class=\"note\">")
                            .text(Figures.counted(more.count(), "more difference"))
                            .raw("</td></tr>\n");
                case Difference.Text text -> throw new IllegalStateException("a text is written by itself: " + text);
            }
        }
        html.raw("</tbody></table></div>\n");
    }

    private void value(Difference.Value value) {
        html.raw("<tr><th><bdi>").text(shortened(value.path())).raw("</bdi></th>");
        side("del", value.left());
        side("ins", value.right());
        html.raw("</tr>\n");
    }

    private void side(String element, @Nullable String value) {
        html.raw("<td dir=\"auto\">");
        if (value == null) {
            html.element("span", "note", "none");
        } else {
            html.raw("<" + element + ">");
            cut(value);
            html.raw("</" + element + ">");
        }
        html.raw("</td>");
    }

    private static String shortened(String path) {
        return path.length() <= LONGEST ? path : path.substring(0, LONGEST) + "…";
    }

    private void text(Difference.Text text) {
        html.raw("<div class=\"facet\">").raw("<h3>").text(text.facet().word());
        if (text.place() > 0) {
            html.text(" message " + text.place() + " (" + text.role() + ")");
        }
        html.raw("</h3><div class=\"words\" dir=\"auto\">");
        var stretches = text.stretches();
        var shown = Math.min(stretches.size(), MOST_STRETCHES);
        for (var at = 0; at < shown; at++) {
            stretch(stretches.get(at), at == 0, at == stretches.size() - 1);
        }
        html.raw("</div>");
        if (shown < stretches.size()) {
            html.element(
                    "p",
                    "note",
                    Figures.count(shown) + " of " + Figures.counted(stretches.size(), "stretch") + " of this text.");
        }
        html.raw("</div>\n");
    }

    private void stretch(Stretch stretch, boolean isStart, boolean isEnd) {
        switch (stretch.kind()) {
            case SAME -> same(stretch.text(), isStart, isEnd);
            case REMOVED -> changed("del", stretch.text());
            case ADDED -> changed("ins", stretch.text());
        }
    }

    private void changed(String element, String text) {
        html.raw("<" + element + ">");
        cut(text);
        html.raw("</" + element + ">");
    }

    private void cut(String text) {
        if (text.length() <= LONGEST) {
            html.text(text);
            return;
        }
        html.text(text.substring(0, border(text, LONGEST)))
                .raw("<span class=\"note\"> … the first ")
                .text(Figures.count(LONGEST) + " of " + Figures.counted(text.length(), "character"))
                .raw("</span>");
    }

    private void same(String text, boolean isStart, boolean isEnd) {
        var from = isStart ? 0 : border(text, Math.min(text.length(), AROUND));
        var to = isEnd ? text.length() : border(text, Math.max(0, text.length() - AROUND));
        if (to - from < AROUND) {
            html.text(text);
            return;
        }
        html.text(text.substring(0, from))
                .raw("<details class=\"fold\"><summary>")
                .text(Figures.counted(to - from, "character") + " the same")
                .raw("</summary>");
        cut(text.substring(from, to));
        html.raw("</details>").text(text.substring(to));
    }

    /** Not within a character. */
    private static int border(String text, int at) {
        return at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
    }
}
