package dev.runtree.settings;

import java.util.List;

/**
 * Where the window was, to open there again.
 *
 * @param x of the left edge on the screen, in pixels as JavaFX counts them; {@code y}, {@code width}, {@code height} alike
 * @param dividers the places of the dividers between the panes, 0 to 1 from the left
 */
public record WindowPlace(double x, double y, double width, double height, boolean maximized, List<Double> dividers) {
    public WindowPlace {
        dividers = List.copyOf(dividers);
    }
}
