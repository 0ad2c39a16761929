package dev.runtree.ui.text;

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
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;

/** The theme's colours for a {@link TextPane}, so that a change of theme arrives as any other change of style. */
final class Inks {
    private static final Map<Ink, CssMetaData<TextPane, Paint>> COLORS = colors();
    /** All that a pane can be styled with. */
    static final List<CssMetaData<? extends Styleable, ?>> STYLEABLES = styleables();

    private final Map<Ink, StyleableObjectProperty<Paint>> paints = new EnumMap<>(Ink.class);

    Inks(TextPane owner, Runnable recolored) {
        for (var ink : Ink.values()) {
            var property = new SimpleStyleableObjectProperty<Paint>(COLORS.get(ink), owner, ink.css(), Color.GRAY);
            property.addListener(observable -> recolored.run());
            paints.put(ink, property);
        }
    }

    Paint get(Ink ink) {
        return property(ink).getValue();
    }

    private StyleableProperty<Paint> property(Ink ink) {
        return Objects.requireNonNull(paints.get(ink));
    }

    private static Map<Ink, CssMetaData<TextPane, Paint>> colors() {
        var all = new EnumMap<Ink, CssMetaData<TextPane, Paint>>(Ink.class);
        for (var ink : Ink.values()) {
            all.put(ink, new CssMetaData<>(ink.css(), StyleConverter.getPaintConverter()) {
                @Override
                public boolean isSettable(TextPane pane) {
                    return true;
                }

                @Override
                public StyleableProperty<Paint> getStyleableProperty(TextPane pane) {
                    return pane.inks().property(ink);
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
