package dev.runtree.ui.run;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.css.CssMetaData;
import javafx.css.SimpleStyleableObjectProperty;
import javafx.css.StyleConverter;
import javafx.css.Styleable;
import javafx.css.StyleableObjectProperty;
import javafx.css.StyleableProperty;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;

/**
 * The theme's colours for a canvas. Each is a styleable property of what draws with them, set in {@code run.css} from the
 * token of the same name, so that a change of theme arrives as any other change of style.
 */
public final class Palette {
    private static final Map<Token, CssMetaData<Styleable, Paint>> META = meta();

    /** All that an owner can be styled with. */
    public static final List<CssMetaData<? extends Styleable, ?>> STYLEABLES = styleables();

    private final Map<Token, StyleableObjectProperty<Paint>> colors = new EnumMap<>(Token.class);

    /** What draws with a palette. */
    public interface Owner {
        Palette palette();
    }

    public Palette(Owner owner, Runnable changed) {
        for (var token : Token.values()) {
            var property = new SimpleStyleableObjectProperty<Paint>(META.get(token), owner, token.css(), Color.GRAY);
            property.addListener(observable -> changed.run());
            colors.put(token, property);
        }
    }

    private static Map<Token, CssMetaData<Styleable, Paint>> meta() {
        var all = new EnumMap<Token, CssMetaData<Styleable, Paint>>(Token.class);
        for (var token : Token.values()) {
            all.put(
                    token,
                    new CssMetaData<>(token.css().replace("-rt-", "-rt-tree-"), StyleConverter.getPaintConverter()) {
                        @Override
                        public boolean isSettable(Styleable owner) {
                            return true;
                        }

                        @Override
                        public StyleableProperty<Paint> getStyleableProperty(Styleable owner) {
                            return ((Owner) owner).palette().property(token);
                        }
                    });
        }
        return all;
    }

    private static List<CssMetaData<? extends Styleable, ?>> styleables() {
        var all = new ArrayList<>(Region.getClassCssMetaData());
        all.addAll(META.values());
        return List.copyOf(all);
    }

    private StyleableProperty<Paint> property(Token token) {
        return java.util.Objects.requireNonNull(colors.get(token));
    }

    Paint get(Token token) {
        return property(token).getValue();
    }

    /** A colour through which {@code share} of it covers what lies beneath. */
    Paint tint(Token token, double share) {
        return get(token) instanceof Color color ? color.deriveColor(0, 1, 1, share) : get(token);
    }
}
