package dev.runtree.ui.shell;

import dev.runtree.settings.Settings;
import dev.runtree.ui.Preferences;
import dev.runtree.ui.Zoom;
import dev.runtree.ui.background.Background;
import java.util.function.Consumer;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

/** Makes everything in the window larger and smaller, and keeps how large from one start to the next. */
final class ZoomKeys {
    private static final String CHOICE = "window.zoom";

    private final Background background;
    private final Preferences preferences;
    private final Consumer<RuntimeException> failed;
    private @Nullable Zoom zoom;

    ZoomKeys(Background background, Preferences preferences, Consumer<RuntimeException> failed) {
        this.background = background;
        this.preferences = preferences;
        this.failed = failed;
    }

    /** A window whose content lies in a {@link Zoom} can be zoomed: it is as large as it was when it was last closed. */
    void watch(Node content) {
        content.parentProperty().subscribe(parent -> {
            zoom = null;
            if (parent instanceof Zoom around) {
                zoom = around;
                around.to(factor(preferences.now()));
            }
        });
    }

    private static double factor(Settings kept) {
        try {
            return kept.choice(CHOICE).map(Double::parseDouble).orElse(1.0);
        } catch (NumberFormatException e) {
            return 1;
        }
    }

    void larger() {
        by(1);
    }

    void smaller() {
        by(-1);
    }

    void usual() {
        var around = zoom;
        if (around != null) {
            around.to(1);
            keep(around);
        }
    }

    private void by(int steps) {
        var around = zoom;
        if (around != null) {
            around.by(steps);
            keep(around);
        }
    }

    private void keep(Zoom around) {
        double factor = around.factorProperty().get();
        background.call(
                () -> preferences.choice(CHOICE, factor == 1 ? null : String.valueOf(factor)), kept -> {}, failed);
    }
}
