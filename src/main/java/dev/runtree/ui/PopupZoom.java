package dev.runtree.ui;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import javafx.beans.value.ObservableDoubleValue;
import javafx.collections.ListChangeListener.Change;
import javafx.scene.Scene;
import javafx.stage.PopupWindow;
import javafx.stage.Window;

/** Gives menus, tooltips and pop-overs, which are windows of their own, letters as large as the zoomed window's. */
public final class PopupZoom {
    private static final double USUAL = 13;
    private static final String MARK = "data:text/css;base64,";

    private PopupZoom() {}

    /** @param factor how large the window is shown; followed from one pop-up to the next */
    public static void follow(ObservableDoubleValue factor) {
        Window.getWindows().addListener((Change<? extends Window> change) -> {
            while (change.next()) {
                change.getAddedSubList().stream()
                        .filter(PopupWindow.class::isInstance)
                        .map(Window::getScene)
                        .forEach(scene -> put(scene, factor.get()));
            }
        });
    }

    private static void put(Scene scene, double factor) {
        scene.getStylesheets().removeIf(sheet -> sheet.startsWith(MARK));
        if (factor != 1) {
            scene.getStylesheets().add(sheet(USUAL * factor));
        }
    }

    private static String sheet(double size) {
        var css = String.format(
                Locale.ROOT, ".root, .tooltip, .label, .button, .text-field { -fx-font-size: %.1fpx; }", size);
        return MARK + Base64.getEncoder().encodeToString(css.getBytes(StandardCharsets.UTF_8));
    }
}
