package dev.runtree.ui.text;

import java.util.HashMap;
import java.util.Map;
import javafx.scene.text.Font;
import javafx.scene.text.Text;

/**
 * Measures and elides text in one font, for a canvas. A character is measured once, so that a row costs additions only;
 * kerning is left out, which errs by less than a pixel a word. Belongs to the FX thread.
 */
public final class Measure {
    private static final String ELLIPSIS = "…";

    private final Font font;
    private final Map<Integer, Double> widths = new HashMap<>();
    private final Text text = new Text();

    public Measure(Font font) {
        this.font = font;
        text.setFont(font);
    }

    public Font font() {
        return font;
    }

    /** The width in pixels of a text without line breaks. */
    public double width(String words) {
        return words.codePoints().mapToDouble(this::width).sum();
    }

    private double width(int character) {
        return widths.computeIfAbsent(character, one -> {
            text.setText(Character.toString(one));
            return text.getLayoutBounds().getWidth();
        });
    }

    /** The text itself if it is not wider than {@code room}, else as much of it as fits before one ellipsis. */
    public String elide(String words, double room) {
        var used = 0.0;
        var fits = 0;
        var dots = width(ELLIPSIS);
        for (var i = 0; i < words.length(); ) {
            var character = words.codePointAt(i);
            used += width(character);
            i += Character.charCount(character);
            if (used + dots <= room) {
                fits = i;
            }
            if (used > room) {
                return room < dots ? "" : words.substring(0, fits).stripTrailing() + ELLIPSIS;
            }
        }
        return words;
    }
}
