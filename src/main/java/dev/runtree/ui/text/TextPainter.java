package dev.runtree.ui.text;

import dev.runtree.ui.Fonts;
import dev.runtree.ui.text.RowText.Fold;
import dev.runtree.ui.text.Viewport.Laid;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.TextAlignment;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** Draws the rows of a pane that are in view, and nothing else. */
final class TextPainter {
    /** A piece that is not of plain cells is laid out by itself, and so no longer than this. */
    private static final int LONGEST_PIECE = 200;

    private static final double TWISTY = 12;

    private final TextPane pane;
    private final GraphicsContext g;
    private double width;

    TextPainter(TextPane pane, GraphicsContext g) {
        this.pane = pane;
        this.g = g;
    }

    /** How wide the widest row is that was drawn, in pixels. */
    double width() {
        return width;
    }

    void widen(double to) {
        width = Math.max(width, to);
    }

    void forgetWidth() {
        width = 0;
    }

    void paint(double wide, double high) {
        var inks = pane.inks();
        g.setFill(inks.get(Ink.BG));
        g.fillRect(0, 0, wide, high + TextPane.BAR);
        var viewport = pane.viewport();
        if (pane.rows().size() == 0) {
            return;
        }
        g.setTextBaseline(VPos.BASELINE);
        var y = -viewport.shift();
        var line = viewport.topLine();
        for (var row = viewport.top(); row < pane.rows().size() && y < high; row++) {
            var laid = viewport.laid(row);
            for (; line < laid.starts().length && y < high; line++) {
                line(row, laid, line, y, wide);
                y += viewport.rowHeight();
            }
            line = 0;
        }
        if (pane.rows().digits() > 0) {
            numbers(high);
        }
        g.setFill(inks.get(Ink.BG));
        g.fillRect(wide - TextPane.BAR, 0, TextPane.BAR, high);
    }

    private void line(int row, Laid laid, int line, double y, double wide) {
        var viewport = pane.viewport();
        var from = laid.starts()[line];
        var to = laid.end(line);
        var left = pane.gutter() + viewport.indent(laid.row()) - pane.scrolledAcross();
        if (row == pane.current()) {
            g.setFill(pane.inks().get(Ink.BG_HOVER));
            g.fillRect(0, y, wide, viewport.rowHeight());
            if (pane.isFocused()) {
                g.setFill(pane.inks().get(Ink.ACCENT_FG));
                g.fillRect(0, y, 2, viewport.rowHeight());
            }
        }
        if (pane.rows() instanceof JsonRows) {
            guides(laid, y);
        }
        marks(row, laid, from, to, left, y);
        text(laid, from, to, left, y, wide);
        if (line == 0 && laid.row().fold() != Fold.NONE) {
            twisty(laid.row().fold(), left - 14, y);
        }
        if (!viewport.wraps()) {
            widen(viewport.indent(laid.row())
                    + viewport.cells().width(laid.row().text(), from, to)
                    + 4 * viewport.cells().cell());
        }
    }

    private void guides(Laid laid, double y) {
        var step = 2 * pane.viewport().cells().cell();
        var most = pane.viewport().indent(laid.row()) - 14;
        g.setFill(pane.inks().get(Ink.LINE));
        for (var level = 0; level < laid.row().indent() && level * step < most; level++) {
            g.fillRect(
                    Math.round(pane.gutter() + level * step + 6 - pane.scrolledAcross()),
                    y,
                    1,
                    pane.viewport().rowHeight());
        }
    }

    private void twisty(Fold fold, double x, double y) {
        g.setFont(Fonts.icons(9));
        g.setFill(pane.inks().get(Ink.FG_MUTED));
        g.setTextAlign(TextAlignment.LEFT);
        var icon = fold == Fold.OPEN ? BootstrapIcons.CARET_DOWN_FILL : BootstrapIcons.CARET_RIGHT_FILL;
        g.fillText(Character.toString(icon.getCode()), Math.round(x) + 1, Math.round(y + TWISTY));
    }

    private void marks(int row, Laid laid, int from, int to, double left, double y) {
        var text = laid.row().text();
        var selection = pane.selection();
        var start = selection.from();
        var end = selection.to();
        if (start != null && end != null && !selection.isEmpty() && row >= start.row() && row <= end.row()) {
            var first = Math.max(from, row == start.row() ? start.offset() : 0);
            var last = Math.min(to, row == end.row() ? end.offset() : text.length());
            var goesOn = row < end.row() && to == text.length()
                    ? pane.viewport().cells().cell()
                    : 0;
            mark(Ink.BG_SELECTED, text, from, first, last, left, y, goesOn);
        }
        var words = pane.words();
        if (!words.isEmpty()) {
            for (var at = words.in(text, Math.max(0, from - words.length()));
                    at >= 0 && at < to;
                    at = words.in(text, at + words.length())) {
                var hit = pane.hit();
                var isCurrent = hit != null && hit.row() == row && hit.offset() == at;
                mark(Ink.MARK, text, from, Math.max(from, at), Math.min(to, at + words.length()), left, y, 0);
                if (isCurrent) {
                    outline(text, from, Math.max(from, at), Math.min(to, at + words.length()), left, y);
                }
            }
        }
        var mistake = pane.mistake();
        if (mistake != null && mistake.row() == row && mistake.offset() >= from && mistake.offset() <= to) {
            mark(Ink.BG_DANGER, text, from, mistake.offset(), Math.min(to, mistake.offset() + 1), left, y, 0);
            g.setFill(pane.inks().get(Ink.DANGER));
            var x = left + pane.viewport().cells().width(text, from, mistake.offset());
            g.fillRect(
                    x,
                    y + pane.viewport().rowHeight() - 2,
                    Math.max(7, pane.viewport().cells().cell()),
                    2);
        }
    }

