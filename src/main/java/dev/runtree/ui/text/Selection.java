package dev.runtree.ui.text;

import org.jspecify.annotations.Nullable;

/** The characters that are selected in a pane, from a place that stays to one that moves. */
final class Selection {
    private final TextPane pane;
    private @Nullable TextPlace anchor;
    private @Nullable TextPlace caret;

    Selection(TextPane pane) {
        this.pane = pane;
    }

    void clear() {
        anchor = null;
        caret = null;
        pane.repaint();
    }

    void start(TextPlace place) {
        anchor = place;
        caret = place;
        pane.repaint();
    }

    void extend(TextPlace place) {
        if (anchor == null) {
            anchor = place;
        }
        caret = place;
        pane.repaint();
    }

    void select(TextPlace from, TextPlace to) {
        anchor = from;
        caret = to;
        pane.repaint();
    }

    void selectAll() {
        var last = pane.rows().size() - 1;
        if (last >= 0) {
            select(new TextPlace(0, 0), new TextPlace(last, length(last)));
        }
    }

    boolean isEmpty() {
        return anchor == null || anchor.equals(caret);
    }

    /** Where it begins; {@code null} when nothing is selected. */
    @Nullable TextPlace from() {
        var a = anchor;
        var b = caret;
        return a == null || b == null ? null : a.compareTo(b) <= 0 ? a : b;
    }

    @Nullable TextPlace to() {
        var a = anchor;
        var b = caret;
        return a == null || b == null ? null : a.compareTo(b) <= 0 ? b : a;
    }

    /** The end that moves. */
    @Nullable TextPlace caret() {
        return caret;
    }

    private int length(int row) {
        return pane.rows().row(row).text().length();
    }

    /** The words, or where more than a part of one row is selected, all that stands in these rows. */
    String text() {
        var from = from();
        var to = to();
        if (from == null || to == null) {
            return "";
        }
        if (from.row() == to.row()) {
            return pane.rows().row(from.row()).text().substring(from.offset(), to.offset());
        }
        return switch (pane.rows()) {
            case PlainRows plain -> plain.between(from, to);
            case JsonRows json -> between(json, from, to);
        };
    }

    private String between(JsonRows json, TextPlace from, TextPlace to) {
        var out = new StringBuilder();
        for (var row = from.row(); row <= to.row(); row++) {
            var start = row == from.row() ? from.offset() : 0;
            var end = row == to.row() ? to.offset() : length(row);
            out.append(json.copied(row, start, end));
        }
        var text = out.toString();
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
}
