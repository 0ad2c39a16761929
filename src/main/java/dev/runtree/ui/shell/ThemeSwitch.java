package dev.runtree.ui.shell;

import dev.runtree.settings.ThemeChoice;
import dev.runtree.ui.Preferences;
import dev.runtree.ui.Theme;
import dev.runtree.ui.background.Background;
import java.util.function.Consumer;
import javafx.scene.Scene;

/** From light to dark and back; the choice is kept from one start to the next. */
record ThemeSwitch(Background background, Preferences preferences, Consumer<RuntimeException> failed) {

    void turn(Scene scene) {
        var theme = Theme.opposite(scene);
        theme.apply(scene);
        var choice = theme == Theme.DARK ? ThemeChoice.DARK : ThemeChoice.LIGHT;
        background.call(() -> preferences.theme(choice), kept -> {}, failed);
    }
}
