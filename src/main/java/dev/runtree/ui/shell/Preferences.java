package dev.runtree.ui.shell;

import dev.runtree.settings.RuntreeHome;
import dev.runtree.settings.Settings;
import dev.runtree.settings.SettingsFile;
import dev.runtree.settings.ThemeChoice;
import dev.runtree.settings.WindowPlace;
import java.util.function.UnaryOperator;

/** What the window keeps of its reader's choices. */
final class Preferences {

    private Preferences() {}

    static Settings theme(RuntreeHome home, ThemeChoice theme) {
        return change(home, settings -> settings.withTheme(theme));
    }

    static Settings window(RuntreeHome home, WindowPlace place) {
        return change(home, settings -> settings.withWindow(place));
    }

    private static synchronized Settings change(RuntreeHome home, UnaryOperator<Settings> change) {
        var file = new SettingsFile(home);
        var changed = change.apply(file.load());
        file.save(changed);
        return changed;
    }
}
