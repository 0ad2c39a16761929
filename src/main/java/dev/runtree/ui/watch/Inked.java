package dev.runtree.ui.watch;

import dev.runtree.ui.CrispCanvas;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.css.CssMetaData;
import javafx.css.SimpleStyleableObjectProperty;
import javafx.css.StyleConverter;
import javafx.css.Styleable;
import javafx.css.StyleableObjectProperty;
import javafx.css.StyleableProperty;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;

/** Something drawn in the theme's colours, as large as it is laid out. */
abstract class Inked extends Region {
    private static final Map<Ink, CssMetaData<Inked, Paint>> COLORS = colors();
    private static final List<CssMetaData<? extends Styleable, ?>> STYLEABLES = styleables();

    private final Map<Ink, StyleableObjectProperty<Paint>> paints = new EnumMap<>(Ink.class);
    private final CrispCanvas canvas = new CrispCanvas();

    Inked() {
        for (var ink : Ink.values()) {
            var property = new SimpleStyleableObjectProperty<Paint>(COLORS.get(ink), this, ink.css(), Color.GRAY);
            property.addListener(observable -> requestLayout());
            paints.put(ink, property);
        }
        canvas.setMouseTransparent(true);
        getChildren().add(canvas);
        getStyleClass().add("course");
    }

    final Paint ink(Ink ink) {
        return property(ink).getValue();
    }

    private StyleableProperty<Paint> property(Ink ink) {
        return Objects.requireNonNull(paints.get(ink));
    }

    /** Draws all of it anew. */
    final void paint() {
        var width = getWidth();
        var height = getHeight();
        if (width > 0 && height > 0) {
            var g = canvas.getGraphicsContext2D();
            g.clearRect(0, 0, width + 1, height + 1);
            paint(g, width, height);
        }
    }

    abstract void paint(GraphicsContext g, double width, double height);

    @Override
    protected void layoutChildren() {
        canvas.fit(getWidth(), getHeight());
        paint();
    }

    @Override
    public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
        return STYLEABLES;
    }

    private static Map<Ink, CssMetaData<Inked, Paint>> colors() {
        var all = new EnumMap<Ink, CssMetaData<Inked, Paint>>(Ink.class);
        for (var ink : Ink.values()) {
            all.put(ink, new CssMetaData<>(ink.css(), StyleConverter.getPaintConverter()) {
                @Override
                public boolean isSettable(Inked drawn) {
                    return true;
                }

                @Override
                public StyleableProperty<Paint> getStyleableProperty(Inked drawn) {
                    return drawn.property(ink);
                }
            });
        }
        return all;
    }

    private static List<CssMetaData<? extends Styleable, ?>> styleables() {
        var all = new ArrayList<>(Region.getClassCssMetaData());
        all.addAll(COLORS.values());
        return List.copyOf(all);
    }
}
