package dev.runtree.ui.shell;

import dev.runtree.settings.RuntreeHome;
import dev.runtree.settings.Settings;
import dev.runtree.settings.SettingsFile;
import dev.runtree.settings.ThemeChoice;

/** What the window keeps of its reader's choices. */
final class Preferences {

    private Preferences() {}

    static Settings theme(RuntreeHome home, ThemeChoice theme) {
        var file = new SettingsFile(home);
        var changed = file.load().withTheme(theme);
        file.save(changed);
        return changed;
    }
}
