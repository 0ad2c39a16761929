package dev.runtree.ui.run;

import dev.runtree.ui.Fonts;
import dev.runtree.ui.RightToLeft;
import dev.runtree.ui.text.Measure;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Paint;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** Draws text, icons and crisp lines in the theme's colours. */
public final class Brush {
    public final GraphicsContext g;
    private final Palette palette;
    public final Measure words = new Measure(Fonts.words(13));
    public final Measure strong = new Measure(Fonts.strongWords(13));
    public final Measure small = new Measure(Fonts.words(11));
    public final Measure smallStrong = new Measure(Fonts.strongWords(11));
    public final Measure figures = new Measure(Fonts.mono(11.5));
    public final Measure ticks = new Measure(Fonts.mono(10.5));
    public final Measure preview = new Measure(Fonts.mono(11));
    final Measure code = new Measure(Fonts.mono(12));
    private final Font icons = Fonts.icons(14);
    private final Font smallIcons = Fonts.icons(10);

    public Brush(GraphicsContext g, Palette palette) {
        this.g = g;
        this.palette = palette;
    }

    public Paint paint(Token token) {
        return palette.get(token);
    }

    public void fill(Token token, double x, double y, double width, double height) {
        g.setFill(palette.get(token));
        g.fillRect(x, y, width, height);
    }

    void fillTint(Token token, double share, double x, double y, double width, double height) {
        g.setFill(palette.tint(token, share));
        g.fillRect(x, y, width, height);
    }

    public void horizontal(Token token, double x, double y, double width) {
        fill(token, x, y, width, 1);
    }

    public void vertical(Token token, double x, double y, double height) {
        fill(token, x, y, 1, height);
    }

    /** A rectangle's outline inside its bounds. */
    public void outline(Token token, double thick, double x, double y, double width, double height) {
        g.setStroke(palette.get(token));
        g.setLineWidth(thick);
        g.strokeRect(x + thick / 2, y + thick / 2, Math.max(0, width - thick), Math.max(0, height - thick));
    }

    /** Text whose middle line is at {@code y}; gives where it ends. */
    public double text(String text, Measure measure, Token token, double x, double y) {
        draw(text, measure.font(), token, x, y, TextAlignment.LEFT);
        return x + measure.width(text);
    }

    public void textRight(String text, Measure measure, Token token, double right, double y) {
        draw(text, measure.font(), token, right, y, TextAlignment.RIGHT);
    }

    public void icon(BootstrapIcons icon, Token token, double x, double y) {
        draw(glyph(icon), icons, token, x, y, TextAlignment.LEFT);
    }

    public void smallIcon(BootstrapIcons icon, Token token, double x, double y) {
        draw(glyph(icon), smallIcons, token, x, y, TextAlignment.LEFT);
    }

    private static String glyph(BootstrapIcons icon) {
        return Character.toString(icon.getCode());
    }

    private void draw(String text, Font font, Token token, double x, double y, TextAlignment align) {
        g.setFont(font);
        g.setFill(palette.get(token));
        g.setTextAlign(align);
        g.setTextBaseline(VPos.CENTER);
        g.fillText(RightToLeft.tame(text), Math.rint(x), Math.rint(y));
    }
}
