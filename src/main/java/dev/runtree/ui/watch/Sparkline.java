package dev.runtree.ui.watch;

import java.util.List;
import javafx.scene.canvas.GraphicsContext;

/** A course without words, as high as a line of text. What it shows is told by the row that it stands in. */
public final class Sparkline extends Inked {
    private final Ink color;
    private final List<Double> values;
    private final double most;

    /** How many runs there were, one figure for each stretch. */
    public static Sparkline ofRuns(List<Long> runs) {
        return new Sparkline(runs.stream().map(Long::doubleValue).toList(), 1, Ink.NEUTRAL_BAR);
    }

    /**
     * @param values NaN where nothing is known
     * @param most what reaches the top
     */
    Sparkline(List<Double> values, double most, Ink color) {
        this.values = List.copyOf(values);
        this.most = Math.max(
                most,
                values.stream()
                        .filter(value -> !value.isNaN())
                        .mapToDouble(Double::doubleValue)
                        .max()
                        .orElse(0));
        this.color = color;
        setMouseTransparent(true);
        setMinSize(56, 16);
        setPrefSize(56, 16);
        setMaxSize(56, 16);
    }

    @Override
    void paint(GraphicsContext g, double width, double height) {
        g.setStroke(ink(color));
        g.setLineWidth(1.25);
        var open = false;
        var step = values.size() < 2 ? 0 : (width - 2) / (values.size() - 1);
        for (var i = 0; i < values.size(); i++) {
            if (values.get(i).isNaN()) {
                continue;
            }
            var x = 1 + i * step;
            var y = height - 2 - (most <= 0 ? 0 : values.get(i) / most * (height - 4));
            if (open) {
                g.lineTo(x, y);
            } else {
                g.beginPath();
                g.moveTo(x, y);
                open = true;
            }
        }
        if (open) {
            g.stroke();
        }
    }
}