    private void mark(Ink ink, String text, int from, int first, int last, double left, double y, double more) {
        if (first > last) {
            return;
        }
        var cells = pane.viewport().cells();
        var x = left + cells.width(text, from, first);
        g.setFill(pane.inks().get(ink));
        g.fillRect(x, y, cells.width(text, first, last) + more, pane.viewport().rowHeight());
    }

    private void outline(String text, int from, int first, int last, double left, double y) {
        var cells = pane.viewport().cells();
        var x = left + cells.width(text, from, first);
        g.setStroke(pane.inks().get(Ink.ACCENT_FG));
        g.setLineWidth(1);
        g.strokeRect(
                Math.round(x) - 0.5,
                Math.round(y) + 0.5,
                Math.round(cells.width(text, first, last)) + 1,
                pane.viewport().rowHeight() - 1);
    }

    private void text(Laid laid, int from, int to, double left, double y, double wide) {
        var cells = pane.viewport().cells();
        var text = laid.row().text();
        g.setFont(cells.font());
        g.setTextAlign(TextAlignment.LEFT);
        var at = from;
        var x = left;
        var run = 0;
        while (at < to && x < wide) {
            while (laid.row().runs().get(run).to() <= at) {
                run++;
            }
            var runEnd = Math.min(to, laid.row().runs().get(run).to());
            var end = pieceEnd(text, at, runEnd);
            var pieceWidth = cells.width(text, at, end);
            if (x + pieceWidth > 0) {
                var ink = laid.row().faint()
                        ? Ink.FG_FAINT
                        : laid.row().runs().get(run).ink();
                piece(text, at, end, ink, x, y, pieceWidth, wide);
            }
            x += pieceWidth;
            at = end;
        }
    }

    /** A piece of plain cells, or of others that are drawn together. */
    private int pieceEnd(String text, int from, int to) {
        var cells = pane.viewport().cells();
        var plain = cells.isPlain(text.charAt(from));
        var at = from;
        while (at < to && cells.isPlain(text.charAt(at)) == plain && (plain || at - from < LONGEST_PIECE)) {
            if (!plain && at > from && isApart(text.codePointAt(at)) != isApart(text.codePointAt(from))) {
                break;
            }
            at++;
        }
        while (at < to
                && Character.isLowSurrogate(text.charAt(at))
                && at > from
                && Character.isHighSurrogate(text.charAt(at - 1))) {
            at++;
        }
        return at;
    }

    /** Signs and tabs are drawn by themselves. */
    private static boolean isApart(int character) {
        return character == '\t' || Cells.isSign(character);
    }

    private void piece(String text, int from, int to, Ink ink, double x, double y, double wide, double right) {
        var cells = pane.viewport().cells();
        var baseline = Math.round(y + pane.viewport().rowHeight() * 0.71);
        if (cells.isPlain(text.charAt(from))) {
            var skip = x < 0 ? (int) (-x / cells.cell()) : 0;
            var end = Math.min(to, from + skip + (int) Math.ceil((right - Math.max(0, x)) / cells.cell()) + 1);
            if (from + skip < end) {
                g.setFill(pane.inks().get(ink));
                g.fillText(text.substring(from + skip, end), x + skip * cells.cell(), baseline);
            }
            return;
        }
        var signs = isApart(text.codePointAt(from));
        g.setFill(pane.inks().get(signs ? Ink.FG_FAINT : ink));
        if (text.charAt(from) == '\t' && !(pane.rows() instanceof JsonRows)) {
            return;
        }
        var shown = new StringBuilder(to - from);
        for (var i = from; i < to; ) {
            var character = text.codePointAt(i);
            shown.appendCodePoint(Cells.shown(character));
            i += Character.charCount(character);
        }
        g.fillText(shown.toString(), x, baseline, wide);
    }

    private void numbers(double high) {
        var viewport = pane.viewport();
        var wide = pane.gutter() - 6;
        g.setFill(pane.inks().get(Ink.BG_SUBTLE));
        g.fillRect(0, 0, wide, high);
        g.setTextAlign(TextAlignment.RIGHT);
        g.setFont(viewport.cells().font());
        var y = -viewport.shift() - viewport.topLine() * viewport.rowHeight();
        for (var row = viewport.top(); row < pane.rows().size() && y < high; row++) {
            var laid = viewport.laid(row);
            if (row == pane.current() && pane.isFocused()) {
                g.setFill(pane.inks().get(Ink.ACCENT_FG));
                g.fillRect(0, y, 2, viewport.rowHeight() * laid.starts().length);
            }
            if (laid.row().number() > 0) {
                g.setFill(pane.inks().get(row == pane.current() ? Ink.FG : Ink.FG_FAINT));
                g.fillText(
                        String.valueOf(laid.row().number()),
                        wide - viewport.cells().cell(),
                        Math.round(y + viewport.rowHeight() * 0.71));
            }
            y += viewport.rowHeight() * laid.starts().length;
        }
    }
}
