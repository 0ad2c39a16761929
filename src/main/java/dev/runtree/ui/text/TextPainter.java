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
            for (; line < laid.lines() && y < high; line++) {
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
        g.fillRect(0, high, wide, TextPane.BAR);
    }

    private void line(int row, Laid laid, int line, double y, double wide) {
        var viewport = pane.viewport();
        var from = laid.start(line);
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
        var pieces = laid.line(line);
        marks(row, laid, pieces, from, to, left, y);
        for (var piece : pieces.all()) {
            if (left + piece.x() < wide && left + piece.x() + piece.width() > 0) {
                piece(laid.row(), piece, left + piece.x(), y, wide);
            }
        }
        if (line == 0 && laid.row().fold() != Fold.NONE) {
            twisty(laid.row().fold(), left - 14, y);
        }
        if (!viewport.wraps()) {
            widen(viewport.indent(laid.row())
                    + pieces.width()
                    + 4 * viewport.cells().cell());
        }
    }

    private void guides(Laid laid, double y) {
        var step = 2 * pane.viewport().cells().cell();
        var most = pane.viewport().indent(laid.row()) - 14;
        g.setFill(pane.inks().get(Ink.LINE));
        for (var level = 0; level < laid.row().indent() && level * step < most; level++) {
            g.fillRect(
                    Math.rint(pane.gutter() + level * step + 6 - pane.scrolledAcross()),
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
        g.fillText(Character.toString(icon.getCode()), Math.rint(x) + 1, Math.rint(y + TWISTY));
    }

    private void marks(int row, Laid laid, Pieces pieces, int from, int to, double left, double y) {
        var text = laid.row().text();
        selected(row, text, pieces, from, to, left, y);
        var words = pane.words();
        if (!words.isEmpty()) {
            for (var at = words.in(text, Math.max(0, from - words.length()));
                    at >= 0 && at < to;
                    at = words.in(text, at + words.length())) {
                var hit = pane.hit();
                var isCurrent = hit != null && hit.row() == row && hit.offset() == at;
                mark(Ink.MARK, pieces, at, at + words.length(), left, y);
                if (isCurrent) {
                    outline(pieces, at, at + words.length(), left, y);
                }
            }
        }
        var mistake = pane.mistake();
        if (mistake != null && mistake.row() == row && mistake.offset() >= from && mistake.offset() <= to) {
            mark(Ink.BG_DANGER, pieces, mistake.offset(), mistake.offset() + 1, left, y);
            g.setFill(pane.inks().get(Ink.DANGER));
            g.fillRect(
                    left + pieces.x(mistake.offset()),
                    y + pane.viewport().rowHeight() - 2,
                    Math.max(7, pane.viewport().cells().cell()),
                    2);
        }
    }

    private void selected(int row, String text, Pieces pieces, int from, int to, double left, double y) {
        var selection = pane.selection();
        var start = selection.from();
        var end = selection.to();
        if (start == null || end == null || selection.isEmpty() || row < start.row() || row > end.row()) {
            return;
        }
        var first = Math.max(from, row == start.row() ? start.offset() : 0);
        var last = Math.min(to, row == end.row() ? end.offset() : text.length());
        mark(Ink.BG_SELECTED, pieces, first, last, left, y);
        if (row < end.row() && to == text.length()) {
            var cells = pane.viewport().cells();
            g.fillRect(left + pieces.width(), y, cells.cell(), pane.viewport().rowHeight()); // the line's end
        }
    }

    private void mark(Ink ink, Pieces pieces, int first, int last, double left, double y) {
        g.setFill(pane.inks().get(ink));
        for (var span : pieces.spans(first, last)) {
            g.fillRect(left + span[0], y, span[1], pane.viewport().rowHeight());
        }
    }

    private void outline(Pieces pieces, int first, int last, double left, double y) {
        g.setStroke(pane.inks().get(Ink.ACCENT_FG));
        g.setLineWidth(1);
        var spans = pieces.spans(first, last);
        if (spans.isEmpty()) {
            return;
        }
        var from = spans.stream().mapToDouble(span -> span[0]).min().orElse(0);
        var to = spans.stream().mapToDouble(span -> span[0] + span[1]).max().orElse(0);
        g.strokeRect(
                Math.rint(left + from) - 0.5,
                Math.rint(y) + 0.5,
                Math.rint(to - from) + 1,
                pane.viewport().rowHeight() - 1);
    }

    private void piece(RowText row, Pieces.Piece piece, double x, double y, double right) {
        var cells = pane.viewport().cells();
        var baseline = Math.rint(y + pane.viewport().rowHeight() * 0.71);
        var ink = piece.sign() || row.faint() ? Ink.FG_FAINT : piece.ink();
        g.setFont(cells.font());
        g.setTextAlign(TextAlignment.LEFT);
        g.setFill(pane.inks().get(ink));
        if (piece.plain()) {
            var skip = x < 0 ? (int) (-x / cells.cell()) : 0;
            var from = piece.from() + skip;
            var to = Math.min(piece.to(), from + (int) Math.ceil((right - Math.max(0, x)) / cells.cell()) + 1);
            if (from < to) {
                g.fillText(row.text().substring(from, to), x + skip * cells.cell(), baseline);
            }
        } else if (piece.sign()) {
            var character = row.text().codePointAt(piece.from());
            if (character != '\t' || pane.rows() instanceof JsonRows) {
                g.fillText(Character.toString(Cells.shown(character)), x, baseline);
            }
        } else {
            g.fillText(row.text().substring(piece.from(), piece.to()), x, baseline);
        }
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
                g.fillRect(0, y, 2, viewport.rowHeight() * laid.lines());
            }
            if (laid.row().number() > 0) {
                g.setFill(pane.inks().get(row == pane.current() ? Ink.FG : Ink.FG_FAINT));
                g.fillText(
                        String.valueOf(laid.row().number()),
                        wide - viewport.cells().cell(),
                        Math.rint(y + viewport.rowHeight() * 0.71));
            }
            y += viewport.rowHeight() * laid.lines();
        }
    }
}
